// The runbook's tile: a line for each conversation.
import type { EscalationLevel } from "../../ts/generated/index.js";
import type { Board, Entry, Names } from "./board.js";
import { h } from "./dom.js";
import { distance, timeElement, words } from "./format.js";

/** Who acts, in the policy's words. */
export function who(level: EscalationLevel, { levels }: Names): string {
  return `${level.toUpperCase()} ${levels[level]?.name ?? ""}`.trim();
}

/** How the SLA stands, in a word or two. */
export function slaOf({ assessment }: Entry): string {
  const { sla, assessedAt } = assessment;
  if (sla.breachedAt !== null) return `breached ${distance(sla.breachedAt, assessedAt)}`;
  if (sla.dueAt !== null) return `due ${distance(sla.dueAt, assessedAt)}`;
  return words(sla.state);
}

/** The list; `open` is called with the entry that a reader chose. */
export function tile(board: Board, open: (entry: Entry) => void): HTMLElement {
  const rows = board.entries.map((entry) => row(entry, board.names, open));
  const list = h("ol", { class: "tile", "aria-label": board.title }, ...rows);
  list.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[at + step];
    if (step !== 0 && next) {
      event.preventDefault();
      next.focus();
    }
  });
  return list;
}

function row(entry: Entry, names: Names, open: (entry: Entry) => void): HTMLElement {
  const { assessment, texts } = entry;
  const { priority, escalation, customer, status, lastMessageAt, assessedAt } = assessment;
  const first = assessment.reasons[0];
  const button = h(
    "button",
    { type: "button", class: "row", "data-id": String(assessment.conversationId) },
    h("span", { class: `priority ${priority ?? "none"}` }, priority?.toUpperCase() ?? "–"),
    h("span", { class: "customer" }, customer.name, h("small", {}, `#${assessment.conversationId} · ${status}`)),
    h("span", { class: "sla" }, slaOf(entry)),
    h("span", { class: "last" }, h("small", {}, "last message "), timeElement(lastMessageAt, assessedAt)),
    h("span", { class: `level ${escalation.level}` }, who(escalation.level, names)),
    h("span", { class: "why" }, first ? (texts.sentences[first.code] ?? words(first.code)) : "Nothing is to be done."),
  );
  button.addEventListener("click", () => open(entry));
  return h("li", {}, button);
}
