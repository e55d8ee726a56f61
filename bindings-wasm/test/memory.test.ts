import { setImmediate } from "node:timers/promises";

import { expect, test } from "vitest";

import { Policy, samples } from "../dist/node.js";
import * as glue from "../dist/module/cx_triage.js";

/** The module's memory, in bytes: a module that runs is not started again. */
const memory = () => glue.initSync({ module: new Uint8Array() }).memory.buffer.byteLength;

test("100,000 calls on one engine take no memory", async () => {
  using engine = Policy.runbook().compile();
  const now = Date.parse("2025-10-12T08:30:00Z");
  const documents = samples().map((one) => JSON.stringify(one));
  const ask = async (times: number) => {
    for (let i = 0; i < times; i += 1) {
      // The test runner is heard between calls.
      if (i % 5_000 === 0) await setImmediate();
      engine.assessToJson(documents[i % documents.length]!, now + i);
    }
  };
  await ask(2_000);
  gc?.();
  const [before, heap] = [memory(), process.memoryUsage().heapUsed];
  await ask(98_000);
  gc?.();
  expect(memory()).toBe(before);
  expect(process.memoryUsage().heapUsed - heap).toBeLessThan(8e6);
});

test("engines with all word lists give their memory back", async () => {
  const policy = Policy.runbook();
  const [one] = samples();
  const use = () => {
    using engine = policy.compile();
    engine.assess(one!, 0);
  };
  for (let i = 0; i < 5; i += 1) use();
  const before = memory();
  for (let i = 0; i < 40; i += 1) {
    use();
    if (i % 10 === 9) await setImmediate();
  }
  expect(memory()).toBe(before);
});

test("1,000 engines that are freed, and such that are dropped, take no memory", async () => {
  const policy = Policy.hotdash202510();
  for (let i = 0; i < 20; i += 1) policy.compile().free();
  const before = memory();
  for (let i = 0; i < 500; i += 1) {
    policy.compile().free();
    if (i % 10 === 9) await setImmediate();
  }
  expect(memory()).toBe(before);
  for (let i = 0; i < 500; i += 1) {
    policy.compile();
    if (i % 10 === 9) {
      // Finalizers run between tasks.
      gc?.();
      await setImmediate();
      await setImmediate();
    }
  }
  // Twenty engines at most are alive at a time.
  const engine = 1 << 20;
  expect(memory() - before).toBeLessThan(20 * engine);
});
