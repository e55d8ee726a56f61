import { afterAll, expect, test } from "vitest";

import {
  BusinessHours,
  Conversation,
  type ConversationInput,
  CxTriageError,
  Policy,
  chatwoot,
  parseDecisionLog,
  samples,
  spanToUtf16,
} from "../dist/node.js";

const engine = Policy.runbook().compile();
afterAll(() => engine.free());

const now = new Date("2025-10-12T09:00:00Z");
const open: ConversationInput = { id: 1, status: "open", createdAt: new Date("2025-10-12T08:00:00Z") };

function problem(call: () => unknown): CxTriageError {
  try {
    call();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(CxTriageError);
    return thrown as CxTriageError;
  }
  throw new Error("nothing was thrown");
}

test("times are Dates or milliseconds, floored", () => {
  const one = engine.assess(open, now);
  expect(one.assessedAt).toBe("2025-10-12T09:00:00.000Z");
  expect(engine.assess(open, now.getTime())).toEqual(one);
  expect(engine.assess(open, now.getTime() + 0.9)).toEqual(one);
  expect(engine.assess(open, -0.5).assessedAt).toBe("1969-12-31T23:59:59.999Z");
  expect(problem(() => engine.assess(open, NaN)).code).toBe("invalid_time");
  expect(problem(() => engine.assess(open, new Date(NaN))).code).toBe("invalid_time");
  expect(problem(() => engine.assess(open, Infinity)).code).toBe("time_out_of_range");
  expect(problem(() => engine.assess(open, 8.64e15)).code).toBe("time_out_of_range");
  expect(problem(() => engine.assess(open, "2025-10-12" as never)).code).toBe("wrong_type");
  const invalid = { ...open, createdAt: new Date(NaN) };
  expect(problem(() => engine.assess(invalid, now))).toMatchObject({ code: "invalid_time", pointer: "/createdAt" });
});

test("ids that would lose digits are refused on both ways, and kept in JSON text", () => {
  const big = '{"id":9007199254740993,"status":"open","createdAt":"2025-10-12T08:00:00Z"}';
  expect(problem(() => Conversation.fromJson(big))).toMatchObject({ code: "out_of_range", pointer: "/id" });
  expect(problem(() => engine.assess(big, now))).toMatchObject({ code: "out_of_range", pointer: "/conversationId" });
  expect(engine.assessToJson(big, now)).toContain('"conversationId":9007199254740993,');
  expect(engine.assessJsonLines(big, now)).toContain('"conversationId":9007199254740993,');
  expect(problem(() => engine.assess({ ...open, id: 9007199254740992 }, now))).toMatchObject({ code: "out_of_range", pointer: "/id" });
  const messages = [{ id: 2 ** 60, author: "contact", createdAt: now } as const];
  expect(problem(() => engine.queue([open, { ...open, messages }], now)).pointer).toBe("/1/messages/0/id");
  expect(engine.assess({ ...open, id: Number.MAX_SAFE_INTEGER }, now).conversationId).toBe(2 ** 53 - 1);
  const list = '{"payload":[{"id":9007199254740993,"status":"open","created_at":1760256000}]}';
  expect(problem(() => chatwoot.parseConversationList(list)).pointer).toBe("/conversations/0/id");
});

test("half of a surrogate pair is refused", () => {
  const half = "I will sue \ud83d";
  expect(problem(() => engine.scan(half)).code).toBe("invalid_value");
  expect(problem(() => engine.topic(half)).code).toBe("invalid_value");
  expect(problem(() => Policy.fromToml(half)).code).toBe("invalid_value");
  expect(problem(() => parseDecisionLog(half)).code).toBe("invalid_value");
  const messages = [{ author: "contact", createdAt: now, content: half } as const];
  expect(problem(() => engine.assess({ ...open, messages }, now)).code).toBe("invalid_json");
  // The words are not told.
  expect(problem(() => engine.assess({ ...open, messages }, now)).message).not.toContain("sue");
});

test("what JSON would lose is refused with its place", () => {
  const given = (more: object) => problem(() => engine.assess({ ...open, ...more } as never, now));
  expect(given({ inboxId: NaN })).toMatchObject({ code: "wrong_type", pointer: "/inboxId" });
  expect(given({ inboxId: Infinity }).code).toBe("wrong_type");
  expect(given({ inboxId: 3n }).code).toBe("wrong_type");
  expect(given({ labels: ["a", undefined] }).pointer).toBe("/labels/1");
  expect(given({ variables: new Map([["a", "b"]]) }).pointer).toBe("/variables");
  expect(given({ labels: [() => 1] }).pointer).toBe("/labels/0");
  const circle: Record<string, unknown> = {};
  circle["circle"] = circle;
  expect(given({ variables: circle }).code).toBe("wrong_type");
  expect(problem(() => engine.assess(undefined as never, now)).code).toBe("wrong_type");
  // A key whose value is undefined is one that is not there.
  expect(engine.assess({ ...open, inboxId: undefined } as never, now).inboxId).toBeNull();
});

test("an error carries code, pointer, detail and everything else that is wrong", () => {
  const error = problem(() => Policy.fromToml('extends = "runbook"\nname = "x"\n[sla]\ntarget_minuts = 3\n[nowhere]\na = 1'));
  expect(error).toMatchObject({ name: "CxTriageError", code: "unknown_field" });
  expect(error.diagnostics.length).toBe(2);
  expect(error.diagnostics[0]).toMatchObject({ line: 4, pointer: "/sla/target_minuts" });
  expect(error.message).toContain(error.detail);
  const refused = problem(() => engine.markResolved(open, { operatorEmail: "ops@example.com" }, now));
  expect(refused.code).toBe("resolution_not_allowed");
  expect(refused.blockers).toEqual(["not_confirmed"]);
  expect(refused.diagnostics).toEqual([]);
});

test("the places of a finding are told in JavaScript's units", () => {
  const text = "😀👩‍👩‍👧 é Ünï𝒞ode — I will sue you 😡";
  const [finding] = engine.scan(text);
  const { start, end } = spanToUtf16(text, finding as { start: number; end: number });
  expect(text.slice(start, end)).toBe(finding?.matched);
  expect(start).not.toBe(finding?.start);
  expect(spanToUtf16("", { start: 0, end: 0 })).toEqual({ start: 0, end: 0 });
  expect(spanToUtf16("a😀", { start: 1, end: 2 })).toEqual({ start: 1, end: 3 });
  expect(problem(() => spanToUtf16("a", { start: 0, end: 2 })).code).toBe("out_of_range");
});

test("a batch crosses once and answers as one call each does", () => {
  const many = samples();
  const each = many.map((one) => engine.assess(one, now));
  expect(engine.assessMany(many, now)).toEqual(each);
  expect(engine.assessMany(new Set(many), now)).toEqual(each);
  expect(engine.assessEach(many, many.map(() => now))).toEqual(each);
  const lines = many.map((one) => Conversation.toJson(one)).join("\n");
  expect(engine.assessJsonLines(lines, now).trimEnd().split("\n").map((line) => JSON.parse(line))).toEqual(each);
  const surfaced = each.filter((one) => one.surfaced).map((one) => one.conversationId);
  expect(engine.queue(many, now).map((one) => one.conversationId).sort()).toEqual(surfaced.sort());
  expect(engine.assessMany([], now)).toEqual([]);
  // A document may be laid out over lines, and be bytes.
  const laidOut = JSON.stringify(many[0], null, 2);
  expect(engine.assessMany([laidOut, new TextEncoder().encode(laidOut)], now)).toEqual([each[0], each[0]]);
  const wrong = problem(() => engine.assessMany([many[0]!, "{}"], now));
  expect(wrong).toMatchObject({ code: "missing_field", pointer: expect.stringMatching(/^\/1/) });
  expect(problem(() => engine.assessEach(many, [])).code).toBe("invalid_value");
  const later = many.map((_, index) => now.getTime() + index * 3_600_000);
  const apart = many.map((one, index) => engine.assess(one, later[index]!));
  const answers = engine.assessJsonLinesEach(`\n${lines}\n`, later);
  expect(answers.trimEnd().split("\n").map((line) => JSON.parse(line))).toEqual(apart);
  expect(problem(() => engine.assessJsonLinesEach(lines, later.slice(1)))).toMatchObject({ code: "invalid_value", pointer: "/times" });
  expect(problem(() => engine.assessJsonLinesEach(lines, later.map(() => NaN))).code).toBe("invalid_time");
  expect(engine.breachTrend(many, 7, now).days.length).toBe(7);
  expect(problem(() => engine.breachTrend(many, -1, now)).code).toBe("out_of_range");
});

test("a conversation's history is what it looked like at each change", () => {
  const closed: ConversationInput = { ...open, status: "resolved", statusChanges: [{ status: "resolved", at: now }] };
  const history = engine.assessHistory(closed, now.getTime() + 86_400_000);
  const times = history.map((one) => Date.parse(one.assessedAt));
  expect(times[0]).toBe(Date.parse("2025-10-12T08:00:00Z"));
  expect(times).toContain(now.getTime());
  expect(times).toEqual([...times].sort((one, other) => one - other));
  for (const [index, at] of times.entries()) {
    expect(history[index]).toEqual(engine.assess(Conversation.asOf(closed, at), at));
  }
  expect(engine.assessHistory(closed, 0)).toEqual([]);
  expect(problem(() => engine.assessHistory(closed, Infinity)).code).toBe("time_out_of_range");
});

test("a conversation can be read back, and goes through its documents", () => {
  const read = Conversation.fromJson(open);
  expect(read).toMatchObject({ id: 1, createdAt: "2025-10-12T08:00:00.000Z", messages: [], labels: [] });
  expect(JSON.stringify(read)).toBe(Conversation.toJson(open));
  const page = chatwoot.parseMessages('[{"id":5,"message_type":0,"created_at":1760256000,"content":"Hi","conversation_id":1}]');
  expect(Conversation.withMessagesPage(read, page).messages[0]?.content).toBe("Hi");
  expect(Conversation.asOf(Conversation.withMessagesPage(read, page), 0).messages).toEqual([]);
});

test("a freed handle says so", () => {
  const policy = Policy.runbook();
  policy.free();
  policy.free();
  expect(problem(() => policy.compile()).code).toBe("freed");
  using hours = BusinessHours.fromJson({ time_zone: "UTC", hours: { mon: [["09:00", "17:00"]] } });
  expect(hours.timeZone).toBe("UTC");
});
