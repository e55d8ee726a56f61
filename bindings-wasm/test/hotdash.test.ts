// The `hotdash-2025-10` policy against what the deployed service answered, rendered and logged.
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { CxTriageError, DecisionEvent, type Engine, Policy, chatwoot } from "../dist/node.js";
import { differences, parse, rows, top, written } from "./repository.js";

const folder = "tests/vectors/hotdash/";

function listed(file: string): string[] {
  const { rules } = JSON.parse(readFileSync(top + folder + file, "utf8"));
  return rules.flatMap((rule: { rows: string[] }) => rule.rows).sort();
}

/** The row as one Chatwoot document; the service knew `tags` alone. */
function document(row: any): string {
  const one = row.conversation;
  if (typeof one !== "object" || one === null || Array.isArray(one)) return written(one);
  const { labels, ...rest } = one;
  return written({ ...("tags" in one ? rest : one), messages: row.messages });
}

/** What the library answers, in the service's words. */
function answer(row: any, engine: Engine): unknown {
  const told = engine.assess(chatwoot.parseConversation(document(row)), row.now);
  if (!told.surfaced) return { surfaced: false };
  return {
    surfaced: true,
    customerName: told.customer.name,
    slaBreached: told.sla.breachedAt !== null,
    breachedAt: told.sla.breachedAt,
    lastMessageAt: told.lastMessageAt,
    suggestedReplyId: told.suggestion?.templateId,
    suggestedReply: told.suggestion?.body,
  };
}

/** Whether two values are alike, the order of their keys apart. */
function alike(one: unknown, other: unknown): boolean {
  return differences(one, other).length === 0 && differences(other, one).length === 0;
}

test("every row agrees but those that deviate by a rule", () => {
  const engines = new Map<number, Engine>();
  const recorded = rows(`${folder}public.jsonl`);
  const deviating = recorded.filter((row) => {
    const minutes = row.sla_minutes;
    const engine = engines.get(minutes) ?? Policy.hotdash202510().withSlaTarget(minutes).compile();
    engines.set(minutes, engine);
    try {
      return !alike(row.expected, answer(row, engine));
    } catch (problem) {
      if (problem instanceof CxTriageError) return true;
      throw problem;
    }
  });
  expect(recorded.length).toBe(1250);
  expect(deviating.map((row) => row.id).sort()).toEqual(listed("deviations.json"));
  console.log(`Node agrees with the service on ${recorded.length - deviating.length} of ${recorded.length} rows`);
});

test("plain variables render alike and the rest does not compile", () => {
  const recorded = rows(`${folder}render.jsonl`);
  const policy = JSON.parse(Policy.hotdash202510().toJson());
  const nameless = "no name";
  const refused = new Map<string, string>();
  let agreed = 0;
  for (const [body, ofBody] of grouped(recorded)) {
    for (const template of policy.templates) template.body = body;
    policy.customer_name.fallback = nameless;
    let engine: Engine;
    try {
      engine = Policy.fromJson(policy).compile();
    } catch (problem) {
      if (!(problem instanceof CxTriageError)) throw problem;
      expect(problem.pointer).toBe("/templates/0/body");
      expect(problem.diagnostics.length).toBe(policy.templates.length);
      refused.set(body, problem.code);
      continue;
    }
    for (const row of ofBody) {
      // The service put nothing where the name was missing; the engine always has one.
      const name: string = typeof row.variables.name === "string" ? row.variables.name : "";
      const told = engine.assess(
        { id: 1, status: "open", createdAt: "2025-10-12T08:00:00Z", contactNames: [name] },
        new Date("2025-10-12T09:00:00Z"),
      );
      const rendered = told.suggestion?.body;
      expect(name === "" ? rendered?.replaceAll(nameless, "") : rendered, row.id).toBe(row.expected);
      agreed += 1;
    }
  }
  expect(recorded.length).toBe(272);
  expect(agreed).toBe(80);
  expect(refused.size).toBe(24);
  // The empty body renders in Rust; a policy whose template is empty does not compile.
  expect(refused.get("")).toBe("empty_cue");
  refused.delete("");
  expect(new Set(refused.values())).toEqual(new Set(["template_syntax", "unknown_variable"]));
});

function grouped(recorded: any[]): Map<string, any[]> {
  const groups = new Map<string, any[]>();
  for (const row of recorded) groups.set(row.body, [...(groups.get(row.body) ?? []), row]);
  return groups;
}

/** What a service writes to its log: the event, once the call to Chatwoot has succeeded. */
function logged(row: any, engine: Engine): unknown[] {
  const form = row.form;
  if (!form || row.failClient) return [];
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  const forms: Record<string, string> = { "1e3": "1000", "0x10": "16" };
  const given = text(form.conversationId)?.trim() ?? "";
  const conversation = `{"id":${forms[given] ?? given},"status":"open","createdAt":"2025-10-10T08:00:00Z",
    "contactNames":["Alex"],"messages":[
      {"id":1,"author":"contact","createdAt":"2025-10-10T08:00:00Z","content":"Hello?"},
      {"id":2,"author":"agent","createdAt":"2025-10-10T09:00:00Z","content":"Yes?"}]}`;
  const now = new Date("2025-10-12T10:00:00Z");
  const operator = {
    operatorEmail: text(row.session?.email),
    shopDomain: text(row.session?.shop),
    note: text(form.note),
  };
  const flag = ["1", "true", "yes", "on"].includes((text(row.flag) ?? "").toLowerCase());
  const decided = () => {
    switch (form.action) {
      case "approve_send": {
        let aiSuggestion: unknown = null;
        try {
          aiSuggestion = parse(text(form.aiSuggestionMetadata) ?? "null");
        } catch {
          // The form says of the suggestion what is no JSON.
        }
        const input = {
          ...operator,
          // A form without a reply is blank, and no word for the library's suggestion.
          reply: text(form.selectedReply) ?? text(form.suggestedReply) ?? "",
          aiSuggestionUsed: flag && form.aiSuggestionUsed === "true",
          aiSuggestion,
        };
        return engine.approveSend(conversation, input, now);
      }
      case "escalate":
        return engine.escalate(conversation, { ...operator, reason: "policy_exception" }, now);
      case "mark_resolved":
        return engine.markResolved(conversation, operator, now);
      default:
        return undefined;
    }
  };
  try {
    const event = decided();
    return event ? [DecisionEvent.toLogRow(event)] : [];
  } catch (problem) {
    if (problem instanceof CxTriageError) return [];
    throw problem;
  }
}

test("every recorded action agrees but those that deviate by a rule", () => {
  using engine = Policy.hotdash202510().compile();
  const recorded = rows(`${folder}actions.jsonl`);
  const deviating = recorded.filter((row) => {
    const ours = logged(row, engine);
    const theirs = row.expected.decisions ?? [];
    return theirs.length !== ours.length || differences(theirs, ours).length > 0;
  });
  expect(recorded.length).toBe(183);
  expect(deviating.map((row) => row.id).sort()).toEqual(listed("action-deviations.json"));
  console.log(`Node agrees with the service on ${recorded.length - deviating.length} of ${recorded.length} actions`);
});
