// Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

/** One support conversation, with the past decisions on it and what the service knows beside it. */
export interface Conversation {
  /** The conversation's number, positive. */
  readonly id: Id;
  /** The channel it came in by (Chatwoot: inbox), positive. */
  readonly inboxId: Id | null;
  /** Where it stands in Chatwoot. */
  readonly status: Status;
  /** When it was opened: the start of the SLA clock. */
  readonly createdAt: Timestamp;
  /** Labels as they are written in Chatwoot, in order. */
  readonly labels: readonly string[];
  /** Names of the contact, the best one first. */
  readonly contactNames: readonly CustomerText[];
  /** Everything that was written, by anybody. */
  readonly messages: readonly Message[];
  /** Decisions taken on the conversation before. */
  readonly decisions: readonly PastDecision[];
  /**
   * How the status came to be, where the service has the history: each entry is the status from
   * that instant on. Read by the clocks that pause (see the policy's `sla`).
   */
  readonly statusChanges: readonly StatusChange[];
  /**
   * The status at the `updatedAt` of each event that was merged into it, where no change is told
   * for that instant. `Conversation.apply` keeps and reads it; nothing else does.
   */
  readonly observedStatuses: readonly StatusChange[];
  /**
   * Messages may be missing that were written before those which are here: Chatwoot's list holds
   * one message a conversation.
   */
  readonly partial: boolean;
  /** When it last changed in Chatwoot. */
  readonly updatedAt: Timestamp | null;
  /** The kind of channel, as Chatwoot names it: `Channel::Whatsapp`. */
  readonly channel: string | null;
  /** The agent whom it is assigned to, positive. */
  readonly assigneeId: Id | null;
  /** The team which it is assigned to, positive. */
  readonly teamId: Id | null;
  /** The priority that people gave it in Chatwoot; the library's own is `Priority`. */
  readonly chatwootPriority: ChatwootPriority | null;
  /** What a template may name beside the customer's name: the policy declares which. */
  readonly variables: Readonly<Record<string, CustomerText>>;
  /** What the service knows and the conversation does not say. */
  readonly facts: Facts;
}

/** One support conversation, with the past decisions on it and what the service knows beside it. */
export interface ConversationInput {
  /** The conversation's number, positive. */
  readonly id: Id;
  /** The channel it came in by (Chatwoot: inbox), positive. */
  readonly inboxId?: Id | null;
  /** Where it stands in Chatwoot. */
  readonly status: Status;
  /** When it was opened: the start of the SLA clock. */
  readonly createdAt: Timestamp | Date;
  /** Labels as they are written in Chatwoot, in order. */
  readonly labels?: readonly string[] | null;
  /** Names of the contact, the best one first. */
  readonly contactNames?: readonly CustomerText[] | null;
  /** Everything that was written, by anybody. */
  readonly messages?: readonly MessageInput[] | null;
  /** Decisions taken on the conversation before. */
  readonly decisions?: readonly PastDecisionInput[] | null;
  /**
   * How the status came to be, where the service has the history: each entry is the status from
   * that instant on. Read by the clocks that pause (see the policy's `sla`).
   */
  readonly statusChanges?: readonly StatusChangeInput[] | null;
  /**
   * The status at the `updatedAt` of each event that was merged into it, where no change is told
   * for that instant. `Conversation.apply` keeps and reads it; nothing else does.
   */
  readonly observedStatuses?: readonly StatusChangeInput[] | null;
  /**
   * Messages may be missing that were written before those which are here: Chatwoot's list holds
   * one message a conversation.
   */
  readonly partial?: boolean | null;
  /** When it last changed in Chatwoot. */
  readonly updatedAt?: Timestamp | Date | null;
  /** The kind of channel, as Chatwoot names it: `Channel::Whatsapp`. */
  readonly channel?: string | null;
  /** The agent whom it is assigned to, positive. */
  readonly assigneeId?: Id | null;
  /** The team which it is assigned to, positive. */
  readonly teamId?: Id | null;
  /** The priority that people gave it in Chatwoot; the library's own is `Priority`. */
  readonly chatwootPriority?: ChatwootPriority | null;
  /** What a template may name beside the customer's name: the policy declares which. */
  readonly variables?: Readonly<Record<string, CustomerText>> | null;
  /** What the service knows and the conversation does not say. */
  readonly facts?: FactsInput | null;
}

/** One message of a conversation. */
export interface Message {
  /** The message's number, positive; absent ids sort last among equal times. */
  readonly id: Id | null;
  /** Who wrote it. */
  readonly author: Author;
  /** The number of the person or bot that wrote it, in the service's own numbering. */
  readonly senderId: Id | null;
  /** What was written; absent for an attachment without words and for a deleted message. */
  readonly content: CustomerText | null;
  /** When it was written. */
  readonly createdAt: Timestamp;
  /**
   * When it was last edited, deleted or reported as delivered; absent where it is as it was
   * written.
   */
  readonly updatedAt: Timestamp | null;
  /** A note among agents: never the customer's words, never a reply to them. */
  readonly private: boolean;
  /** It did not reach the customer: no reply. */
  readonly failed: boolean;
  /**
   * A machine of the customer's wrote it (an out-of-office note, a mailer daemon): not the
   * customer's words.
   */
  readonly automatic: boolean;
  /**
   * The customer's words that stand beside the content, in the order in which they are read:
   * subject, transcripts, answers.
   */
  readonly extras: readonly MessageExtra[];
}

/** One message of a conversation. */
export interface MessageInput {
  /** The message's number, positive; absent ids sort last among equal times. */
  readonly id?: Id | null;
  /** Who wrote it. */
  readonly author: Author;
  /** The number of the person or bot that wrote it, in the service's own numbering. */
  readonly senderId?: Id | null;
  /** What was written; absent for an attachment without words and for a deleted message. */
  readonly content?: CustomerText | null;
  /** When it was written. */
  readonly createdAt: Timestamp | Date;
  /**
   * When it was last edited, deleted or reported as delivered; absent where it is as it was
   * written.
   */
  readonly updatedAt?: Timestamp | Date | null;
  /** A note among agents: never the customer's words, never a reply to them. */
  readonly private?: boolean | null;
  /** It did not reach the customer: no reply. */
  readonly failed?: boolean | null;
  /**
   * A machine of the customer's wrote it (an out-of-office note, a mailer daemon): not the
   * customer's words.
   */
  readonly automatic?: boolean | null;
  /**
   * The customer's words that stand beside the content, in the order in which they are read:
   * subject, transcripts, answers.
   */
  readonly extras?: readonly MessageExtra[] | null;
}

/** Words of the customer that stand beside a message's content. */
export interface MessageExtra {
  /** Where they stand. */
  readonly kind: ExtraKind;
  /** The words. */
  readonly text: CustomerText;
}

/** A decision that was taken on a conversation before. */
export interface PastDecision {
  /** What was done. The words of the decision log; without `chatwoot.` they are read as well. */
  readonly action: Action;
  /** When. */
  readonly at: Timestamp;
  /** Who did it, in the numbering of `Message.senderId`. */
  readonly actorId: Id | null;
  /** The template of the reply that was approved. */
  readonly templateId: string | null;
  /** The reply that was approved, as it was sent. */
  readonly replyBody: CustomerText | null;
  /** The message that the approved reply became. */
  readonly messageId: Id | null;
  /**
   * The contact's newest message that the operator had seen: it tells which messages of the
   * decision's own second came before it.
   */
  readonly seenMessageId: Id | null;
}

/** A decision that was taken on a conversation before. */
export interface PastDecisionInput {
  /** What was done. The words of the decision log; without `chatwoot.` they are read as well. */
  readonly action: Action;
  /** When. */
  readonly at: Timestamp | Date;
  /** Who did it, in the numbering of `Message.senderId`. */
  readonly actorId?: Id | null;
  /** The template of the reply that was approved. */
  readonly templateId?: string | null;
  /** The reply that was approved, as it was sent. */
  readonly replyBody?: CustomerText | null;
  /** The message that the approved reply became. */
  readonly messageId?: Id | null;
  /**
   * The contact's newest message that the operator had seen: it tells which messages of the
   * decision's own second came before it.
   */
  readonly seenMessageId?: Id | null;
}

/** The status of a conversation from an instant on. */
export interface StatusChange {
  /** The status from then on. */
  readonly status: Status;
  /** From when. */
  readonly at: Timestamp;
}

/** The status of a conversation from an instant on. */
export interface StatusChangeInput {
  /** The status from then on. */
  readonly status: Status;
  /** From when. */
  readonly at: Timestamp | Date;
}

/** What the service knows and the conversation does not say. */
export interface Facts {
  /** The refund in question; with it, amounts in the text are not read. */
  readonly refundAmount: Money | null;
  /** A refund is under way: the conversation must not be resolved. */
  readonly refundPending: boolean;
  /** A return is under way: the conversation must not be resolved. */
  readonly returnInProgress: boolean;
  /** A follow-up was promised: the conversation must not be resolved. */
  readonly followUpPromised: boolean;
  /** The customer asks for an exception to policy: a reason to escalate. */
  readonly policyException: boolean;
  /** The order has no tracking number: a shipping reply wants a sentence by hand. */
  readonly trackingMissing: boolean;
  /** When it was escalated, where the decision log does not say. */
  readonly escalatedAt: Timestamp | null;
  /** When a manager acknowledged the escalation outside the conversation. */
  readonly escalationAcknowledgedAt: Timestamp | null;
  /** When the first public reply was given, where the messages do not reach so far back. */
  readonly firstReplyAt: Timestamp | null;
  /** Since when the contact waits for an answer, where the messages do not reach so far back. */
  readonly waitingSince: Timestamp | null;
  /** The channel takes no reply now. */
  readonly cannotReply: boolean;
  /** The language that the customer writes in, such as `en`; absent: it is told from the text. */
  readonly language: string | null;
  /** What people, or another classifier, say of high-risk language in single messages. */
  readonly riskVerdicts: readonly RiskVerdict[];
}

/** What the service knows and the conversation does not say. */
export interface FactsInput {
  /** The refund in question; with it, amounts in the text are not read. */
  readonly refundAmount?: Money | null;
  /** A refund is under way: the conversation must not be resolved. */
  readonly refundPending?: boolean | null;
  /** A return is under way: the conversation must not be resolved. */
  readonly returnInProgress?: boolean | null;
  /** A follow-up was promised: the conversation must not be resolved. */
  readonly followUpPromised?: boolean | null;
  /** The customer asks for an exception to policy: a reason to escalate. */
  readonly policyException?: boolean | null;
  /** The order has no tracking number: a shipping reply wants a sentence by hand. */
  readonly trackingMissing?: boolean | null;
  /** When it was escalated, where the decision log does not say. */
  readonly escalatedAt?: Timestamp | Date | null;
  /** When a manager acknowledged the escalation outside the conversation. */
  readonly escalationAcknowledgedAt?: Timestamp | Date | null;
  /** When the first public reply was given, where the messages do not reach so far back. */
  readonly firstReplyAt?: Timestamp | Date | null;
  /** Since when the contact waits for an answer, where the messages do not reach so far back. */
  readonly waitingSince?: Timestamp | Date | null;
  /** The channel takes no reply now. */
  readonly cannotReply?: boolean | null;
  /** The language that the customer writes in, such as `en`; absent: it is told from the text. */
  readonly language?: string | null;
  /** What people, or another classifier, say of high-risk language in single messages. */
  readonly riskVerdicts?: readonly RiskVerdictInput[] | null;
}

/** What somebody says of the high-risk language in a message (SOP-CX-003). */
export interface RiskVerdict {
  /** The message that it is about, positive. */
  readonly messageId: Id;
  /** The category that it is about. */
  readonly category: RiskCategory;
  /** What is said. */
  readonly verdict: Verdict;
  /** Who says so: a person, or the name of a classifier. */
  readonly source: string | null;
}

/** What somebody says of the high-risk language in a message (SOP-CX-003). */
export interface RiskVerdictInput {
  /** The message that it is about, positive. */
  readonly messageId: Id;
  /** The category that it is about. */
  readonly category: RiskCategory;
  /** What is said. */
  readonly verdict: Verdict;
  /** Who says so: a person, or the name of a classifier. */
  readonly source?: string | null;
}

/** An amount of money in minor units (cents). */
export interface Money {
  /** The amount in the currency's minor unit, zero or more: 12 345 is 123.45 USD. */
  readonly amountMinor: MinorUnits;
  /** The ISO 4217 code: three capital letters. */
  readonly currency: Currency;
}

/** The number of a conversation, a message, a person, a team or an inbox: positive. */
export type Id = number;

/** How many of a currency's minor unit: zero or more. */
export type MinorUnits = number;

/** A currency by the form of its ISO 4217 code: three capital letters. */
export type Currency = string;

/** Where a conversation stands in Chatwoot. */
export type Status =
  /** Being worked on. */
  | "open"
  /** With a bot, or not yet triaged. */
  | "pending"
  /** Put off until a time or the next message. */
  | "snoozed"
  /** Closed. */
  | "resolved"
  /** A word that Chatwoot does not know today; never surfaced. */
  | "unknown";

/** Who wrote a message. */
export type Author =
  /** The customer. */
  | "contact"
  /** A person of the support team. */
  | "agent"
  /** An automatic reply: an agent bot, an automation rule, a campaign, a greeting. */
  | "bot"
  /** Chatwoot's own log lines ("Priya added refund"). */
  | "system";

/** Where the words of a `MessageExtra` stand. */
export type ExtraKind =
  /** The subject of an e-mail, without `Re:` and the like. */
  | "subject"
  /** The transcript of a voice note. */
  | "transcript"
  /** An answer to a form or a survey. */
  | "answer";

/** The priority that people give a conversation in Chatwoot, the lowest first. */
export type ChatwootPriority =
  /** It can wait. */
  | "low"
  /** As usual. */
  | "medium"
  /** Before others. */
  | "high"
  /** At once. */
  | "urgent";

/** Why a message is of high risk (runbook, "High-Risk Language"; SOP-CX-003). */
export type RiskCategory =
  /** Legal action, lawyers, courts, police reports. */
  | "legal"
  /** Regulators, consumer bodies, the press, exposure on social media. */
  | "regulator_press"
  /** An accusation of fraud, or a customer who is the victim of it. */
  | "fraud"
  /** A dispute of the payment, with the bank included. */
  | "chargeback"
  /** Violence against people or property. */
  | "threat"
  /** The customer may harm themselves. */
  | "self_harm"
  /** The customer asks for a manager. */
  | "manager_request"
  /** Insults and slurs at staff. */
  | "abuse";

/** Whether high-risk language is what it looks like. */
export type Verdict =
  /** It is none. */
  | "dismissed"
  /** It is. */
  | "confirmed";

/** What an operator did to a conversation. */
export type Action =
  /** A reply was approved and sent. */
  | "chatwoot.approve_send"
  /** The conversation was handed to a manager. */
  | "chatwoot.escalate"
  /** The conversation was closed. */
  | "chatwoot.mark_resolved";

/**
 * A point in time within the years 0001 to 9999 (RFC 3339); written in UTC with three digits and
 * `Z`.
 */
export type Timestamp = string;

/** Text that came from or is about a customer: message contents, names, matched words. */
export type CustomerText = string;
