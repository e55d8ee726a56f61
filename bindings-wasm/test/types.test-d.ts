import { assertType, expectTypeOf, test } from "vitest";

import {
  type Assessment,
  Conversation,
  type ConversationInput,
  type CxTriageError,
  type Engine,
  Policy,
  type Priority,
  type RiskCategory,
  chatwoot,
} from "cx-triage";

declare const engine: Engine;
declare const assessment: Assessment;

test("answers are records of literal words that cannot be written to", () => {
  expectTypeOf(engine.assess("{}", 0)).toEqualTypeOf<Assessment>();
  expectTypeOf<Priority>().toEqualTypeOf<"p1" | "p2" | "p3">();
  expectTypeOf(assessment.priority).toEqualTypeOf<Priority | null>();
  expectTypeOf(assessment.reasons).toBeArray;
  expectTypeOf(assessment.risk[0]!.category).toEqualTypeOf<RiskCategory>();
  expectTypeOf(assessment.sla.dueAt).toEqualTypeOf<string | null>();
  // @ts-expect-error A record cannot be written to.
  assessment.surfaced = true;
  // @ts-expect-error Nor can its lists.
  assessment.labels.push("vip");
  // @ts-expect-error Only the words of the wire.
  assertType<Priority>("p4");
});

test("documents need what they need, and take a Date", () => {
  assertType<ConversationInput>({ id: 1, status: "open", createdAt: new Date() });
  assertType<ConversationInput>({ id: 1, status: "open", createdAt: "2025-10-12T08:00:00Z", inboxId: null });
  // @ts-expect-error A conversation has a status.
  assertType<ConversationInput>({ id: 1, createdAt: new Date() });
  // @ts-expect-error No such key.
  assertType<ConversationInput>({ id: 1, status: "open", createdAt: new Date(), tags: [] });
  // What was read may be given again.
  engine.assess(Conversation.fromJson("{}"), new Date());
  engine.queue(chatwoot.parseConversationList("[]").conversations, Date.now());
  expectTypeOf(engine.assessJsonLinesEach("", [new Date(), 0])).toEqualTypeOf<string>();
  expectTypeOf(engine.assessHistory("{}", 0)).toEqualTypeOf<readonly Assessment[]>();
  // @ts-expect-error A time is a Date or milliseconds.
  engine.assess("{}", "2025-10-12T08:00:00Z");
});

test("handles and errors", () => {
  using policy = Policy.runbook();
  expectTypeOf(policy.compile()).toEqualTypeOf<Engine>();
  expectTypeOf<CxTriageError>().toHaveProperty("pointer").toEqualTypeOf<string | null>();
  // @ts-expect-error Engines come from policies.
  new Engine();
});
