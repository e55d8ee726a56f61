// No document provokes anything but an answer or the typed error.
import { readFileSync, readdirSync } from "node:fs";

import { setImmediate } from "node:timers/promises";

import { expect, test } from "vitest";

import {
  BusinessHours,
  Conversation,
  CxTriageError,
  DecisionEvent,
  Policy,
  chatwoot,
  parseDecisionLog,
} from "../dist/node.js";
import { corpus, top, written } from "./repository.js";

const now = new Date("2025-10-12T09:00:00Z");
const engine = Policy.runbook().compile();

const doors: Record<string, (document: string) => unknown> = {
  "Conversation.fromJson": (json) => engine.assess(Conversation.fromJson(json), now),
  assess: (json) => engine.assess(json, now),
  parseConversationList: (json) => engine.assessMany(chatwoot.parseConversationList(json).conversations, now),
  parseConversation: (json) => engine.assess(chatwoot.parseConversation(json), now),
  parseMessages: (json) => chatwoot.parseMessages(json),
  parseWebhook: (json) => chatwoot.parseWebhook(json),
  "Policy.fromJson": (json) => Policy.fromJson(json).free(),
  "Policy.fromToml": (toml) => Policy.fromToml(toml).free(),
  "BusinessHours.fromJson": (json) => BusinessHours.fromJson(json).free(),
  "DecisionEvent.fromJson": (json) => DecisionEvent.toCloudEvent(DecisionEvent.fromJson(json)),
  parseDecisionLog: (lines) => parseDecisionLog(lines),
  approveSend: (json) => engine.approveSend('{"id":1,"status":"open","createdAt":"2025-10-12T08:00:00Z"}', json, now),
  health: (json) => engine.health(json),
  assessJsonLines: (lines) => engine.assessJsonLines(lines, now),
  assessMany: (json) => engine.assessMany([json], now),
  topic: (text) => engine.topic(text),
  scan: (text) => engine.scan(text),
};

function throughAllDoors(document: string): number {
  let read = 0;
  for (const [name, door] of Object.entries(doors)) {
    try {
      door(document);
      read += 1;
    } catch (problem) {
      if (!(problem instanceof CxTriageError)) {
        throw new Error(`${name} of ${document.slice(0, 200)}`, { cause: problem });
      }
    }
  }
  return read;
}

test("documents of the corpus, whole and cut short, are read or refused", async () => {
  const inputs = ["input", "conversation", "document", "sample", "policy", "text", "calendar"];
  const cases = [...corpus().values()].flat();
  const payloads = `${top}tests/payloads/chatwoot/`;
  const documents = new Set([
    ...cases.flatMap((one) => inputs.filter((key) => key in one).map((key) => written(one[key]))),
    ...readdirSync(payloads).filter((name) => name.endsWith(".json")).map((name) => readFileSync(payloads + name, "utf8")),
  ]);
  let asked = 0;
  let read = 0;
  // Every sixth of them, cut at three places: all of them take minutes, and Rust's tests take all.
  const some = [...documents].filter((_, index) => index % 6 === 0);
  for (const document of some) {
    await setImmediate();
    for (const part of [1, 2, 3, 4]) {
      // A cut between the halves of an emoji is a typed error too.
      read += throughAllDoors(document.slice(0, (document.length * part) / 4));
      asked += Object.keys(doors).length;
    }
  }
  expect(some.length).toBeGreaterThan(200);
  expect(read).toBeGreaterThan(some.length);
  expect(read).toBeLessThan(asked);
  console.log(`the doors were asked ${asked} times with ${some.length} documents, ${read} were read`);
});

test("what is too deep, too long or no JSON at all is read or refused", () => {
  const hostile = [
    "[".repeat(200_000),
    '{"a":'.repeat(200_000),
    `a=${"[".repeat(200_000)}`,
    `${"a.".repeat(200_000)}a=1`,
    `[a${".a".repeat(200_000)}]`,
    `"${"\\u0000".repeat(100_000)}"`,
    `{"id":${"9".repeat(100_000)}}`,
    '{"id":1e999}',
    "\u0000",
    "\uFEFF{}",
    "null",
    "I will sue you. ".repeat(50_000),
    "a\u0301".repeat(100_000),
    "ﷺ".repeat(100_000),
    "$1".repeat(100_000),
  ];
  for (const document of hostile) throughAllDoors(document);
  for (const bytes of [[], [255, 254], [...Buffer.from('{"id":"\u00ff"}', "latin1")]]) {
    expect(() => chatwoot.parseConversation(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: "invalid_json" }),
    );
  }
});
