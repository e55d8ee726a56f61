"""The package against Rust, plain Python and SQL on the same rows, in the same run.

    python speed.py [ROWS]        (with cargo on the path; the rates of Rust come from rates.rs)
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from cx_triage import Conversation, Policy

NOW = datetime(2026, 2, 25, 12, 0, tzinfo=timezone.utc)
HERE = Path(__file__).resolve().parent
TEXTS = (
    "Hey team, my order still says processing. Do you have an update?",
    "The zipper broke on first use. Can you just refund me?",
    "Just checking, did you get my earlier message about the wrong color?",
    "Where is my parcel? The tracking page has not moved since Monday and I am getting nervous.",
    "If this is not settled today I will sue you and file a chargeback with my bank.",
    "Thanks, all good now!",
    "I would like to return the jacket, it was $89.99 and it does not fit. How does that work?",
    "Hello? Is anybody there? I have been waiting for three days and nobody answers.",
)


def documents(count: int) -> list[dict[str, Any]]:
    pick = random.Random(7)
    rows = []
    for number in range(1, count + 1):
        start = NOW - timedelta(minutes=pick.randrange(5, 3_000))
        messages = [
            {
                "id": number * 10 + place,
                "author": pick.choice(("contact", "contact", "agent")),
                "content": pick.choice(TEXTS),
                "createdAt": wire(start + timedelta(minutes=place)),
            }
            for place in range(pick.randrange(1, 5))
        ]
        rows.append(
            {
                "id": number,
                "status": pick.choice(("open", "open", "pending", "resolved")),
                "createdAt": wire(start),
                "labels": pick.choice(([], ["vip"], ["escalation"])),
                "contactNames": [pick.choice(("Alex Morgan", "Jamie", ""))],
                "messages": messages,
            }
        )
    return rows


def wire(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def best(run: Callable[[], object], times: int = 5) -> float:
    found = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        found = min(found, time.perf_counter() - start)
    return found


def columns(rows: list[dict[str, Any]]) -> pa.Table:
    at = pa.timestamp("ms", "UTC")
    message = pa.struct(
        [("id", pa.int64()), ("author", pa.string()), ("content", pa.string()), ("createdAt", at)]
    )

    def moment(text: str) -> datetime:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))

    typed = [
        {**row, "createdAt": moment(row["createdAt"]),
         "messages": [{**m, "createdAt": moment(m["createdAt"])} for m in row["messages"]]}
        for row in rows
    ]  # fmt: skip
    schema = pa.schema(
        [("id", pa.int64()), ("status", pa.string()), ("createdAt", at),
         ("labels", pa.list_(pa.string())), ("contactNames", pa.list_(pa.string())),
         ("messages", pa.list_(message))]
    )  # fmt: skip
    return pa.Table.from_pylist(typed, schema=schema)


def cues() -> dict[str, list[str]]:
    """The policy's cues as plain text, by topic and category, for the comparisons."""
    found: dict[str, list[str]] = {}

    def walk(value: Any, name: str) -> None:
        if isinstance(value, dict):
            texts = value.get("patterns", value.get("text", value.get("cue")))
            key = value.get("category", value.get("topic"))
            if key and texts:
                listed = texts if isinstance(texts, list) else [texts]
                found.setdefault(str(key), []).extend(str(text) for text in listed)
            for key, each in value.items():
                walk(each, key)
        elif isinstance(value, list):
            if value and all(isinstance(each, str) for each in value):
                found.setdefault(name, []).extend(value)
            for each in value:
                walk(each, name)

    walk(Policy.runbook().to_dict()["language"], "")
    return found


def plain_python(rows: list[dict[str, Any]]) -> Callable[[], list[Any]]:
    """The same decisions' outline in plain Python: clock, words by `re`, priority, draft."""
    patterns = [
        (name, [re.compile(rf"\b{re.escape(text)}\b", re.IGNORECASE) for text in texts])
        for name, texts in cues().items()
    ]
    seconds = NOW.timestamp()

    def assess(row: dict[str, Any]) -> Any:
        created = datetime.fromisoformat(row["createdAt"].replace("Z", "+00:00")).timestamp()
        overdue = seconds - created - 30 * 60
        spoken = [m["content"] for m in row["messages"] if m["author"] == "contact"]
        found = {
            name
            for name, listed in patterns
            for text in spoken
            if any(pattern.search(text) for pattern in listed)
        }
        priority = "p1" if overdue > 7_200 or "legal" in found else "p2" if overdue > 0 else None
        return row["id"], priority, found

    return lambda: [assess(row) for row in rows]


def main(count: int) -> None:
    rows = documents(count)
    lines = "\n".join(json.dumps(row) for row in rows) + "\n"
    engine = Policy.runbook().compile()
    conversations = [Conversation.from_json(json.dumps(row)) for row in rows]
    batches = columns(rows).to_batches(max_chunksize=8_192)
    table = pa.Table.from_batches(batches)
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        file.write(lines)
        file.flush()
        command = ["cargo", "run", "--release", "--quiet", "-p", "cx-triage-python",
                   "--example", "rates", "--", file.name, wire(NOW)]  # fmt: skip
        rust = json.loads(subprocess.check_output(command, cwd=HERE))
    one = best(lambda: [engine.assess(each, NOW) for each in conversations])
    many = best(lambda: engine.assess_many(conversations, NOW))
    as_json = best(lambda: engine.assess_json_lines(lines, NOW))
    arrow = best(lambda: pa.table(engine.assess_arrow(table, NOW)))

    def threads(number: int) -> None:
        half = len(lines) // 2
        cut = lines.index("\n", half) + 1
        parts = [lines] if number == 1 else [lines[:cut], lines[cut:]]
        running = [
            threading.Thread(target=engine.assess_json_lines, args=(part, NOW)) for part in parts
        ]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()

    alone, together = best(lambda: threads(1)), best(lambda: threads(2))
    some = rows[: max(1, count // 20)]
    plain = best(plain_python(some), 1) * count / len(some)
    texts = pa.table({"text": [m["content"] for row in rows for m in row["messages"]]})
    pattern = "|".join(re.escape(text) for listed in cues().values() for text in listed)
    sql = f"SELECT count(*) FROM texts WHERE regexp_matches(text, '{pattern.replace(chr(39), chr(39) * 2)}', 'i')"
    connection = duckdb.connect(config={"threads": 1})
    connection.register("texts", texts)
    keyword = best(lambda: connection.sql(sql).fetchall(), 3)
    for name, value, limit in (
        ("assess: times Rust's", one / rust["assess"], "at most 2"),
        ("assess_json_lines: times Rust's", as_json / rust["json"], "at most 1.3"),
        ("assess_arrow: part of the rate of Rust's assess", rust["assess"] / arrow, "at least 0.7"),
        ("two threads: part of one thread's time", together / alone, "at most 0.6"),
        ("assess: times faster than plain Python", plain / one, "at least 20"),
        ("assess_json_lines: times faster than plain Python", plain / as_json, "at least 20"),
        ("assess_arrow: times faster than plain Python", plain / arrow, "at least 20"),
        ("assess_arrow: times faster than DuckDB on the words alone", keyword / arrow, "over 1"),
    ):
        print(f"{name:60} {value:8.2f}   ({limit})")
    print(f"microseconds a row: Rust {rust['assess'] / count * 1e6:.2f}, assess {one / count * 1e6:.2f}, "
          f"assess_many {many / count * 1e6:.2f}, JSON {as_json / count * 1e6:.2f}, "
          f"Arrow {arrow / count * 1e6:.2f}, plain Python {plain / count * 1e6:.0f}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000)
