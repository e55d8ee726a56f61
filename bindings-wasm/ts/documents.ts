import type { WebhookEvent } from "./chatwoot.js";
import type * as generated from "./generated/index.js";
import { call } from "./module.js";
import { type Given, answer, bytes, integer, time } from "./values.js";

export type Conversation = generated.Conversation;

/** What is done with a conversation; each gives another document and leaves its own as it is. */
export const Conversation = {
  /**
   * Reads the library's own conversation document; what it leaves out is filled in.
   *
   * @throws {CxTriageError} The first problem, with its place.
   */
  fromJson(document: Given<generated.ConversationInput>): Conversation {
    return answer((wasm) => wasm.conversation(bytes(document)));
  },

  /** The document's JSON, keys in fixed order: the same bytes in every language. */
  toJson(conversation: Given<generated.ConversationInput>): string {
    return call((wasm) => wasm.conversation(bytes(conversation)));
  },

  /** With the messages and the status history of a page beside its own. */
  withMessagesPage(
    conversation: Given<generated.ConversationInput>,
    page: Given<generated.MessagesPage>,
  ): Conversation {
    return answer((wasm) => wasm.conversation_with_messages_page(bytes(conversation), bytes(page)));
  },

  /**
   * With what a webhook tells merged into it.
   *
   * @throws {CxTriageError} For an event of another conversation.
   */
  apply(
    conversation: Given<generated.ConversationInput>,
    event: Given<WebhookEvent>,
  ): Conversation {
    return answer((wasm) => wasm.conversation_apply(bytes(conversation), bytes(event)));
  },

  /**
   * As it stood at a time, for looking back: messages, decisions and status changes up to then.
   * Labels, facts and names are as they are now: nobody keeps their history.
   */
  asOf(conversation: Given<generated.ConversationInput>, at: Date | number): Conversation {
    return answer((wasm) => wasm.conversation_as_of(bytes(conversation), time(at, "/at")));
  },
} as const;

/**
 * The runbook's scenario gallery and edge cases as conversations, all of them made up; they are at
 * home on 2025-10-12 around 08:30 UTC.
 */
export function samples(): readonly Conversation[] {
  return answer((wasm) => wasm.samples());
}

export type Assessment = generated.Assessment;

/** What is done with an assessment. */
export const Assessment = {
  /** The assessment's JSON, keys in fixed order: the same bytes in every language. */
  toJson(assessment: Given<Assessment>): string {
    return call((wasm) => wasm.assessment(bytes(assessment)));
  },
} as const;

export type DecisionEvent = generated.DecisionEvent;

/** What is done with a decision event. */
export const DecisionEvent = {
  /**
   * Reads an event; keys that are not known are passed over.
   *
   * @throws {CxTriageError} The first problem, with its place.
   */
  fromJson(event: Given<DecisionEvent>): DecisionEvent {
    return answer((wasm) => wasm.event(bytes(event)));
  },

  /** The canonical JSON, on one line: the same bytes in every language. */
  toJson(event: Given<DecisionEvent>): string {
    return call((wasm) => wasm.event(bytes(event)));
  },

  /** The event in a CloudEvents 1.0 structured envelope, as JSON. */
  toCloudEvent(event: Given<DecisionEvent>): string {
    return call((wasm) => wasm.event_cloud_event(bytes(event)));
  },

  /** The row of the service's `DecisionLog` table. */
  toLogRow(event: Given<DecisionEvent>): generated.DecisionLogRow {
    return answer((wasm) => wasm.event_log_row(bytes(event)));
  },

  /**
   * The event with e-mail addresses, phone numbers and card-like and order-like numbers of its
   * free text replaced; the keys of what was replaced are kept in `redacted`.
   */
  redacted(event: Given<DecisionEvent>): DecisionEvent {
    return answer((wasm) => wasm.event_redacted(bytes(event)));
  },

  /** The decision as the engine wants it to be told, at the next assessment. */
  toPastDecision(event: Given<DecisionEvent>): generated.PastDecision {
    return answer((wasm) => wasm.event_past_decision(bytes(event)));
  },
} as const;

export type DecisionLog = generated.DecisionLog;

/** What is done with a decision log. */
export const DecisionLog = {
  /** The past decisions on one conversation, in the log's order. */
  decisionsOf(
    log: Given<DecisionLog>,
    conversationId: number,
  ): readonly generated.PastDecision[] {
    const id = integer(conversationId, "/conversationId");
    return answer((wasm) => wasm.decision_log_decisions_of(bytes(log), id));
  },
} as const;

/**
 * Reads a decision log: one event a line.
 *
 * It always answers: a line that cannot be read is reported with its number, code and place and
 * loses no other; a line whose id came before is a duplicate; an event of a newer schema version
 * is kept as it is.
 */
export function parseDecisionLog(ndjson: string | Uint8Array): DecisionLog {
  return answer((wasm) => wasm.decision_log(bytes(ndjson)));
}
