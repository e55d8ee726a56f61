// What the library answers to a case of the corpus.
import {
  BusinessHours,
  Conversation,
  CxTriageError,
  DecisionEvent,
  DecisionLog,
  Engine,
  Policy,
  chatwoot,
  parseDecisionLog,
} from "../dist/node.js";
import { type Case, parse, written } from "./repository.js";

const engines = new Map<string, Engine>();

function policy(document: string): Policy {
  if (document === "runbook") return Policy.runbook();
  if (document === "hotdash-2025-10") return Policy.hotdash202510();
  return Policy.fromJson(document);
}

/** The engine of a case: its policy, `runbook` where it has none, with its target. */
export function engineOf(one: Case): Engine {
  const document = written(one["policy"] ?? "runbook");
  const key = `${one["slaMinutes"]} ${document}`;
  let engine = engines.get(key);
  if (!engine) {
    using read = policy(document);
    engine = one["slaMinutes"] === undefined ? read.compile() : read.withSlaTarget(one["slaMinutes"]).compile();
    engines.set(key, engine);
  }
  return engine;
}

const at = (text: string) => new Date(text);

function told(problem: unknown): unknown {
  if (!(problem instanceof CxTriageError)) throw problem;
  const { code, pointer, detail, blockers } = problem;
  if (blockers.length > 0) return { refusal: { code, pointer, blockers, detail } };
  return { error: { code, pointer, detail } };
}

export function decide(engine: Engine, conversation: string, one: { action: string; input: string; now: Date }): DecisionEvent {
  switch (one.action) {
    case "approve_send":
      return engine.approveSend(conversation, one.input, one.now);
    case "escalate":
      return engine.escalate(conversation, one.input, one.now);
    case "mark_resolved":
      return engine.markResolved(conversation, one.input, one.now);
    default:
      throw new Error(`no such action: ${one.action}`);
  }
}

function story(one: Case): unknown {
  const document = { messages: [] as unknown[], ...one["conversation"] };
  let log = "";
  const answers: unknown[] = [];
  for (const step of one["steps"]) {
    const now = at(step.at);
    if (step.message) document.messages = [...document.messages, { ...step.message, createdAt: step.at }];
    Object.assign(document, step.set ?? {});
    const decisions = DecisionLog.decisionsOf(parseDecisionLog(log), document.id);
    const read = written({ ...document, decisions });
    if (step.decide) {
      try {
        const event = decide(engineOf(one), read, { action: step.decide, input: written(step.input ?? {}), now });
        log += `${DecisionEvent.toJson(event)}\n`;
        answers.push(event);
      } catch (problem) {
        answers.push(told(problem));
      }
    }
    if (step.assess) answers.push(engineOf(one).assess(read, now));
  }
  return answers;
}

function hours(one: Case): unknown {
  const calendar = BusinessHours.fromJson(written(one["calendar"]));
  const pauses = one["pauses"] ?? [];
  switch (one["call"]) {
    case "elapsed":
      return calendar.elapsed(at(one["start"]), at(one["end"]), pauses);
    case "deadline":
      return calendar.deadline(at(one["start"]), one["targetMs"], pauses);
    case "is_open":
      return calendar.isOpen(at(one["at"]));
    case "next_opening":
      return calendar.nextOpening(at(one["at"]));
    default:
      throw new Error(`no such call: ${one["call"]}`);
  }
}

function asked(one: Case): unknown {
  const text = (key: string) => written(one[key]);
  const engine = () => engineOf(one);
  const now = () => at(one["now"]);
  switch (one.op) {
    case "assess":
      return engine().assess(text("conversation"), now());
    case "texts":
      return engine().texts(engine().assess(text("conversation"), now()), one["language"]);
    case "explain_sla":
      return engine().explainSla(text("conversation"), now());
    case "queue":
      return engine().queue(one["conversations"].map(written), now());
    case "topic":
      return engine().topic(one["text"]);
    case "scan":
      return engine().scan(one["text"]);
    case "conversation":
      return Conversation.fromJson(text("input"));
    case "chatwoot_list":
      return chatwoot.parseConversationList(text("input"));
    case "chatwoot_conversation":
      return chatwoot.parseConversation(text("input"));
    case "chatwoot_messages":
      return chatwoot.parseMessages(text("input"));
    case "chatwoot_webhook":
      return chatwoot.parseWebhook(text("input"));
    case "apply": {
      const start = Conversation.fromJson(text("conversation"));
      return one["events"].reduce(
        (stored: Conversation, body: unknown) =>
          Conversation.apply(stored, chatwoot.parseWebhook(written(body))),
        start,
      );
    }
    case "policy": {
      using read = Policy.fromJson(text("document"));
      read.compile().free();
      return { ok: true, notices: read.notices() };
    }
    case "decide":
      return decide(engine(), text("conversation"), { action: one["action"], input: text("input"), now: now() });
    case "event": {
      const event = text("input");
      return {
        json: DecisionEvent.toJson(event),
        cloudEvent: parse(DecisionEvent.toCloudEvent(event)),
        logRow: DecisionEvent.toLogRow(event),
        redacted: DecisionEvent.redacted(event),
      };
    }
    case "decision_log":
      return parseDecisionLog(text("input"));
    case "health":
      return engine().health(text("sample"));
    case "story":
      return story(one);
    case "business_hours":
      return hours(one);
    default:
      throw new Error(`no such op: ${one.op}`);
  }
}

/** The answer, as the corpus writes it; a problem is one too. */
export function answer(one: Case): unknown {
  try {
    return asked(one);
  } catch (problem) {
    if (one.op === "policy" && problem instanceof CxTriageError) {
      return { diagnostics: problem.diagnostics };
    }
    return told(problem);
  }
}
