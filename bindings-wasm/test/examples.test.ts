// The examples do what they say.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { transformWithEsbuild } from "vite";
import { expect, test } from "vitest";

import { Escalations, FakeChatwoot } from "../examples/escalations.js";
import * as library from "cx-triage";
import { top } from "./repository.js";

const { CxTriageError, Policy } = library;
const now = new Date("2025-10-12T10:00:00Z");

function service(): { fake: FakeChatwoot; escalations: Escalations } {
  const fake = new FakeChatwoot();
  return { fake, escalations: new Escalations(fake, fake, Policy.runbook().compile()) };
}

test("the tile pages through the list and knows every message", async () => {
  const rows = await service().escalations.tile(now);
  expect(rows.map((row) => [row.id, row.customerName, row.priority, row.level])).toEqual([
    [42, "Jamie Doe", "p1", "l3"],
    [41, "Alex Morgan", "p2", "l1"],
  ]);
  expect(rows[1]).toMatchObject({ suggestedReplyId: "ship_update", breachedAt: "2025-10-12T08:30:00.000Z" });
  const modal = await service().escalations.modal(41, now);
  expect(modal.conversation.messages.length).toBe(2);
  expect(modal.conversation.partial).toBe(false);
});

test("the three actions call Chatwoot and log a row each", async () => {
  const { fake, escalations } = service();
  const operatorEmail = "ops@example.com";
  const sent = await escalations.approveSend(41, { operatorEmail }, now);
  expect(sent).toMatchObject({ action: "chatwoot.approve_send", actor: operatorEmail, externalRef: "chatwoot:41" });
  const refused = await escalations.approveSend(42, { operatorEmail }, now).catch((problem) => problem);
  expect(refused).toBeInstanceOf(CxTriageError);
  expect(refused.blockers.length).toBeGreaterThan(1);
  const handOff = { issue: "Broken zipper", customerExpectation: "$850 back" };
  await escalations.escalate(42, { operatorEmail, reason: "chargeback", handOff }, now);
  await escalations.markResolved(41, { operatorEmail, overrideReason: "by phone" }, now);
  expect(fake.rows.map((row) => row.action)).toEqual(["chatwoot.approve_send", "chatwoot.escalate", "chatwoot.mark_resolved"]);
  expect(fake.posted.map(([path]) => path)).toEqual([
    "conversations/41/messages",
    "conversations/42/labels",
    "conversations/42/messages",
    "conversations/41/toggle_status",
    "conversations/41/labels",
  ]);
  expect(fake.posted[1]![1]).toEqual({ labels: ["vip", "escalation"] });
  expect(fake.posted[2]![1]).toMatchObject({ private: true, content: expect.stringContaining("Broken zipper") });
  // What was decided is known at the next look.
  const again = await escalations.modal(42, now);
  expect(again.conversation.decisions.map((decision) => decision.action)).toEqual(["chatwoot.escalate"]);
});

test("it is shorter than the service that it stands for", () => {
  const example = readFileSync(`${top}bindings-wasm/examples/escalations.ts`, "utf8");
  expect(example.split("\n").length).toBeLessThan(200);
});

test("the README's example is the one that runs, and prints what it says", () => {
  const readme = readFileSync(`${top}README.md`, "utf8");
  const block = (opening: string) => {
    const start = readme.indexOf(opening);
    expect(start, opening).toBeGreaterThan(0);
    return readme.slice(start + opening.length).split("```\n")[0];
  };
  const source = `${top}bindings-wasm/examples/queue.ts`;
  expect(block("<!-- example: typescript -->\n```ts\n")).toBe(readFileSync(source, "utf8"));
  const node = fileURLToPath(new URL("../node_modules/vite-node/vite-node.mjs", import.meta.url));
  const printed = execFileSync("node", [node, "--root", `${top}bindings-wasm`, source], { cwd: top, encoding: "utf8" });
  expect(printed).toBe(block("```text\n"));
});

test("the package's own example runs", async () => {
  const readme = readFileSync(`${top}bindings-wasm/README.md`, "utf8");
  const example = readme.split("```ts\n")[1]!.split("```")[0]!;
  const { code } = await transformWithEsbuild(example, "example.ts", { target: "es2022" });
  const body = code.replace(/^import (\{[^}]*\}) from "cx-triage";$/m, "const $1 = library;");
  const list = readFileSync(`${top}core/examples/conversations.json`, "utf8");
  const lines: unknown[][] = [];
  const run = new Function("library", "response", "console", `return (async () => {${body}})();`);
  await run(library, new Response(list), { log: (...line: unknown[]) => lines.push(line) });
  expect(lines.length).toBeGreaterThan(5);
  expect(lines[0]).toEqual(["p1", expect.any(String), expect.any(String)]);
});
