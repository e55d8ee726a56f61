"""Measures an assessment beside what others would write; benches/compare runs it.

    compare.py --corpus FILE --rust PROGRAM --out FOLDER [--rounds N]

The peers look for 35 keywords in the customer's messages, take a template and a priority by the
time alone: all of them the same, which is checked. The library decides everything that it decides,
with the word lists of six languages. Processor time of all threads, medians of the rounds.
"""

import argparse
import hashlib
import json
import platform
import re
import statistics
import subprocess
import time
from collections.abc import Callable
from datetime import date, datetime, timezone
from pathlib import Path

import ahocorasick
import duckdb
import hyperscan
import polars as pl

from cx_triage import Conversation, Policy

HERE = Path(__file__).resolve().parent
KEYWORDS: dict[str, list[str]] = json.loads((HERE / "keywords.json").read_text())
NOW = datetime(2026, 2, 25, 12, tzinfo=timezone.utc)
TARGET_MS, LATE_MS = 30 * 60_000, 7_200_000


def measured(rounds: int, count: int, work: Callable[[], object]) -> float:
    """Microseconds of processor time for each conversation, after one round to warm up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time_ns()
        work()
        times.append(time.process_time_ns() - start)
    return statistics.median(times) / count / 1_000


def priority(risk: bool, overdue: int) -> int:
    return 1 if risk or overdue > LATE_MS else 2 if overdue > 0 else 3


def decided(shipping: bool, refund: bool, risk: bool, overdue: int) -> str:
    return ("s" if shipping else "r" if refund else "a") + str(priority(risk, overdue))


def customer_text(document: dict) -> str:
    said = (m["content"] for m in document["messages"] if m["author"] == "contact" and not m["private"])
    return "".join(f"{text}\n" for text in said).lower()


def overdue(document: dict) -> int:
    created = datetime.fromisoformat(document["createdAt"])
    return int((NOW - created).total_seconds() * 1000) - TARGET_MS


def by_re(documents: list[dict]) -> list[str]:
    answers = []
    for document in documents:
        text = customer_text(document)
        has = {kind: bool(pattern.search(text)) for kind, pattern in PATTERNS.items()}
        answers.append(decided(has["shipping"], has["refund"], has["risk"], overdue(document)))
    return answers


def by_aho_corasick(documents: list[dict]) -> list[str]:
    answers = []
    for document in documents:
        kinds = {kind for _, kind in AUTOMATON.iter(customer_text(document))}
        answers.append(decided("shipping" in kinds, "refund" in kinds, "risk" in kinds, overdue(document)))
    return answers


def by_hyperscan(documents: list[dict]) -> list[str]:
    answers = []
    for document in documents:
        kinds: set[int] = set()
        DATABASE.scan(customer_text(document).encode(), match_event_handler=lambda n, *_: kinds.add(n) and None)
        answers.append(decided(0 in kinds, 1 in kinds, 2 in kinds, overdue(document)))
    return answers


def by_polars(frame: pl.DataFrame) -> list[str]:
    text = pl.col("text")
    has = {kind: text.str.contains_any(words) for kind, words in KEYWORDS.items()}
    template = pl.when(has["shipping"]).then(pl.lit("s")).when(has["refund"]).then(pl.lit("r")).otherwise(pl.lit("a"))
    late = pl.when(has["risk"] | (pl.col("overdue") > LATE_MS)).then(pl.lit("1"))
    level = late.when(pl.col("overdue") > 0).then(pl.lit("2")).otherwise(pl.lit("3"))
    return frame.select((template + level).alias("decided"))["decided"].to_list()


def by_duckdb(frame: pl.DataFrame) -> list[str]:
    has = {kind: f"regexp_matches(text, '{'|'.join(words)}')" for kind, words in KEYWORDS.items()}
    query = f"""
        select case when {has["shipping"]} then 's' when {has["refund"]} then 'r' else 'a' end
            || case when {has["risk"]} or overdue > {LATE_MS} then '1' when overdue > 0 then '2' else '3' end
        from frame"""
    return [row[0] for row in DUCK.execute(query).fetchall()]


PATTERNS = {kind: re.compile("|".join(map(re.escape, words))) for kind, words in KEYWORDS.items()}
AUTOMATON = ahocorasick.Automaton()
for kind, words in KEYWORDS.items():
    for word in words:
        AUTOMATON.add_word(word, kind)
AUTOMATON.make_automaton()
DATABASE = hyperscan.Database()
DATABASE.compile(
    expressions=["|".join(map(re.escape, words)).encode() for words in KEYWORDS.values()],
    ids=range(len(KEYWORDS)),
    elements=len(KEYWORDS),
    flags=hyperscan.HS_FLAG_SINGLEMATCH,
)
DUCK = duckdb.connect()
DUCK.execute("set threads = 1")


def peers(corpus: Path, rounds: int) -> dict[str, float]:
    """Each peer's microseconds; fails where two of them decide otherwise."""
    documents = [json.loads(line) for line in corpus.read_text().splitlines()]
    rows = {"text": [customer_text(d) for d in documents], "overdue": [overdue(d) for d in documents]}
    frame = pl.DataFrame(rows)
    ways: dict[str, Callable[[], list[str]]] = {
        "Python re": lambda: by_re(documents),
        "pyahocorasick": lambda: by_aho_corasick(documents),
        "hyperscan": lambda: by_hyperscan(documents),
        "Polars contains_any": lambda: by_polars(frame),
        "DuckDB": lambda: by_duckdb(frame),
    }
    answers = {name: " ".join(way()) for name, way in ways.items()}
    figures = {name: measured(rounds, len(documents), way) for name, way in ways.items()}
    command = ["node", HERE / "peer.mjs", corpus, HERE / "keywords.json", str(rounds)]
    for name, told in json.loads(subprocess.check_output(command)).items():
        answers[name], figures[name] = told["decided"], told["microseconds"]
    different = {name for name, answer in answers.items() if answer != answers["Python re"]}
    if different:
        raise SystemExit(f"compare: {', '.join(sorted(different))} decide otherwise than Python re")
    return figures


def library(corpus: Path, rust: Path, rounds: int) -> dict[str, float]:
    typed, as_json = subprocess.check_output([rust, "measure", corpus, str(rounds)], text=True).split()
    lines = corpus.read_text()
    engine = Policy.runbook().compile()
    conversations = [Conversation.from_json(line) for line in lines.splitlines()]
    count = len(conversations)
    late = sum(assessment.sla.breached_at is not None for assessment in engine.assess_many(conversations, NOW))
    if late != sum(overdue(json.loads(line)) > 0 for line in lines.splitlines()):
        raise SystemExit("compare: the library counts other breaches than the peers")
    return {
        "this library, typed (Rust)": float(typed),
        "this library, records (Python)": measured(rounds, count, lambda: engine.assess_many(conversations, NOW)),
        "this library, JSON to JSON (Rust)": float(as_json),
        "this library, JSON to JSON (Python)": measured(rounds, count, lambda: engine.assess_json_lines(lines, NOW)),
    }


def drawn(figures: dict[str, float], title: str) -> str:
    """A bar for each figure, shortest first, on a scale of powers of two."""
    order = sorted(figures, key=lambda name: figures[name])
    longest, left, row = max(figures.values()), 320, 26
    height = 64 + row * len(order)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{height}" font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="16" y="24" font-size="15" font-weight="600">{title}</text>',
    ]
    for nth, name in enumerate(order):
        y = 48 + row * nth
        ours = name.startswith("this library")
        width = max(2.0, figures[name] / longest * 340)
        out.append(f'<text x="{left - 8}" y="{y + 13}" text-anchor="end">{name}</text>')
        out.append(f'<rect x="{left}" y="{y}" width="{width:.1f}" height="18" fill="{"#2463eb" if ours else "#b8bec9"}"/>')
        out.append(f'<text x="{left + width + 6:.1f}" y="{y + 13}">{figures[name]:.1f}</text>')
    return "\n".join([*out, "</svg>", ""])


def processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", info.read_text()) if info.exists() else None
    return found.group(1) if found else platform.processor()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--rust", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()

    content = given.corpus.read_bytes()
    count = content.count(b"\n")
    figures = peers(given.corpus, given.rounds) | library(given.corpus, given.rust, given.rounds)
    best = figures["this library, typed (Rust)"]
    lines = [f"{'us of processor time a conversation':<46}{'':>8}{'to typed':>10}"]
    lines += [f"{n:<46}{figures[n]:>8.1f}{figures[n] / best:>9.2f}x" for n in sorted(figures, key=figures.get)]
    digest = hashlib.sha256(content).hexdigest()[:12]
    where = f"{count:,} conversations (sha256 {digest}), {date.today()}, {processor()}"
    print("\n".join(lines), where, sep="\n")
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "compare.txt").write_text("\n".join([*lines, where, ""]))
    (given.out / "compare.svg").write_text(drawn(figures, f"Microseconds a conversation, {date.today()}"))


main()
