// Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

import type { Conversation, CustomerText, Id, Message, StatusChange } from "./conversation.js";
import type { Code } from "./errors.js";

/**
 * What a conversation list holds: the conversations that can be read, and why the others cannot.
 */
export interface ConversationList {
  /** The conversations that were read, in the list's order. */
  readonly conversations: readonly Conversation[];
  /** The entries that were not, in the list's order. */
  readonly rejected: readonly Rejected[];
  /**
   * How many of the conversations have a status that Chatwoot does not know today: they are never
   * surfaced.
   */
  readonly unknownStatuses: number;
}

/** A page of one conversation's messages. */
export interface MessagesPage {
  /** The conversation that the messages say they belong to; absent where none says it. */
  readonly conversationId: Id | null;
  /**
   * The messages that were read, in the page's order, one for each id: what
   * `Conversation.withMessages` takes.
   */
  readonly messages: readonly Message[];
  /**
   * The changes of status that the page's log lines tell, by time: "Conversation was marked
   * resolved by …", in Chatwoot's wordings of six languages.
   */
  readonly statusChanges: readonly StatusChange[];
  /** The conversation's labels, as the page's `meta` has them. */
  readonly labels: readonly string[];
  /** The contact's name, as the page's `meta` has it. */
  readonly contactNames: readonly CustomerText[];
  /** The entries that were not read, in the page's order. */
  readonly rejected: readonly Rejected[];
}

/** An entry of a list that could not be read. */
export interface Rejected {
  /** Its place in the list, from 0. */
  readonly index: number;
  /** Its number, if it has one. */
  readonly id: number | null;
  /** What is wrong, for programs. */
  readonly code: Code;
  /** Where, as a JSON Pointer (RFC 6901) into the whole document. */
  readonly pointer: string;
  /** What is wrong, for people. */
  readonly detail: string;
}

/** The webhook events that are read. */
export type EventName =
  /** A conversation was opened. */
  | "conversation_created"
  /** A conversation's labels, assignee or other attributes changed. */
  | "conversation_updated"
  /** A conversation was opened again, snoozed or resolved. */
  | "conversation_status_changed"
  /** A message was written. */
  | "message_created"
  /** A message was edited or deleted, or its delivery was reported. */
  | "message_updated";
