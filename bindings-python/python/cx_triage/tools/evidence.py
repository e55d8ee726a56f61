"""Evidence of a smoke test: one NDJSON line a step and a summary, with nothing secret in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from .._notebook import time_text
from .output import clean
from .tables import wire_time

if TYPE_CHECKING:
    from collections.abc import Sequence

DEPLOYMENT = Path("artifacts/support/chatwoot-fly-deploy")
ROUTING = Path("artifacts/support/screenshots/chatwoot_inbox")
"""The runbook's folders."""

FOR_PEOPLE = (
    "Deployment notice confirmed in `#occ-reliability`, the window logged in `feedback/support.md`",
    "Latest deployment playbook downloaded, the host noted; enablement and marketing told",
    "CX Escalations tile opened in staging (`?mock=1`)",
    "Sandbox e-mail \"[Sandbox] Routing check\" sent to customer.support@hotrodan.com, redacted screenshot "
    "saved as inbound_{stamp}.png",
    "Reply from Chatwoot: From identity and DKIM, SPF, DMARC, headers saved as outbound_headers_{stamp}.txt",
    "After-hours rule path confirmed; owners and SLAs noted in routing_notes_{stamp}.md",
    "Escalation SOPs refer to the new host; the summary sent to customer.support@hotrodan.com",
    "Evidence attached to `feedback/support.md`, the manager told",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step: what was expected, what was seen, and whether that holds; None: not run."""

    step: str
    expectation: str
    observed: str
    ok: bool | None
    at: datetime
    request_id: str | None = None
    decision_id: str | None = None

    def document(self) -> dict[str, object]:
        """The step as it stands in the evidence."""
        return {
            "step": self.step,
            "expectation": self.expectation,
            "observed": self.observed,
            "ok": self.ok,
            "at": wire_time(self.at),
            "requestId": self.request_id,
            "decisionId": self.decision_id,
        }


class Evidence:
    """Where the evidence of one run goes; each step is on the disk as soon as it is known."""

    def __init__(self, folder: str | None, secrets: Sequence[str], now: datetime) -> None:
        self.stamp = now.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        self.folder = Path(folder) if folder else DEPLOYMENT
        self.routing = Path(folder) if folder else ROUTING
        self._secrets = [secret for secret in secrets if secret]
        self.steps: list[Step] = []
        self.folder.mkdir(parents=True, exist_ok=True)
        self.routing.mkdir(parents=True, exist_ok=True)

    def path(self, name: str, ending: str) -> Path:
        """A file of this run."""
        return self.folder / f"{name}_{self.stamp}.{ending}"

    def add(self, step: Step) -> None:
        """Writes a step."""
        self.steps.append(step)
        line = json.dumps(step.document(), ensure_ascii=False)
        with self.path("smoke", "ndjson").open("a", encoding="utf-8") as file:
            file.write(self._redacted(line) + "\n")

    def finish(self, where: str, environment: str) -> Path:
        """Writes the summary and the notes on routing; where the summary stands."""
        summary = self.path("smoke", "md")
        summary.write_text(self._redacted(self._summary(where, environment)), encoding="utf-8")
        routed = [step for step in self.steps if step.step.startswith("routing")]
        notes = [f"# Routing, {self.stamp}", "", *_table(routed), "", "Owners and SLAs: to be noted here."]
        path = self.routing / f"routing_notes_{self.stamp}.md"
        path.write_text(self._redacted("\n".join(notes) + "\n"), encoding="utf-8")
        return summary

    def _summary(self, where: str, environment: str) -> str:
        failed = sum(step.ok is False for step in self.steps)
        skipped = sum(step.ok is None for step in self.steps)
        verdict = "All steps that ran hold." if not failed else f"{failed} steps do not hold."
        lines = [
            f"# Chatwoot smoke test, {self.stamp}",
            "",
            f"Server: {where}, environment: {environment}. {verdict}"
            + (f" {skipped} steps were not run." if skipped else ""),
            "",
            *_table(self.steps),
            "",
            "## For people",
            "",
            *(f"- [ ] {each.format(stamp=self.stamp)}" for each in FOR_PEOPLE),
        ]
        return "\n".join(lines) + "\n"

    def _redacted(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "[redacted]")
        return text


def _table(steps: Sequence[Step]) -> list[str]:
    words = {True: "holds", False: "**does not hold**", None: "not run"}
    rows = ["| step | expected | observed | | at | request | decision |", "|---|---|---|---|---|---|---|"]
    for each in steps:
        cells = (
            each.step, each.expectation, each.observed, words[each.ok], time_text(each.at),
            each.request_id or "", each.decision_id or "",
        )  # fmt: skip
        rows.append("| " + " | ".join(clean(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return rows
