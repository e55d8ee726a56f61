"""What an assessment costs in Python (benches/languages runs it)."""

import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

from cx_triage import Policy, chatwoot

listed = chatwoot.parse_conversation_list(Path("core/examples/conversations.json").read_bytes())
engine = Policy.runbook().compile()
now = datetime(2026, 2, 25, 12, tzinfo=timezone.utc)
batch = [listed.conversations[i % len(listed.conversations)] for i in range(1_000)]
lines = "\n".join(conversation.to_json() for conversation in batch)


def best(work: Callable[[], object]) -> float:
    """Microseconds per conversation of the fastest of 20 rounds, after 3 to warm up."""
    times = []
    for _ in range(23):
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return min(times[3:]) / 1e6


call = best(lambda: [engine.assess(conversation, now) for conversation in batch])
many = best(lambda: engine.assess_many(batch, now))
json = best(lambda: engine.assess_json_lines(lines, now))
print(f"Python {call:.2f} {many:.2f} {json:.2f}")
