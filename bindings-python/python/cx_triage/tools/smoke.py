"""``cx-triage smoke``: the runbook's "Chatwoot Fly Deployment Validation" and "Shared Inbox Routing
Checklist" as a run.

Without a sandbox conversation nothing is sent or changed in Chatwoot, and no event stays in a real
log: the three actions are rehearsed on one of the runbook's made-up conversations.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import (
    Conversation,
    CxTriageError,
    HandOff,
    HealthProbe,
    HealthSample,
    ParseError,
    Severity,
    chatwoot,
    samples,
)
from .decision_store import FileStore, postgres
from .evidence import Evidence, Step
from .fetch import connection_options, token_of
from .options import load_engine, options, policy_option, setting
from .output import REFUSED, Failure, out, tell

if TYPE_CHECKING:
    from .. import DecisionEvent, Engine
    from .client import Client
    from .decision_store import Store

LABEL = "sandbox"
REHEARSED = 4092
WHY = "smoke test"
Told = tuple[str, bool | None, str | None, str | None]
"""What was observed, whether it holds, the request's id, the decision's id."""


class Smoke:
    """One run: its steps, in order, each of them evidence."""

    def __init__(self, engine: Engine, client: Client, evidence: Evidence, store: Store, operator: str) -> None:
        self.engine = engine
        self.client = client
        self.evidence = evidence
        self.store = store
        self.operator = operator

    def step(self, name: str, expectation: str, run: Callable[[], Told]) -> bool:
        """Runs a step; what goes wrong in it is its observation."""
        at = datetime.now(timezone.utc)
        request_id: str | None = None
        decision_id: str | None = None
        ok: bool | None
        try:
            observed, ok, request_id, decision_id = run()
        except CxTriageError as error:
            observed, ok = str(error), False
            request_id = getattr(error, "request_id", None)
        except Failure as error:
            observed, ok = str(error), False
        self.evidence.add(Step(name, expectation, observed, ok, at, request_id, decision_id))
        sign = {True: "ok", False: "NO", None: "--"}[ok]
        out.print(f"{sign}  {name}: {observed}", markup=False, soft_wrap=True)
        return bool(ok)

    # The API.

    def api(self, probes: int, interval: float) -> None:
        """Recurring probes and the conversation list, judged by the policy's health thresholds."""
        seen: list[HealthProbe] = []
        for number in range(1, probes + 1):
            self.step(f"probe {number}", "the API answers 200", lambda: self._probe(seen))
            if number < probes:
                time.sleep(interval)
        listed: list[int] = []
        self.step("conversation list", "under 2 s, every entry can be read", lambda: self._list(listed))
        expectation = "no alert by the policy's thresholds"
        self.step("health", expectation, lambda: self._health(seen, listed))

    def _probe(self, seen: list[HealthProbe]) -> Told:
        at = datetime.now(timezone.utc)
        try:
            answer = self.client.probe()
        except CxTriageError:
            seen.append(HealthProbe(at=at))
            raise
        seen.append(HealthProbe(at=at, ms=answer.ms, status=answer.status, request_id=answer.request_id))
        return f"{answer.status} in {answer.ms} ms", answer.status == 200, answer.request_id, None

    def _list(self, listed: list[int]) -> Told:
        answer = self.client.probe("conversations")
        if answer.status != 200:
            return f"{answer.status} in {answer.ms} ms", False, answer.request_id, None
        try:
            page = chatwoot.parse_conversation_list(answer.body)
        except ParseError:
            return "no conversation list", False, answer.request_id, None
        listed.append(answer.ms)
        slow = self.engine.health(HealthSample(conversation_list_ms=answer.ms))
        observed = f"{len(page)} conversations in {answer.ms} ms, {len(page.rejected)} unreadable"
        return observed, not slow and not page.rejected, answer.request_id, None

    def _health(self, seen: list[HealthProbe], listed: list[int]) -> Told:
        sample = HealthSample(
            api_response_ms=[probe.ms for probe in seen if probe.ms is not None],
            conversation_list_ms=listed[0] if listed else None,
            probes=seen,
        )
        alerts = self.engine.health(sample)
        said = ", ".join(f"{each.code} ({each.severity}, {each.value} against {each.threshold})" for each in alerts)
        return said or "no alert", all(each.severity == Severity.NOTICE for each in alerts), None, None

    # The three actions.

    def rehearse(self) -> None:
        """Approves, escalates and resolves a made-up conversation; Chatwoot is not asked."""
        made_up = next(each for each in samples() if each.id == REHEARSED)
        for name in ACTIONS:
            expectation = "the event is written to the log and read back; nothing is sent"
            self.step(f"{name} (rehearsed)", expectation, lambda: self._log(self._decide(name, made_up)))

    def act(self, number: int) -> None:
        """The three actions in the sandbox conversation, whose labels and status come back."""
        before: list[Conversation] = []
        allowed = self.step("sandbox", f"conversation {number} has the label {LABEL}", lambda: self._sandbox(number, before))
        if not allowed:
            return
        try:
            for name in ACTIONS:
                what = {"approve": "the reply stands there", "escalate": "the label is set", "resolve": "it is resolved"}
                expectation = f"the event is logged and read back; in Chatwoot {what[name]}"
                self.step(name, expectation, lambda: self._perform(name, number))
        finally:
            self.step("restored", "labels and status are those of before", lambda: self._restore(before[0]))

    def _sandbox(self, number: int, before: list[Conversation]) -> Told:
        found = self.client.conversation(number)
        before.append(found)
        has = LABEL in found.labels
        said = f"{found.status}, {'with' if has else 'without'} the label"
        return said, has, self.client.last_request_id, None

    def _decide(self, name: str, conversation: Conversation) -> DecisionEvent:
        now = datetime.now(timezone.utc)
        given: dict[str, Any] = {"operator_email": self.operator, "override_reason": WHY}
        if name == "approve":
            return self.engine.approve_send(conversation, now, reply=f"[Sandbox] {WHY}", **given)
        if name == "escalate":
            hand_off = HandOff(issue=WHY, customer_expectation="none: a rehearsal")
            return self.engine.escalate(
                conversation, now, reason="other", reason_text=WHY, hand_off=hand_off, **given
            )
        return self.engine.mark_resolved(conversation, now, **given)

    def _log(self, event: DecisionEvent) -> Told:
        whole = self.store.write(event)
        said = f"{event.action} logged, {'read back' if whole else 'NOT read back as it was'}"
        return said, whole, None, event.id

    def _perform(self, name: str, number: int) -> Told:
        spoken = self.client.with_all_messages(self.client.conversation(number))
        event = self._decide(name, spoken)
        self.client.perform(event)
        after = self.client.with_all_messages(self.client.conversation(number))
        done = {
            "approve": any(each.content == f"[Sandbox] {WHY}" and not each.private for each in after.messages),
            "escalate": set(getattr(event.payload, "labels", None) or ()) <= set(after.labels),
            "resolve": after.status == "resolved",
        }[name]
        said, whole, _, decision_id = self._log(event)
        return f"{said}; {'done' if done else 'NOT done'} in Chatwoot", bool(whole) and done, self.client.last_request_id, decision_id

    def _restore(self, before: Conversation) -> Told:
        self.client.set_labels(before.id, before.labels)
        self.client.toggle_status(before.id, str(before.status))
        after = self.client.conversation(before.id)
        same = after.labels == before.labels and after.status == before.status
        said = "labels and status are back" if same else "labels or status are NOT those of before"
        return said, same, self.client.last_request_id, None

    # Webhook and routing.

    def webhook(self, url: str, secret: str, number: int) -> None:
        """One event signed well, which is taken; one tampered with, which is refused."""
        from .mock_server import signature_headers
        from .mock_webhooks import typing_on

        now = datetime.now(timezone.utc)
        body = typing_on(number, now)
        headers = signature_headers(body, secret, now)
        tampered = body.replace(b"typing_on", b"typing_in")
        self.step("webhook, signed", "it is taken (2xx)", lambda: _posted(url, body, headers, range(200, 300)))
        self.step("webhook, tampered with", "it is refused (4xx)", lambda: _posted(url, tampered, headers, range(400, 500)))

    def routing(self, number: int, inbox: int | None, team: int | None) -> None:
        """A conversation stands in the expected inbox and belongs to the expected team."""
        expected = ", ".join(f"{name} {value}" for name, value in (("inbox", inbox), ("team", team)) if value)
        self.step(f"routing of {number}", expected, lambda: self._routed(number, inbox, team))

    def _routed(self, number: int, inbox: int | None, team: int | None) -> Told:
        found = self.client.conversation(number)
        holds = (inbox is None or found.inbox_id == inbox) and (team is None or found.team_id == team)
        said = f"inbox {found.inbox_id or 'unknown'}, team {found.team_id or 'none'}"
        return said, holds, self.client.last_request_id, None

    def skip(self, name: str, expectation: str, why: str) -> None:
        """A step that was not asked for; the summary says so."""
        self.step(name, expectation, lambda: (why, None, None, None))


ACTIONS = ("approve", "escalate", "resolve")


def _posted(url: str, body: bytes, headers: dict[str, str], wanted: range) -> Told:
    import httpx

    try:
        answer = httpx.post(url, content=body, headers={"content-type": "application/json", **headers}, timeout=10)
    except (httpx.HTTPError, httpx.InvalidURL):
        return "no answer", False, None, None
    request_id = answer.headers.get("x-request-id")
    return f"answer {answer.status_code}", answer.status_code in wanted, request_id, None


def _host(_ctx: Any, _param: Any, host: str | None) -> str | None:
    return host if host is None or "://" in host else f"https://{host}"


def _faults(_ctx: Any, _param: Any, given: tuple[str, ...]) -> dict[str, Any]:
    from dataclasses import fields

    from .mock_server import Faults

    known = {each.name: type(each.default) for each in fields(Faults)}
    faults: dict[str, Any] = {}
    for each in given:
        name, _, value = each.partition("=")
        if name not in known or not (value.isdigit() or known[name] is bool):
            raise click.BadParameter(f"{each}: NAME=NUMBER of {', '.join(known)}")
        faults[name] = True if known[name] is bool else int(value)
    return faults


@click.command("smoke")
@connection_options
@options(
    click.option("--host", envvar="CX_TRIAGE_HOST", callback=_host, help="The host alone, for --url."),
    policy_option,
    setting("operator", default="smoke@example.com"),
    setting("probes", default=5),
    click.option("--interval", type=float, default=0.2, show_default=True, help="Seconds between probes."),
    setting("evidence"),
    setting("sandbox_conversation"),
    click.option("--yes", is_flag=True, help="Sends and changes in the sandbox conversation."),
    setting("webhook_url"),
    setting("webhook_secret_file"),
    setting("routing_conversation"),
    setting("expect_inbox"),
    setting("expect_team"),
    setting("decisions", help="The decision log that a sandbox run adds to (NDJSON)."),
    setting("postgres"),
    click.option("--mock", is_flag=True, help="Runs all of it against a built-in server."),
    click.option("--fault", "faults", multiple=True, callback=_faults, help="With --mock: NAME=NUMBER."),
)
@click.pass_context
def command(ctx: click.Context, /, mock: bool, faults: dict[str, Any], **given: Any) -> None:
    """Validates a Chatwoot deployment and the routing of the inbox, with evidence.

    Exits with 0 only if all steps that ran hold, else with 4. Nothing is sent or changed in
    Chatwoot without --sandbox-conversation and --yes; that conversation needs the label sandbox.
    """
    given["environment"] = ctx.params.get("env") or ("mock" if mock else "as configured")
    with ExitStack() as stack:
        if mock:
            from . import mock_server, mock_shapes

            server = stack.enter_context(mock_server.MockServer(faults=mock_server.Faults(**faults)))
            given |= {
                "url": server.url, "host": None, "account": mock_shapes.ACCOUNT, "token": mock_server.TOKEN,
                "sandbox_conversation": mock_server.SANDBOX, "yes": True, "decisions": None,
                "webhook_url": f"{server.url}/webhook", "secret": server.secret,
                "routing_conversation": mock_server.SANDBOX, "expect_inbox": given["expect_inbox"] or 9,
                "expect_team": given["expect_team"] or 4,
            }  # fmt: skip
        elif faults:
            raise click.UsageError("--fault belongs to --mock")
        holds = _run(stack, given)
    if not holds:
        sys.exit(REFUSED)


def _run(stack: ExitStack, given: dict[str, Any]) -> bool:
    url, number = given["host"] or given["url"], given["sandbox_conversation"]
    if url is None or given["account"] is None:
        raise click.UsageError("--host (or --url) and --account say which Chatwoot is meant; or --mock")
    if number is not None and not given["yes"]:
        raise click.UsageError("--sandbox-conversation sends and changes in Chatwoot: it wants --yes")
    if given["routing_conversation"] and not (given["expect_inbox"] or given["expect_team"]):
        raise click.UsageError("--routing-conversation wants --expect-inbox or --expect-team")
    try:
        from .client import Client
    except ImportError as error:
        raise Failure(str(error)) from None
    engine = load_engine(given["policy"])
    token = given.get("token") or token_of(given["token_file"])
    secret = ""
    if given["webhook_url"]:
        secret = given.get("secret") or token_of(given["webhook_secret_file"], "WEBHOOK_SECRET")
    try:
        client = stack.enter_context(Client(url, given["account"], token, timeout=given["timeout"]))
    except CxTriageError as error:
        raise Failure(str(error)) from None
    evidence = Evidence(given["evidence"], [token, secret], datetime.now(timezone.utc))
    if given["postgres"]:
        store: Store = stack.enter_context(postgres(given["postgres"], keep=number is not None))
    else:
        real = given["decisions"] if number is not None else None
        if real:
            store = FileStore(Path(real))
        else:
            store = FileStore(evidence.path("decisions", "ndjson"), redacted=True)
    run = Smoke(engine, client, evidence, store, given["operator"])
    try:
        run.api(given["probes"], given["interval"])
        if number is None:
            run.rehearse()
        else:
            run.act(number)
        if given["webhook_url"]:
            run.webhook(given["webhook_url"], secret, number or REHEARSED)
        else:
            run.skip("webhook", "signed is taken, tampered with is refused", "no --webhook-url")
        if given["routing_conversation"]:
            run.routing(given["routing_conversation"], given["expect_inbox"], given["expect_team"])
        else:
            run.skip("routing", "the expected inbox and team", "no --routing-conversation")
    finally:
        summary = evidence.finish(client.url, given["environment"])
        tell(f"evidence: {summary}")
    return all(step.ok is not False for step in evidence.steps)
