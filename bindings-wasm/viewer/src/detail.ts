// The runbook's modal: one conversation with everything that was decided about it.
import type { Message } from "../../ts/generated/index.js";
import type { Entry, Names } from "./board.js";
import { h, list, prose, section } from "./dom.js";
import { findingsOf, marked } from "./findings.js";
import { distance, timeElement, words } from "./format.js";
import { slaOf, who } from "./tile.js";
import { timeline } from "./timeline.js";

/** The conversation as an article. */
export function detail(entry: Entry, names: Names): HTMLElement {
  const { assessment, texts, clocks } = entry;
  const { customer, escalation, priority, respondBy, assessedAt, nextChangeAt } = assessment;
  return h(
    "article",
    { class: "detail", "data-id": String(assessment.conversationId) },
    h(
      "header",
      {},
      h("h2", {}, customer.name, h("small", {}, ` #${assessment.conversationId}`)),
      h(
        "p",
        { class: "facts" },
        h("span", { class: `priority ${priority ?? "none"}` }, priority?.toUpperCase() ?? "not on the list"),
        h("span", { class: `level ${escalation.level}` }, who(escalation.level, names)),
        h("span", {}, assessment.status),
        h("span", {}, slaOf(entry)),
        respondBy !== null && h("span", {}, "respond by ", timeElement(respondBy, assessedAt)),
        ...assessment.labels.map((label) => h("span", { class: "label" }, label)),
      ),
    ),
    section("Why", list(assessment.reasons.map((reason) =>
      h("span", {}, sentence(entry, reason.code), " ", h("small", { title: names.sops[reason.sop] ?? "" }, reason.sop, " · ", prose(reason.detail))),
    ))),
    section("Draft", ...draft(entry)),
    section("Messages", ...messages(entry)),
    section("Clocks", h("p", {}, texts.slaTimerNote), ...clocks.map((one) => timeline(one, assessedAt))),
    section("Follow-ups", list(assessment.followUps.map((followUp) =>
      h("span", {}, words(followUp.kind), ": due ", timeElement(followUp.dueAt, assessedAt), ` (${distance(followUp.dueAt, assessedAt)})`, followUp.overdue && h("strong", {}, " overdue")),
    ))),
    section("Closing", ...closing(entry)),
    section("What changes next", nextChangeAt === null
      ? h("p", {}, "Nothing, as long as nobody writes or decides.")
      : h("p", {}, "Assess again at ", timeElement(nextChangeAt, assessedAt), ` (${distance(nextChangeAt, assessedAt)}).`)),
  );
}

function sentence({ texts }: Entry, code: string): string {
  return texts.sentences[code] ?? words(code);
}

function draft(entry: Entry): (HTMLElement | null)[] {
  const { suggestion, approval } = entry.assessment;
  return [
    suggestion
      ? h("blockquote", {}, h("p", { class: "text" }, suggestion.body), h("small", {}, `${suggestion.label} (${suggestion.templateId})`))
      : h("p", {}, "There is no draft."),
    h("p", { class: approval.allowed ? "allowed" : "blocked" }, approval.allowed ? "It may be sent." : "It may not be sent:"),
    list(approval.blockers.map((code) => sentence(entry, code)), "blockers"),
    list(approval.warnings.map((code) => sentence(entry, code)), "warnings"),
  ];
}

function messages({ assessment, conversation }: Entry): HTMLElement[] {
  if (conversation === null) return [];
  if (conversation.messages.length === 0) return [h("p", {}, "None.")];
  return [...conversation.messages].sort(byTime).map(written);

  function written(message: Message): HTMLElement {
    const of = (extra: number | null) => findingsOf(message, extra, assessment.risk);
    const kinds = [message.author, message.private && "private note", message.failed && "failed", message.automatic && "automatic"];
    return h(
      "div",
      { class: `message ${message.author}${message.private ? " private" : ""}` },
      h("p", { class: "by" }, kinds.filter(Boolean).join(", "), " ", timeElement(message.createdAt, assessment.assessedAt)),
      message.content === null ? h("p", { class: "none" }, "without words") : marked(message.content, of(null)),
      ...message.extras.map((extra, index) =>
        h("div", { class: "extra" }, h("small", {}, extra.kind), marked(extra.text, of(index))),
      ),
    );
  }
}

/** As the library orders them: by time, then id, those without one last. */
function byTime(one: Message, other: Message): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  return (one.id ?? Infinity) - (other.id ?? Infinity) || 0;
}

function closing(entry: Entry): (HTMLElement | null)[] {
  const { resolution, assessedAt } = entry.assessment;
  const { allowed, basis, eligibleAt, blockers } = resolution;
  return [
    h(
      "p",
      {},
      allowed ? `It may be closed (${words(basis ?? "")}).` : "It may not be closed yet.",
      ...(!allowed && eligibleAt !== null ? [" Not before ", timeElement(eligibleAt, assessedAt), "."] : []),
    ),
    list(blockers.map((code) => sentence(entry, code)), "blockers"),
  ];
}
