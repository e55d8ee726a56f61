"""The runbook's decisions in plain Python with ``re``: what the package is measured against.

The words are the policy's own, one alternation for each cue. It leaves out what a script of an
afternoon would leave out: disguised spelling, follow-ups, money, when things change. On the rows
of the benchmark it decides the same (``speed.py`` says how often).
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

TARGET, HOUR = 30 * 60, 3_600


class Answer(NamedTuple):
    """What is compared with the package's answer."""

    priority: str | None
    level: str
    reasons: frozenset[str]
    template: str | None
    reply: str | None
    may_be_sent: bool


class Words:
    """The language part of a policy document as regular expressions over words of lower case."""

    def __init__(self, language: dict[str, Any]) -> None:
        self.classes: dict[str, list[str]] = language["classes"]
        topics, risk = language["topics"], language["risk"]
        self.threshold: int = topics["threshold"]
        self.topic_cues = [
            (cue["topic"], cue["weight"], self.any_of(cue["phrases"])) for cue in topics["cues"]
        ]
        self.topic_allow = self.any_of(topics["allow"])
        self.topic_negators = self.before(topics["negators"], topics["negation_reach"], [])
        self.risk_cues = [(cue["category"], self.any_of(cue["phrases"])) for cue in risk["cues"]]
        self.risk_allow = self.any_of(risk["allow"])
        self.risk_negators = self.before(
            risk["negators"], risk["negation_reach"], risk["breakers"]
        )

    def any_of(self, phrases: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\S)(?:{'|'.join(map(self.phrase, phrases))})(?!\S)")

    def before(self, phrases: list[str], reach: int, breakers: list[str]) -> re.Pattern[str]:
        words = "|".join(map(self.phrase, phrases))
        ends = "|".join([",", *(rf"{word}(?!\S)" for word in map(self.phrase, breakers))])
        return re.compile(rf"(?<!\S)(?:{words})(?: (?!{ends})[^ ,]+){{0,{reach}}} $")

    def phrase(self, written: str) -> str:
        """A phrase of the policy's notation as a regular expression."""
        done, gap = "", ""
        for slot in written.split():
            if slot in ("..", "..."):
                gap = r"(?: \S+){0,%d}" % (3 if slot == ".." else 7)
            elif slot == "^":
                done = "^"
            elif slot == "$":
                done += "$"
            else:
                word = f"(?:{self.word(slot.removesuffix('?'))})"
                space = "" if done in ("", "^") else gap + " "
                done += f"(?:{space}{word})?" if slot.endswith("?") else space + word
                gap = ""
        return done

    def word(self, slot: str) -> str:
        if slot == "#":
            return r"[0-9]+"
        found: list[str] = []
        for each in re.findall(r"(?:[^|(]|\([^)]*\))+", slot):
            if each.startswith("@"):
                found += [self.word(w) if " " not in w else self.spaced(w) for w in self.classes[each[1:]]]
            else:
                found.append(re.sub(r"\(([^)]*)\)", r"(?:\1)", each))
        return "|".join(found)

    def spaced(self, words: str) -> str:
        return " ".join(f"(?:{self.word(word)})" for word in words.split())

    def topic(self, sentences: tuple[str, ...]) -> str:
        weights = {"shipping": 0, "refund": 0}
        for topic, weight, cue in self.topic_cues:
            if any(self.holds(cue, s, self.topic_allow, self.topic_negators) for s in sentences):
                weights[topic] += weight
        best = max(weights, key=lambda topic: weights[topic])
        return best if weights[best] >= self.threshold else "other"

    def risks(self, sentences: tuple[str, ...]) -> set[str]:
        return {
            category
            for category, cue in self.risk_cues
            if any(self.holds(cue, s, self.risk_allow, self.risk_negators) for s in sentences)
        }

    def holds(
        self, cue: re.Pattern[str], sentence: str, allow: re.Pattern[str], negators: re.Pattern[str]
    ) -> bool:
        for found in cue.finditer(sentence):
            start, end = found.span()
            allowed = any(a.start() < end and start < a.end() for a in allow.finditer(sentence))
            if not allowed and not negators.search(sentence[:start]):
                return True
        return False


@lru_cache(maxsize=None)
def moment(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def sentences(text: str) -> tuple[str, ...]:
    folded = re.sub(r"['’]", "", text.lower())
    parts = (re.findall(r"\w+|,", part) for part in re.split(r"[.!?\n]+", folded))
    return tuple(" ".join(part).replace(" ,", ",") for part in parts if part)


def latest_run(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The contact's newest messages without an agent's between them."""
    run: list[dict[str, Any]] = []
    for message in reversed(messages):
        if message["author"] == "contact":
            run.insert(0, message)
        elif run:
            break
    return run


class Plain:
    """The decisions of a policy document at one time."""

    def __init__(self, document: dict[str, Any], now: datetime) -> None:
        self.words = Words(document["language"]["en"])
        self.bodies = {each["id"]: each["body"] for each in document["templates"]}
        self.now = now.timestamp()

    def assess(self, row: dict[str, Any]) -> Answer:
        messages = sorted(row["messages"], key=lambda m: (moment(m["createdAt"]), m["id"]))
        contact = [m for m in messages if m["author"] == "contact"]
        read = {m["id"]: sentences(m["content"]) for m in contact}
        risks = set[str]().union(*(self.words.risks(read[m["id"]]) for m in contact))
        overdue = self.now - moment(row["createdAt"]) - TARGET
        active = row["status"] in ("open", "pending")
        labelled = "escalation" in [label.strip().lower() for label in row["labels"]]
        template, reply = self.draft(row, read, latest_run(messages))
        reasons = risks | ({"escalation_label"} if labelled else set())
        reasons |= {"sla_breached"} if active and overdue > 0 else set()
        immediate = bool(risks - {"abuse"})
        priority = None
        if active:
            if overdue > 2 * HOUR or immediate:
                priority = "p1"
            elif overdue > 0:
                priority = "p2"
            elif reasons:
                priority = "p3"
        return Answer(
            priority,
            "l3" if risks else "l2" if labelled else "l1",
            frozenset(reasons),
            template,
            reply,
            template is not None and not risks and not labelled,
        )

    def draft(
        self, row: dict[str, Any], read: dict[int, tuple[str, ...]], run: list[dict[str, Any]]
    ) -> tuple[str | None, str | None]:
        if not run:
            return None, None
        topics = (self.words.topic(read[m["id"]]) for m in reversed(run))
        topic = next((topic for topic in topics if topic != "other"), "other")
        template = {"shipping": "ship_update", "refund": "refund_offer"}.get(topic, "ack_delay")
        name = next((name for name in row["contactNames"] if name.strip()), "Customer")
        return template, self.bodies[template].replace("{{name}}", name)
