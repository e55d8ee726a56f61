/** Chatwoot's own JSON in, the library's documents out. Give the body as it arrived: text or bytes. */
import type {
  Conversation,
  ConversationList,
  EventName,
  Message,
  MessagesPage,
} from "./generated/index.js";
import { call } from "./module.js";
import { answer, bytes, integer, text, time } from "./values.js";

/** What a webhook's body tells: a conversation or a message that was created or changed. */
export interface WebhookReceived {
  /** What happened. */
  readonly event: EventName;
  /** The conversation as the body has it; Chatwoot sends the newest message only. */
  readonly conversation: Conversation;
  /** The message that was created or changed; null for an event of the conversation. */
  readonly message: Message | null;
  /** The names of the attributes that changed, in the body's order, if it says so. */
  readonly changed: readonly string[];
}

/** An event that has no part in triage, such as `conversation_typing_on`. */
export interface WebhookIgnored {
  /** Its name. */
  readonly ignored: string;
}

/** What a webhook's body tells. */
export type WebhookEvent = WebhookReceived | WebhookIgnored;

/**
 * Reads a conversation list: `{data: {meta, payload}}`, `{meta, payload}`, `{payload}` or a bare
 * array. An entry that cannot be read never loses the others.
 *
 * @throws {CxTriageError} If the document as a whole is not JSON or holds no list.
 */
export function parseConversationList(body: string | Uint8Array): ConversationList {
  return answer((wasm) => wasm.chatwoot_conversation_list(bytes(body)));
}

/**
 * Reads one conversation: what the REST API shows, or a webhook's body with the conversation in
 * it, whatever the event.
 *
 * @throws {CxTriageError} The first problem, with its place.
 */
export function parseConversation(body: string | Uint8Array): Conversation {
  return answer((wasm) => wasm.chatwoot_conversation(bytes(body)));
}

/**
 * Reads a page of one conversation's messages: `{meta, payload}` or a bare array. A message that
 * cannot be read never loses the others; look at `rejected` before an answer is trusted.
 *
 * @throws {CxTriageError} If the document as a whole is not JSON or holds no list.
 */
export function parseMessages(body: string | Uint8Array): MessagesPage {
  return answer((wasm) => wasm.chatwoot_messages(bytes(body)));
}

/**
 * Reads a webhook's body. An event name that has no part in triage is told, and nothing else of
 * its body is looked at.
 *
 * @throws {CxTriageError} The first problem, with its place.
 */
export function parseWebhook(body: string | Uint8Array): WebhookEvent {
  return answer((wasm) => wasm.chatwoot_webhook(bytes(body)));
}

/** A request of Chatwoot's, as it arrived. */
export interface SignedRequest {
  /** The header `X-Chatwoot-Timestamp`, an empty text where there is none. */
  readonly timestamp: string;
  /** The header `X-Chatwoot-Signature`, an empty text where there is none. */
  readonly signature: string;
  /** The request's body, byte for byte. */
  readonly body: string | Uint8Array;
}

/**
 * Checks that a webhook was sent by a Chatwoot that knows `secret`, not long ago: the timestamp may
 * lie up to `toleranceMs` milliseconds before or after `now`, inclusive.
 *
 * @throws {CxTriageError} What is wrong: the request is to be refused.
 */
export function verifySignature(
  secret: string,
  request: SignedRequest,
  now: Date | number,
  toleranceMs: number,
): void {
  const { timestamp, signature, body } = request;
  call((wasm) =>
    wasm.chatwoot_verify_signature(
      text(secret, "/secret"),
      text(timestamp, "/timestamp"),
      bytes(body),
      text(signature, "/signature"),
      time(now, "/now"),
      integer(toleranceMs, "/toleranceMs"),
    ),
  );
}
