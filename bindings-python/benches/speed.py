"""The package against Rust, plain Python and SQL on the same rows, in the same run.

    cargo build --release -p cx-triage-python --example rates
    python speed.py RATES [ROWS]        (RATES: the program that was built)

The wheel of `bindings-python/test` is built in the same profile; it brings its own allocator, Rust
has the system's. Run it on a machine that has nothing else to do. Everything runs on one thread,
but where two are measured.
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
from typing import Any

import duckdb
import pyarrow as pa
from plain import Answer, Plain, Words

from cx_triage import Assessment, Conversation, Policy

NOW = datetime(2026, 2, 25, 12, 0, tzinfo=timezone.utc)
BATCH = 8_192
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
    """Conversations as documents, the same ones every time."""
    pick = random.Random(7)
    rows: list[dict[str, Any]] = []
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


def best(run: Callable[[], object], times: int = 7) -> float:
    """Seconds of the quickest of several runs."""
    found = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        found = min(found, time.perf_counter() - start)
    return found


def columns(rows: list[dict[str, Any]]) -> pa.Table:
    """The rows as columns, in batches as a Parquet reader hands them out."""
    at = pa.timestamp("ms", "UTC")
    message = pa.struct(
        [("id", pa.int64()), ("author", pa.string()), ("content", pa.string()), ("createdAt", at)]
    )

    def typed(row: dict[str, Any]) -> dict[str, Any]:
        moment = datetime.fromisoformat(row["createdAt"].replace("Z", "+00:00"))
        messages = {"messages": [typed(each) for each in row["messages"]]} if "messages" in row else {}
        return {**row, "createdAt": moment, **messages}

    schema = pa.schema(
        [("id", pa.int64()), ("status", pa.string()), ("createdAt", at),
         ("labels", pa.list_(pa.string())), ("contactNames", pa.list_(pa.string())),
         ("messages", pa.list_(message))]
    )  # fmt: skip
    whole = pa.Table.from_pylist([typed(row) for row in rows], schema=schema)
    return pa.Table.from_batches(whole.to_batches(max_chunksize=BATCH))


def rust(program: str, lines: str) -> dict[str, float]:
    """Seconds of Rust for the same rows."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        file.write(lines)
        file.flush()
        found: dict[str, float] = json.loads(subprocess.check_output([program, file.name, wire(NOW)]))
        return found


def answer(told: Assessment) -> Answer:
    """What plain Python decides too."""
    return Answer(
        None if told.priority is None else str(told.priority),
        str(told.escalation.level),
        frozenset(str(reason.code) for reason in told.reasons),
        told.suggestion.template_id if told.suggestion else None,
        told.suggestion.body if told.suggestion else None,
        told.approval.allowed,
    )


BY_HAND = {
    "shipping": "ship(ping|ped|ment|ments)?|deliver(y|ed|ing|s)?|track(ing|ed)?|parcel|package|courier"
    "|carrier|where is my|arriv(e|ed|al)|dispatch(ed)?|in transit|order status|processing",
    "refund": "refund(s|ed|ing)?|return(s|ed|ing)?|exchange|money back|reimburse(d|ment)?|broken"
    "|damaged|defective|faulty|wrong (item|size|color)|does not fit",
    "legal": "sue|suing|lawyer|attorney|solicitor|legal action|lawsuit|court|police",
    "regulator_press": "bbb|better business bureau|ombudsman|trading standards|regulator|press"
    "|journalist|newspaper|social media|trustpilot",
    "fraud": "fraud(ulent)?|scam(mer|med)?|stole|stolen|theft|thief|unauthorized",
    "chargeback": "chargeback|charge back|dispute|my bank|card company|paypal claim",
    "threat": "kill|burn down|bomb|shoot|hurt you|find you|beat you|attack",
    "self_harm": "kill myself|end my life|suicide|suicidal|hurt myself|want to die",
    "abuse": "idiots?|morons?|stupid|useless|incompetent|bitch|bastard|asshole|fuck(ing|er)?|scum",
    "manager_request": "manager|supervisor|your boss|someone senior|person in charge|team lead",
}


def counted(patterns: dict[str, str]) -> str:
    """SQL that counts the texts of each topic and category of risk."""
    parts = (
        f"count(*) FILTER (regexp_matches(text, '(?i){pattern}')) AS {name}"
        for name, pattern in patterns.items()
    )
    return f"SELECT {', '.join(parts)} FROM texts"


def keyword_sql(words: Words) -> str:
    """The policy's words as SQL: a regular expression for each topic and category."""
    found: dict[str, list[str]] = {}
    for topic, weight, cue in words.topic_cues:
        if weight > 0:
            found.setdefault(topic, []).append(cue.pattern)
    for category, cue in words.risk_cues:
        found.setdefault(category, []).append(cue.pattern)

    def text(patterns: list[str]) -> str:
        joined = "|".join(patterns).replace(r"(?<!\S)", r"\b").replace(r"(?!\S)", r"\b")
        return re.sub(r"(?<=[^ ]) ", r"\\s+", joined).replace("'", "''")

    return counted({name: text(patterns) for name, patterns in found.items()})


def main(program: str, count: int) -> None:
    rows = documents(count)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    data = lines.encode()
    policy = Policy.runbook()
    engine = policy.compile()
    conversations = [Conversation.from_json(json.dumps(row)) for row in rows]
    table = columns(rows)
    theirs = rust(program, lines)

    def each_alone() -> None:
        for each in conversations:
            engine.assess(each, NOW)

    def arrow() -> None:
        for _ in pa.RecordBatchReader.from_stream(engine.assess_arrow(table, NOW)):
            pass

    cut = data.index(b"\n", len(data) // 2) + 1

    def threads(*work: Callable[[], object]) -> None:
        running = [threading.Thread(target=each) for each in work]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()

    halves = (data[:cut], data[cut:])
    middle = len(conversations) // 2
    both = (conversations[:middle], conversations[middle:])
    one = best(each_alone)
    many = best(lambda: engine.assess_many(conversations, NOW))
    as_text = best(lambda: engine.assess_json_lines(lines, NOW))
    as_bytes = best(lambda: engine.assess_json_lines(data, NOW))
    as_columns = best(arrow)
    two_json = best(lambda: threads(*(lambda h=h: engine.assess_json_lines(h, NOW) for h in halves)))
    two_many = best(lambda: threads(*(lambda h=h: engine.assess_many(h, NOW) for h in both)))

    peer = Plain(policy.to_dict(), NOW)
    some = rows[: max(1, count // 20)]
    agree = sum(peer.assess(row) == answer(engine.assess(c, NOW)) for row, c in zip(some, conversations, strict=False))
    plain = best(lambda: [peer.assess(row) for row in some], 2) * count / len(some)

    texts = pa.table({"text": [m["content"] for row in rows for m in row["messages"]]})
    connection = duckdb.connect(config={"threads": 1})
    connection.register("texts", texts)
    sql = keyword_sql(peer.words)
    keyword = best(lambda: connection.sql(sql).fetchall(), 2)
    short = counted({name: rf"\b({pattern})\b" for name, pattern in BY_HAND.items()})
    by_hand = best(lambda: connection.sql(short).fetchall(), 3)

    for name, value, limit in (
        ("assess: times Rust's", one / theirs["assess"], "at most 2"),
        ("assess_json_lines, bytes: times Rust's", as_bytes / theirs["json"], "at most 1.3"),
        ("assess_json_lines, text: times Rust's", as_text / theirs["json"], "at most 1.3"),
        ("assess_arrow: part of the rate of Rust's assess", theirs["assess"] / as_columns, "at least 0.7"),
        ("assess_json_lines on two threads: part of one's time", two_json / as_bytes, "at most 0.6"),
        ("assess_many on two threads: part of one's time", two_many / many, "at most 0.6"),
        ("assess: times faster than plain Python", plain / one, "at least 20"),
        ("assess_json_lines: times faster than plain Python", plain / as_text, "at least 20"),
        ("assess_arrow: times faster than plain Python", plain / as_columns, "at least 20"),
        ("assess_arrow: times faster than DuckDB on the policy's words", keyword / as_columns, "over 1"),
        ("assess_arrow: times faster than DuckDB on a hundred words", by_hand / as_columns, "over 1"),
    ):
        print(f"{name:60} {value:8.2f}   ({limit})")
    print(f"plain Python decided the same on {agree} of {len(some)} conversations")
    spent = {
        "Rust": theirs["assess"], "Rust JSON": theirs["json"], "assess": one, "assess_many": many,
        "JSON bytes": as_bytes, "JSON text": as_text, "columns": as_columns, "plain Python": plain,
        "DuckDB, the policy's words": keyword, "DuckDB, a hundred words": by_hand,
    }  # fmt: skip
    told = ", ".join(f"{name} {seconds / count * 1e6:.2f}" for name, seconds in spent.items())
    print(f"microseconds a row, {count} rows: {told}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40_000)
