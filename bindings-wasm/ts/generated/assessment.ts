// Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

import type { CustomerText, Id, RiskCategory, Status, Timestamp, Verdict } from "./conversation.js";
import type { Sla, SlaMetric } from "./sla.js";

/** What an engine says of one conversation at one time. */
export interface Assessment {
  /** The version of this document: `ASSESSMENT_SCHEMA_VERSION`. */
  readonly schemaVersion: number;
  /** The conversation's number. */
  readonly conversationId: Id;
  /** The time that was given. */
  readonly assessedAt: Timestamp;
  /** The policy that decided. */
  readonly policy: PolicyReference;
  /** The version of the library that decided. */
  readonly engineVersion: string;
  /** Where the conversation stands in Chatwoot. */
  readonly status: Status;
  /** Its labels, as they are. */
  readonly labels: readonly string[];
  /**
   * Whether it belongs on the list of conversations to act on: open or pending, with a priority.
   */
  readonly surfaced: boolean;
  /** How urgent it is; absent where it is not surfaced. */
  readonly priority: Priority | null;
  /** By when to act; absent where it is not surfaced. */
  readonly respondBy: Timestamp | null;
  /** The SLA clock. */
  readonly sla: Sla;
  /**
   * The policy's further clocks, in its order; as JSON the key is there only if the policy has any.
   */
  readonly metrics?: readonly SlaMetric[];
  /** Who must act. */
  readonly escalation: Escalation;
  /** Every reason to act, in the policy's order, surfaced or not. */
  readonly reasons: readonly Reason[];
  /** High-risk language, in the order of the messages and of the places in them. */
  readonly risk: readonly RiskFinding[];
  /** How the customer is named. */
  readonly customer: Customer;
  /** The reply that is drafted. */
  readonly suggestion: Suggestion | null;
  /** Whether the draft may be sent. */
  readonly approval: Approval;
  /** What is due after earlier decisions and not yet done. */
  readonly followUps: readonly FollowUp[];
  /** Whether the conversation may be closed. */
  readonly resolution: Resolution;
  /** When the newest message of any kind was written, else when the conversation was opened. */
  readonly lastMessageAt: Timestamp;
  /**
   * The first later millisecond at which the same conversation, untouched, is assessed differently
   * (`assessedAt`, `elapsedMs`, `overdueMs` and `remainingMs` aside); absent if never.
   */
  readonly nextChangeAt: Timestamp | null;
  /** The channel that the conversation came in by (Chatwoot: inbox). */
  readonly inboxId: Id | null;
  /** The team which it is assigned to. */
  readonly teamId: Id | null;
  /** The agent whom it is assigned to. */
  readonly assigneeId: Id | null;
  /** The language of the contact's latest messages, such as `en`; absent where it is not told. */
  readonly language: string | null;
  /** Whether earlier messages may be missing. */
  readonly partial: boolean;
  /** Until when the channel takes a reply; absent where the policy knows no end of it. */
  readonly replyWindow: ReplyWindow | null;
  /** The present episode: what happened since the latest resolution. */
  readonly episode: Episode;
}

/** Which policy decided. */
export interface PolicyReference {
  /** The policy's name. */
  readonly name: string;
  /** The document's version. */
  readonly version: string;
  /** The SHA-256 of its canonical form: `Policy.fingerprint`. */
  readonly fingerprint: string;
}

/** Until when the channel takes a reply. */
export interface ReplyWindow {
  /** When it ends. */
  readonly endsAt: Timestamp;
  /** Whether it has ended: from `endsAt` on. */
  readonly closed: boolean;
}

/** What happened since the latest resolution; without one, everything. */
export interface Episode {
  /** When it started: at the latest resolution, else when the conversation was opened. */
  readonly startedAt: Timestamp;
  /** Which of the conversation's it is, from 1. */
  readonly number: number;
}

/** Who must act, and whether at once. */
export interface Escalation {
  /** The highest level of all reasons; l1 without any. */
  readonly level: EscalationLevel;
  /** Whether one of the reasons asks for immediate escalation and none came since. */
  readonly immediate: boolean;
}

/** A reason to act. */
export interface Reason {
  /** Which one. */
  readonly code: ReasonCode;
  /** The SOP that asks for it. */
  readonly sop: string;
  /**
   * What it rests on, for people; never a customer's words, never relative to the time of the
   * assessment.
   */
  readonly detail: string;
}

/** High-risk language in a message: what it is a sign of, by which cue, and where. */
export interface RiskFinding {
  /** What it is a sign of. */
  readonly category: RiskCategory;
  /** The id of the cue that fired. */
  readonly cue: string;
  /** How sure it is. */
  readonly confidence: Confidence;
  /** The message, where one with an id was scanned. */
  readonly messageId: Id | null;
  /** The entry of the message's extras that it stands in; absent: the content. */
  readonly extra: number | null;
  /**
   * Where it starts in the text, in Unicode code points; absent, as `end` and `matched`, where it
   * rests on a verdict alone.
   */
  readonly start: number | null;
  /** Where it ends, in Unicode code points, exclusive. */
  readonly end: number | null;
  /** The words that stand there. */
  readonly matched: CustomerText | null;
  /** What the facts say of it. */
  readonly verdict: Verdict | null;
}

/** How the customer is named in a reply. */
export interface Customer {
  /** The name. */
  readonly name: CustomerText;
  /** Where it comes from. */
  readonly source: NameSource;
  /** Why the first of the contact's names is not it; absent where it is. */
  readonly why: NameProblem | null;
}

/** A drafted reply (SOP-CX-002). */
export interface Suggestion {
  /** The template. */
  readonly templateId: string;
  /** The template's name for people. */
  readonly label: string;
  /** The reply, with the customer's name in it. */
  readonly body: CustomerText;
  /** What the customer writes about: an id of the policy's `reply.topics`, or `other`. */
  readonly topic: string;
  /** What decided the topic: ids of cues, or `label:` and the label. */
  readonly cues: readonly string[];
}

/** The topic of a text, with the cues that spoke for it. */
export interface TopicMatch {
  /** The topic: an id of the policy's `reply.topics`, or `other`. */
  readonly topic: string;
  /** The ids of the cues that spoke for it, in the order of the policy; empty for `other`. */
  readonly cues: readonly string[];
}

/** Whether a draft may be sent (SOP-CX-002). */
export interface Approval {
  /** Whether nothing blocks. */
  readonly allowed: boolean;
  /** What blocks. */
  readonly blockers: readonly Blocker[];
  /** What is worth a look first; it does not block. */
  readonly warnings: readonly Warning[];
}

/** Something that is due after a decision and not yet done. */
export interface FollowUp {
  /** What is due. */
  readonly kind: FollowUpKind;
  /** By when. */
  readonly dueAt: Timestamp;
  /** Whether it is late: strictly after `dueAt`. */
  readonly overdue: boolean;
}

/** Whether a conversation may be marked resolved, and why. */
export interface Resolution {
  /** Whether it may: there is a basis and nothing stands against it. */
  readonly allowed: boolean;
  /** What allows it, also where something stands against it. */
  readonly basis: ResolutionBasis | null;
  /** What stands against it. */
  readonly blockers: readonly ResolutionBlocker[];
  /**
   * From when there is a basis: the confirmation, else the end of the quiet time once the contact's
   * last message is answered; inclusive.
   */
  readonly eligibleAt: Timestamp | null;
}

/** How urgent a conversation is (SOP-CX-001). */
export type Priority =
  /** Act at once. */
  | "p1"
  /** Answer within 30 minutes of the breach. */
  | "p2"
  /** Review within an hour of the cause. */
  | "p3";

/** Who must act (runbook, "Escalation Ladder"). */
export type EscalationLevel =
  /** CX agent. */
  | "l1"
  /** CX lead. */
  | "l2"
  /** Operations manager. */
  | "l3";

/** Why a conversation is looked at. */
export type ReasonCode =
  /** A threat of legal action, a lawyer, a court, a police report. */
  | "legal"
  /** A regulator, a consumer body, the press, exposure on social media. */
  | "regulator_press"
  /** An accusation of fraud, or the customer a victim of it. */
  | "fraud"
  /** A dispute with the bank. */
  | "chargeback"
  /** Violence against people or property. */
  | "threat"
  /** The customer may harm themselves. */
  | "self_harm"
  /** The customer asks for a manager. */
  | "manager_request"
  /** No draft could be made for a surfaced conversation. */
  | "suggestion_missing"
  /** The refund is over the limit. */
  | "refund_over_limit"
  /** An exception to policy is asked for. */
  | "policy_exception"
  /** Insults and slurs at staff. */
  | "abuse"
  /** A manager has not acknowledged or updated an escalation in time. */
  | "manager_follow_up_overdue"
  /** The conversation carries an escalation label. */
  | "escalation_label"
  /** Labelled complex, or many messages without an answer. */
  | "complex_issue"
  /** The customer did not react to an approved reply in time. */
  | "no_acknowledgement"
  /** The SLA is breached. */
  | "sla_breached"
  /** A response clock that surfaces is breached. */
  | "response_breached"
  /** The channel soon takes no reply, and the contact waits for one. */
  | "reply_window_closing"
  /** The customer wrote soon after the conversation was marked resolved. */
  | "rapid_reopen";

/** How sure a finding is. */
export type Confidence =
  /** The words say so. */
  | "high"
  /** The words may mean something else. */
  | "low";

/** Where the name in a reply comes from. */
export type NameSource =
  /** One of the contact's names. */
  | "contact"
  /** The policy's fallback. */
  | "fallback";

/** Why none of a contact's names may stand in a reply: what is wrong with the first of them. */
export type NameProblem =
  /** It shows nothing: blanks, control and invisible characters. */
  | "blank"
  /** An e-mail address without a name beside it. */
  | "email"
  /**
   * A phone number without a name beside it: at least seven digits, nothing but the signs that
   * people write between them.
   */
  | "phone"
  /** Digits, signs or pictures, but no letter. */
  | "no_letters"
  /** Made up by the chat tool ("morning-rain-190", "John Doe"). */
  | "generated"
  /** The contact has no name. */
  | "missing";

/** What stands against sending a draft. */
export type Blocker =
  /** There is no draft. */
  | "no_suggestion"
  /** The conversation is with a manager. */
  | "escalation_label"
  /** The customer asks for a manager. */
  | "manager_request"
  /** There is high-risk language, abuse included. */
  | "high_risk_finding"
  /** The refund is over the limit. */
  | "refund_over_limit"
  /** The refund's amount cannot be held against a limit. */
  | "refund_amount_unverified"
  /** An exception to policy is asked for. */
  | "policy_exception"
  /** The channel takes no reply now. */
  | "cannot_reply"
  /** The customer writes in a language that is not read. */
  | "language_unread";

/** What is worth a look before a draft is sent; it does not block. */
export type Warning =
  /** The contact has no usable name. */
  | "name_fallback"
  /** The last word is the team's already. */
  | "already_answered"
  /** High-risk words stand there that are no finding: clearly negated ones, or weak cues. */
  | "high_risk_mention"
  /** The refund is in another currency than the limit. */
  | "refund_amount_unverified"
  /** A refund is offered whose amount is not known. */
  | "refund_amount_unknown"
  /** A shipping reply, and the order has no tracking number. */
  | "tracking_missing"
  /** Earlier messages may be missing. */
  | "partial_history"
  /** The draft is the text of the last public reply again. */
  | "repeated_reply"
  /** The draft promises to come back. */
  | "promises_follow_up"
  /** A manager has answered in public since the escalation. */
  | "manager_answered"
  /** An escalation is open, and its label is missing. */
  | "escalation_label_missing"
  /** The escalation label is an earlier episode's. */
  | "escalation_label_stale"
  /** Nobody knows when the escalation label was set. */
  | "escalation_time_unknown"
  /** The draft is not in the customer's language. */
  | "reply_language"
  /** The customer writes in a language that is not read. */
  | "language_unread"
  /** A verdict is about no message of the contact's that is known. */
  | "verdict_unknown";

/** What is due after a decision. */
export type FollowUpKind =
  /** The customer's reaction to an approved reply. */
  | "acknowledgement"
  /** The operator's own follow-up on a promise. */
  | "operator_reminder"
  /** A manager's acknowledgement of an escalation. */
  | "manager_acknowledgement"
  /** A manager's resolution or update of an escalation. */
  | "manager_update";

/** What allows a conversation to be closed. */
export type ResolutionBasis =
  /** The contact's newest message says that the issue is resolved. */
  | "customer_confirmed"
  /** The contact has been silent for 48 hours after an answer. */
  | "quiet_48h";

/** What stands against closing a conversation ("Do NOT mark resolved if"). */
export type ResolutionBlocker =
  /** A refund is under way. */
  | "refund_pending"
  /** A return is under way. */
  | "return_in_progress"
  /** A follow-up was promised and has not come yet. */
  | "follow_up_promised"
  /** A reason of high risk is still immediate: nobody has escalated it. */
  | "high_risk_open"
  /** A manager still owes an acknowledgement or an update. */
  | "escalation_open";
