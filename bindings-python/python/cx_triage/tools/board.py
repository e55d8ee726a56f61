"""``cx-triage board``: one page with the tile and every conversation, to look at, keep and print.

The page is the viewer of ``bindings-wasm/viewer``, built; it draws the documents that are put into
it, needs no network and runs nothing that a customer wrote.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

import click

from .. import ParseError
from .conversations import Conversations
from .options import (
    at_option,
    decisions_option,
    load_engine,
    one_standard_input,
    options,
    policy_option,
    strict_option,
)
from .output import Failure, Problems, write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .. import Conversation, Engine

PLACE = '<script type="application/json" id="data">null</script>'


@click.command("board")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@options(
    policy_option,
    at_option,
    decisions_option,
    click.option("--out", "-o", "target", default="-", help="The file; - is standard output."),
    click.option("--title", default="CX Escalations", show_default=True, help="Its heading."),
    click.option("--language", default="en", show_default=True, help="Of the sentences."),
    click.option("--redact", is_flag=True, help="Without names, addresses and numbers of people."),
    strict_option,
)
def command(
    files: tuple[str, ...],
    policy: str,
    at: datetime,
    decisions: str | None,
    target: str,
    title: str,
    language: str,
    redact: bool,
    strict: bool,
) -> None:
    """Writes one page with what to act on: a tile, and each conversation in full.

    It holds its data and needs no network. What customers wrote stands in it: give it to those who
    may read that, or use --redact.
    """
    one_standard_input(*files, policy, decisions)
    engine = load_engine(policy)
    problems = Problems()
    found = Conversations(files, decisions, problems)
    conversations: list[Conversation] = []
    for batch in found.batches("conversations"):
        surfaced = engine.assess_many(batch, at)
        conversations += [each for each, told in zip(batch, surfaced, strict=True) if told.surfaced]
    if redact:
        conversations = [engine.redact(each) for each in conversations]
    text = page(engine, conversations, at, title, language)
    if target == "-":
        write_bytes([text.encode()])
    else:
        try:
            with open(target, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise Failure(f"{target}: {error.strerror or 'it cannot be written'}") from error
    problems.finish(found.count, strict)


def page(
    engine: Engine,
    conversations: Iterable[Conversation],
    at: datetime,
    title: str = "CX Escalations",
    language: str = "en",
) -> str:
    """The page with these conversations, in the order of the queue."""
    known = {each.id: each for each in conversations}
    entries = [
        entry(engine, known[told.conversation_id], at, language)
        for told in engine.queue(list(known.values()), at)
    ]
    document = engine.policy.to_dict()
    names = json.dumps({"levels": document["levels"], "sops": document["sops"]})
    data = f'{{"title": {json.dumps(title)}, "names": {names}, "entries": [{",".join(entries)}]}}'
    viewer = resources.files(__package__).joinpath("board.html").read_text("utf-8")
    # Between these marks a page ends where `</script` stands, whatever surrounds it.
    inert = data.replace("<", "\\u003c")
    return viewer.replace(PLACE, PLACE.replace("null", inert), 1)


def entry(engine: Engine, conversation: Conversation, at: datetime, language: str) -> str:
    """What the viewer shows of a conversation, as JSON."""
    told = engine.assess(conversation, at)
    try:
        clocks = [clock.to_json() for clock in engine.explain_sla(conversation, at)]
    except ParseError:
        # A clock that has been going for ten years has too many stretches to tell.
        clocks = []
    return (
        f'{{"assessment":{told.to_json()},"texts":{engine.texts(told, language).to_json()},'
        f'"conversation":{conversation.to_json()},"clocks":[{",".join(clocks)}]}}'
    )
