// A Dashboard App of Chatwoot: Chatwoot puts this page in a frame and posts the conversation that
// is open. The page's address says which Chatwoot it listens to and which policy decides:
//
//   dashboard.html?chatwoot=https://chatwoot.example&policy=runbook
//
// `policy` is a shipped policy's name, or the name of a TOML file beside this page.
import { type Engine, CxTriageError, Policy, chatwoot } from "../../ts/slim.js";
import type { Names } from "../../viewer/src/board.js";
import { detail } from "../../viewer/src/detail.js";
import { h } from "../../viewer/src/dom.js";
import { entryOf, namesOf, start } from "../../viewer/src/engine.js";
import "../../viewer/src/style.css";
import { tile } from "../../viewer/src/tile.js";

const root = document.getElementById("board") as HTMLElement;
const query = new URLSearchParams(location.search);

function say(text: string): void {
  root.replaceChildren(h("p", { role: "status" }, text));
}

/** The origin that may post; none where the address names none. */
function trusted(): string | undefined {
  try {
    return new URL(query.get("chatwoot") ?? "").origin;
  } catch {
    return undefined;
  }
}

async function policy(): Promise<Policy> {
  const name = query.get("policy") ?? "runbook";
  if (name === "runbook") return Policy.runbook();
  if (name === "hotdash-2025-10") return Policy.hotdash202510();
  if (!/^[\w-]+\.toml$/.test(name)) throw new Error("the policy is no shipped one and no TOML file beside this page");
  const answer = await fetch(`./${name}`);
  if (!answer.ok) throw new Error(`the policy cannot be fetched (${answer.status})`);
  return Policy.fromToml(await answer.text());
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a conversation, and again when the answer changes. */
function show(engine: Engine, names: Names, body: string): void {
  clearTimeout(timer);
  const conversation = chatwoot.parseConversation(body);
  const now = Date.now();
  const entry = entryOf(engine, conversation, now);
  root.replaceChildren(tile({ title: "This conversation", names, entries: [entry] }, () => undefined), detail(entry, names));
  const next = entry.assessment.nextChangeAt;
  if (next === null) return;
  // A browser's timers hold 31 bits of milliseconds.
  timer = setTimeout(() => show(engine, names, body), Math.min(Date.parse(next) - now, 2 ** 31 - 1));
}

/** The conversation of a message of Chatwoot's, as JSON; none in any other message. */
function posted(data: unknown): string | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const message = JSON.parse(data);
    if (message?.event !== "appContext" || !message.data?.conversation) return undefined;
    return JSON.stringify(message.data.conversation);
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const origin = trusted();
  if (origin === undefined) {
    say("Say in this page's address which Chatwoot it is for: ?chatwoot=https://…");
    return;
  }
  await start();
  using chosen = await policy();
  const [engine, names] = [chosen.compile(), namesOf(chosen)];
  addEventListener("message", (event) => {
    const body = event.origin === origin && event.source === parent ? posted(event.data) : undefined;
    if (body === undefined) return;
    try {
      show(engine, names, body);
    } catch (problem) {
      say(problem instanceof CxTriageError ? problem.message : "The conversation cannot be shown.");
    }
  });
  parent.postMessage("chatwoot-dashboard-app:fetch-info", origin);
}

main().catch((problem: unknown) => say(problem instanceof Error ? problem.message : "The page cannot start."));
