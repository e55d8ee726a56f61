// The playground: a conversation, a policy and a clock in, the viewer's answer out.
import { Conversation, CxTriageError, type Engine, Policy, chatwoot, samples } from "../../ts/slim.js";
import type { Names } from "../../viewer/src/board.js";
import { detail } from "../../viewer/src/detail.js";
import { h } from "../../viewer/src/dom.js";
import { entryOf, namesOf, start } from "../../viewer/src/engine.js";
import { words } from "../../viewer/src/format.js";
import "../../viewer/src/style.css";
import { tile } from "../../viewer/src/tile.js";
import { editor, mark } from "./editor.js";
import { fragment, unpacked } from "./link.js";
import "./style.css";

const POLICY = `extends = "runbook"
name = "playground"

[sla]
target_minutes = 30
`;

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

const conversationText = element<HTMLTextAreaElement>("conversation");
const conversationProblem = element("conversation-problem");
const policyProblems = element("policy-problems");
const sample = element<HTMLSelectElement>("sample");
const minutes = element<HTMLInputElement>("minutes");
const clock = element<HTMLOutputElement>("now");
const answer = element("answer");
const link = element<HTMLInputElement>("link");

let engine: Engine | undefined;
let names: Names = { levels: {}, sops: {} };
let conversation: Conversation | undefined;
let nextChange: number | undefined;
let policyIsRead = true;

/** The library's document, or one of Chatwoot's. */
function read(text: string): Conversation {
  try {
    return Conversation.fromJson(text);
  } catch (problem) {
    try {
      return chatwoot.parseConversation(text);
    } catch {
      // What is wrong with the library's document is told.
      throw problem;
    }
  }
}

function told(problem: unknown): CxTriageError {
  if (problem instanceof CxTriageError) return problem;
  throw problem;
}

function readConversation(): void {
  try {
    conversation = read(conversationText.value);
    conversationProblem.textContent = "";
  } catch (problem) {
    conversationProblem.textContent = told(problem).message;
  }
  render();
}

const view = editor(element("policy"), POLICY, debounced(compile));

function compile(): void {
  try {
    using policy = Policy.fromToml(view.state.doc.toString());
    const compiled = policy.compile();
    engine?.free();
    engine = compiled;
    names = namesOf(policy);
    const notices = policy.notices();
    mark(view, notices, "info");
    policyProblems.replaceChildren(...notices.map(line));
    policyIsRead = true;
  } catch (problem) {
    const { diagnostics } = told(problem);
    mark(view, diagnostics, "error");
    policyProblems.replaceChildren(...diagnostics.map(line));
    policyIsRead = false;
  }
  render();
}

function line(problem: CxTriageError["diagnostics"][number]): HTMLElement {
  return h("li", {}, problem.line ? `line ${problem.line}: ` : "", `${problem.detail} (${problem.code})`);
}

function opened(): number {
  return conversation ? Date.parse(conversation.createdAt) : 0;
}

function render(): void {
  // Of inputs that cannot be read the last good ones answer, and the page says so.
  answer.classList.toggle("stale", !policyIsRead || conversationProblem.textContent !== "");
  if (!engine || !conversation) return;
  const now = opened() + minutes.valueAsNumber * 60_000;
  const entry = entryOf(engine, conversation, now);
  const at = `${entry.assessment.assessedAt.slice(0, 16).replace("T", " ")}Z`;
  clock.textContent = `${at}, ${minutes.value} min after it was opened`;
  minutes.setAttribute("aria-valuetext", at);
  const next = entry.assessment.nextChangeAt;
  nextChange = next === null ? undefined : Date.parse(next);
  element<HTMLButtonElement>("next").disabled = nextChange === undefined;
  answer.replaceChildren(tile({ title: "Answer", names, entries: [entry] }, () => undefined), detail(entry, names));
}

function setMinutes(value: number): void {
  minutes.max = String(Math.max(4320, value));
  minutes.value = String(value);
}

function choose(one: Conversation, at = 30): void {
  conversationText.value = JSON.stringify(one, null, 2);
  setMinutes(at);
  readConversation();
}

async function share(): Promise<void> {
  if (!engine || !conversation) return;
  const asItIs = element<HTMLInputElement>("as-it-is").checked;
  const shown = asItIs ? conversation : engine.redact(conversation);
  const policy = view.state.doc.toString();
  location.hash = await fragment({ policy, conversation: shown, minutes: minutes.valueAsNumber });
  link.hidden = false;
  link.value = location.href;
  link.select();
}

function debounced(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, 250);
  };
}

async function main(): Promise<void> {
  await start();
  const shown = samples();
  sample.append(...shown.map((one, index) => h("option", { value: String(index) }, name(one))));
  sample.addEventListener("change", () => {
    const one = shown[Number(sample.value)];
    if (one) choose(one);
  });
  conversationText.addEventListener("input", debounced(readConversation));
  minutes.addEventListener("input", render);
  element("next").addEventListener("click", () => {
    if (nextChange === undefined) return;
    setMinutes(Math.ceil((nextChange - opened()) / 60_000));
    render();
  });
  element("share").addEventListener("click", () => void share());
  element("inputs").addEventListener("submit", (event) => event.preventDefault());
  const shared = await unpacked(location.hash);
  if (shared) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: shared.policy } });
  const one = shared?.conversation ?? shown[0];
  if (one) choose(one, shared?.minutes);
  compile();
}

function name(one: Conversation): string {
  const text = one.messages.find((message) => message.content !== null)?.content ?? "an attachment";
  return `${one.id} (${words(one.status)}): ${text.slice(0, 60)}`;
}

main().catch((problem: unknown) => {
  answer.replaceChildren(h("p", { role: "alert" }, problem instanceof Error ? problem.message : "The page cannot start."));
});
