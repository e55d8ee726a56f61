// Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

import type { EscalationLevel, PolicyReference, Priority, ReasonCode, Warning } from "./assessment.js";
import type { Action, CustomerText, Id, RiskVerdict, Timestamp } from "./conversation.js";
import type { Diagnostic } from "./errors.js";

/** An operator approves a reply (SOP-CX-002). */
export interface ApproveSend {
  /** The reply to send; absent: the suggestion as it is. A blank one refuses. */
  readonly reply: CustomerText | null;
  /** Whether the reply came from a model. */
  readonly aiSuggestionUsed: boolean;
  /** What the service keeps of the model's suggestion; recorded only where it was used. */
  readonly aiSuggestion: JsonText | null;
  /** How the operator grades the suggestion. */
  readonly grades: Grades | null;
  /** The operator's e-mail address; absent where the service knows only the shop. */
  readonly operatorEmail: string | null;
  /** Who acts; absent: the operator's e-mail, else the shop. */
  readonly actor: string | null;
  /**
   * The operator in the numbering of `Message.senderId`: it tells a manager's note from the
   * operator's own. One that is not positive is refused (`invalid_actor_id`), with whatever else
   * stands against the action.
   */
  readonly actorId: number | null;
  /** The shop's domain. */
  readonly shopDomain: string | null;
  /** What the operator adds; it becomes the event's rationale. A blank one is none. */
  readonly note: CustomerText | null;
  /**
   * The newest message that the operator has seen. Given, it must be the contact's newest public
   * one or stand behind it in the conversation, else the draft is stale; absent, nothing is
   * compared.
   */
  readonly seenMessageId: Id | null;
  /**
   * Why to act against what stands against it; blank, and invisible characters alone, are the same
   * as absent. Who may override is the service's to check.
   */
  readonly overrideReason: CustomerText | null;
  /** Where the evidence lies. */
  readonly evidenceUrl: string | null;
  /**
   * The event's id, not blank and without control characters; absent: derived, so that a retry has
   * the same.
   */
  readonly id: string | null;
}

/** An operator approves a reply (SOP-CX-002). */
export interface ApproveSendInput {
  /** The reply to send; absent: the suggestion as it is. A blank one refuses. */
  readonly reply?: CustomerText | null;
  /** Whether the reply came from a model. */
  readonly aiSuggestionUsed?: boolean | null;
  /** What the service keeps of the model's suggestion; recorded only where it was used. */
  readonly aiSuggestion?: JsonText | null;
  /** How the operator grades the suggestion. */
  readonly grades?: Grades | null;
  /** The operator's e-mail address; absent where the service knows only the shop. */
  readonly operatorEmail?: string | null;
  /** Who acts; absent: the operator's e-mail, else the shop. */
  readonly actor?: string | null;
  /**
   * The operator in the numbering of `Message.senderId`: it tells a manager's note from the
   * operator's own. One that is not positive is refused (`invalid_actor_id`), with whatever else
   * stands against the action.
   */
  readonly actorId?: number | null;
  /** The shop's domain. */
  readonly shopDomain?: string | null;
  /** What the operator adds; it becomes the event's rationale. A blank one is none. */
  readonly note?: CustomerText | null;
  /**
   * The newest message that the operator has seen. Given, it must be the contact's newest public
   * one or stand behind it in the conversation, else the draft is stale; absent, nothing is
   * compared.
   */
  readonly seenMessageId?: Id | null;
  /**
   * Why to act against what stands against it; blank, and invisible characters alone, are the same
   * as absent. Who may override is the service's to check.
   */
  readonly overrideReason?: CustomerText | null;
  /** Where the evidence lies. */
  readonly evidenceUrl?: string | null;
  /**
   * The event's id, not blank and without control characters; absent: derived, so that a retry has
   * the same.
   */
  readonly id?: string | null;
}

/** An operator hands a conversation to a manager (SOP-CX-003). */
export interface Escalate {
  /** Why. */
  readonly reason: EscalationReason;
  /** Why, in words; required where the reason is another one. */
  readonly reasonText: CustomerText | null;
  /** What the manager has to know. */
  readonly handOff: HandOff | null;
  /** The operator's e-mail address; absent where the service knows only the shop. */
  readonly operatorEmail: string | null;
  /** Who acts; absent: the operator's e-mail, else the shop. */
  readonly actor: string | null;
  /**
   * The operator in the numbering of `Message.senderId`: it tells a manager's note from the
   * operator's own. One that is not positive is refused (`invalid_actor_id`), with whatever else
   * stands against the action.
   */
  readonly actorId: number | null;
  /** The shop's domain. */
  readonly shopDomain: string | null;
  /** What the operator adds; it becomes the event's rationale. A blank one is none. */
  readonly note: CustomerText | null;
  /**
   * The newest message that the operator has seen. Given, it must be the contact's newest public
   * one or stand behind it in the conversation, else the draft is stale; absent, nothing is
   * compared.
   */
  readonly seenMessageId: Id | null;
  /**
   * Why to act against what stands against it; blank, and invisible characters alone, are the same
   * as absent. Who may override is the service's to check.
   */
  readonly overrideReason: CustomerText | null;
  /** Where the evidence lies. */
  readonly evidenceUrl: string | null;
  /**
   * The event's id, not blank and without control characters; absent: derived, so that a retry has
   * the same.
   */
  readonly id: string | null;
}

/** An operator hands a conversation to a manager (SOP-CX-003). */
export interface EscalateInput {
  /** Why. */
  readonly reason: EscalationReason;
  /** Why, in words; required where the reason is another one. */
  readonly reasonText?: CustomerText | null;
  /** What the manager has to know. */
  readonly handOff?: HandOff | null;
  /** The operator's e-mail address; absent where the service knows only the shop. */
  readonly operatorEmail?: string | null;
  /** Who acts; absent: the operator's e-mail, else the shop. */
  readonly actor?: string | null;
  /**
   * The operator in the numbering of `Message.senderId`: it tells a manager's note from the
   * operator's own. One that is not positive is refused (`invalid_actor_id`), with whatever else
   * stands against the action.
   */
  readonly actorId?: number | null;
  /** The shop's domain. */
  readonly shopDomain?: string | null;
  /** What the operator adds; it becomes the event's rationale. A blank one is none. */
  readonly note?: CustomerText | null;
  /**
   * The newest message that the operator has seen. Given, it must be the contact's newest public
   * one or stand behind it in the conversation, else the draft is stale; absent, nothing is
   * compared.
   */
  readonly seenMessageId?: Id | null;
  /**
   * Why to act against what stands against it; blank, and invisible characters alone, are the same
   * as absent. Who may override is the service's to check.
   */
  readonly overrideReason?: CustomerText | null;
  /** Where the evidence lies. */
  readonly evidenceUrl?: string | null;
  /**
   * The event's id, not blank and without control characters; absent: derived, so that a retry has
   * the same.
   */
  readonly id?: string | null;
}

/** An operator closes a conversation (SOP-CX-004). */
export interface MarkResolved {
  /** The operator's e-mail address; absent where the service knows only the shop. */
  readonly operatorEmail: string | null;
  /** Who acts; absent: the operator's e-mail, else the shop. */
  readonly actor: string | null;
  /**
   * The operator in the numbering of `Message.senderId`: it tells a manager's note from the
   * operator's own. One that is not positive is refused (`invalid_actor_id`), with whatever else
   * stands against the action.
   */
  readonly actorId: number | null;
  /** The shop's domain. */
  readonly shopDomain: string | null;
  /** What the operator adds; it becomes the event's rationale. A blank one is none. */
  readonly note: CustomerText | null;
  /**
   * The newest message that the operator has seen. Given, it must be the contact's newest public
   * one or stand behind it in the conversation, else the draft is stale; absent, nothing is
   * compared.
   */
  readonly seenMessageId: Id | null;
  /**
   * Why to act against what stands against it; blank, and invisible characters alone, are the same
   * as absent. Who may override is the service's to check.
   */
  readonly overrideReason: CustomerText | null;
  /** Where the evidence lies. */
  readonly evidenceUrl: string | null;
  /**
   * The event's id, not blank and without control characters; absent: derived, so that a retry has
   * the same.
   */
  readonly id: string | null;
}

/** An operator closes a conversation (SOP-CX-004). */
export interface MarkResolvedInput {
  /** The operator's e-mail address; absent where the service knows only the shop. */
  readonly operatorEmail?: string | null;
  /** Who acts; absent: the operator's e-mail, else the shop. */
  readonly actor?: string | null;
  /**
   * The operator in the numbering of `Message.senderId`: it tells a manager's note from the
   * operator's own. One that is not positive is refused (`invalid_actor_id`), with whatever else
   * stands against the action.
   */
  readonly actorId?: number | null;
  /** The shop's domain. */
  readonly shopDomain?: string | null;
  /** What the operator adds; it becomes the event's rationale. A blank one is none. */
  readonly note?: CustomerText | null;
  /**
   * The newest message that the operator has seen. Given, it must be the contact's newest public
   * one or stand behind it in the conversation, else the draft is stale; absent, nothing is
   * compared.
   */
  readonly seenMessageId?: Id | null;
  /**
   * Why to act against what stands against it; blank, and invisible characters alone, are the same
   * as absent. Who may override is the service's to check.
   */
  readonly overrideReason?: CustomerText | null;
  /** Where the evidence lies. */
  readonly evidenceUrl?: string | null;
  /**
   * The event's id, not blank and without control characters; absent: derived, so that a retry has
   * the same.
   */
  readonly id?: string | null;
}

/** How an operator grades a suggestion, each from 1 to 5. */
export interface Grades {
  /** Whether it sounds right. */
  readonly tone: number;
  /** Whether it is true. */
  readonly accuracy: number;
  /** Whether it follows the shop's policy. */
  readonly policy: number;
}

/** The note to the manager ("internal note summarizing issue + customer expectation"). */
export interface HandOff {
  /** What it is about. */
  readonly issue: CustomerText;
  /** What the customer expects. */
  readonly customerExpectation: CustomerText;
}

/**
 * A decision that an operator took, as it goes to the decision log (runbook, "Decision Logging").
 */
export interface DecisionEvent {
  /** The version of this document: `EVENT_SCHEMA_VERSION`. */
  readonly schemaVersion: number;
  /**
   * The id that was given, else the derived one: SHA-256 in lower-case hex over action,
   * conversation, actor, the operator's input without `aiSuggestion`, the contact's newest message
   * and the number of past decisions. A retry that passes the same decisions has the same id,
   * whatever the time and the policy.
   */
  readonly id: string;
  /** What was done. */
  readonly action: Action;
  /** The part of the log that it belongs to. */
  readonly scope: string;
  /** When it was decided. */
  readonly occurredAt: Timestamp;
  /** Who did it: the actor that was given, else the operator's e-mail, else the shop. */
  readonly actor: string;
  /** The actor in the numbering of `Message.senderId`. */
  readonly actorId: Id | null;
  /**
   * The contact's newest message that the operator had seen, as the input told it; with it the
   * decision, read back from the log, is known to have come after that message.
   */
  readonly seenMessageId: Id | null;
  /** Why: the operator's note, else the policy's words for the action. */
  readonly rationale: CustomerText;
  /** The shop's domain. */
  readonly shopDomain: string | null;
  /** The conversation: `chatwoot:` and its number. */
  readonly externalRef: string;
  /** Where the evidence lies. */
  readonly evidenceUrl: string | null;
  /** The policy that was in force. */
  readonly policy: PolicyReference;
  /** The version of the library that decided. */
  readonly engineVersion: string;
  /** How the conversation was assessed at that moment. */
  readonly assessment: AssessmentSummary;
  /** What is worth a second look in the action itself. */
  readonly warnings: readonly DecisionWarning[];
  /** What the action says of itself. */
  readonly payload: DecisionPayload;
  /**
   * The keys in whose text something personal was replaced (`DecisionEvent.redacted`): `rationale`,
   * else a JSON Pointer into the payload without its first slash.
   */
  readonly redacted: readonly string[];
}

/** How the conversation was assessed when the decision was taken. */
export interface AssessmentSummary {
  /** How urgent it was; absent where it was not surfaced. */
  readonly priority: Priority | null;
  /** Who was to act. */
  readonly level: EscalationLevel;
  /** Every reason to act. */
  readonly reasons: readonly ReasonCode[];
  /** The template of the suggestion. */
  readonly templateId: string | null;
  /** The cues that decided, each once: of the findings, then of the suggestion's topic. */
  readonly cues: readonly string[];
  /** The verdicts on findings that the assessment rested on. */
  readonly verdicts: readonly RiskVerdict[];
  /**
   * Whether the reply that was sent is another text than the suggestion, blanks around it aside.
   */
  readonly edited: boolean;
  /** Whether something stood against the action, and a reason overrode it. */
  readonly overridden: boolean;
  /** What was worth a second look before the draft was sent. */
  readonly warnings: readonly Warning[];
}

/** What an approved reply says of itself. */
export interface ApproveSendPayload {
  /** The conversation's number. */
  readonly conversationId: Id;
  /** The operator's e-mail address. */
  readonly operatorEmail: string | null;
  /** What the operator added. */
  readonly note: CustomerText | null;
  /** The reply to send, without blanks around it. */
  readonly replyBody: CustomerText;
  /** Whether it came from a model. */
  readonly aiSuggestionUsed: boolean;
  /** What the service keeps of the model's suggestion. */
  readonly aiSuggestion: JsonText | null;
  /** How the operator graded the suggestion. */
  readonly grades: Grades | null;
  /** What the operator acted against. */
  readonly overridden: Override | null;
}

/** What an escalation says of itself. */
export interface EscalatePayload {
  /** The conversation's number. */
  readonly conversationId: Id;
  /** The operator's e-mail address. */
  readonly operatorEmail: string | null;
  /** What the operator added. */
  readonly note: CustomerText | null;
  /** Why. */
  readonly reason: EscalationReason;
  /** Why, in words. */
  readonly reasonText: CustomerText | null;
  /** What the manager has to know. */
  readonly handOff: HandOff | null;
  /**
   * The labels to write: those of the conversation and the escalation label. Chatwoot's label call
   * overwrites all, so all stand here.
   */
  readonly labels: readonly string[];
  /** What the operator acted against. */
  readonly overridden: Override | null;
}

/** What a resolution says of itself. */
export interface MarkResolvedPayload {
  /** The conversation's number. */
  readonly conversationId: Id;
  /** The operator's e-mail address. */
  readonly operatorEmail: string | null;
  /** What the operator added. */
  readonly note: CustomerText | null;
  /**
   * The labels to write: those of the conversation without the escalation labels. Chatwoot's label
   * call overwrites all, so all that stay stand here. Absent where the event that was read has
   * none.
   */
  readonly labels: readonly string[] | null;
  /** What the operator acted against. */
  readonly overridden: Override | null;
}

/** What an operator acted against, and why. */
export interface Override {
  /** Why. */
  readonly reason: CustomerText;
  /** What stood against it. */
  readonly blockers: readonly RefusalBlocker[];
}

/** A decision log as it was read. Lines are counted from 1, blank ones too. */
export interface DecisionLog {
  /** The events, in their order; of several with one id the first. */
  readonly events: readonly DecisionEvent[];
  /** Events of a newer schema version, kept as they are. */
  readonly unknown: readonly UnknownEvent[];
  /** Lines that cannot be read. */
  readonly rejected: readonly RejectedLine[];
  /** Lines whose id an earlier one has: retries that were written twice. */
  readonly duplicates: readonly DuplicateLine[];
}

/** An event of a newer schema version. */
export interface UnknownEvent {
  /** The line's number. */
  readonly line: number;
  /** The event's schema version. */
  readonly schemaVersion: number;
  /** The event's id, where it has one. */
  readonly id: string | null;
  /** The event, byte for byte. */
  readonly document: JsonText;
}

/** A line that cannot be read. */
export interface RejectedLine extends Diagnostic {
  /** The line's number. */
  readonly line: number;
}

/** A line whose id an earlier one has. */
export interface DuplicateLine {
  /** The line's number. */
  readonly line: number;
  /** The id. */
  readonly id: string;
  /** The number of the line that has it first. */
  readonly firstLine: number;
}

/** SOP-CX-003's valid reasons for an escalation. */
export type EscalationReason =
  /** An exception to policy is asked for. */
  | "policy_exception"
  /** The refund is over the limit. */
  | "refund_over_limit"
  /** A legal concern, or a suspicion of fraud. */
  | "legal_or_fraud"
  /** The customer is abusive. */
  | "abusive_language"
  /** The customer asks for a manager. */
  | "manager_request"
  /** There is no draft. */
  | "suggestion_missing"
  /** A dispute with the bank. */
  | "chargeback"
  /** A threat of violence, or of self-harm. */
  | "threat"
  /** Another one, said in words. */
  | "other";

/** One thing that stands against an action. */
export type RefusalBlocker =
  /** There is no text to send. */
  | "blank_reply"
  /** The operator's e-mail address is not one. */
  | "malformed_operator_email"
  /** Neither actor, operator e-mail nor shop says who acts. */
  | "missing_actor"
  /** A grade lies outside 1 to 5. */
  | "invalid_grades"
  /** Another reason to escalate is not said in words. */
  | "missing_reason_text"
  /** A part of the hand-off note is blank. */
  | "blank_hand_off"
  /** The actor's id is not positive. */
  | "invalid_actor_id"
  /** The id that is given is blank or holds a control character. */
  | "invalid_id"
  /** The operator has not seen the contact's newest message. */
  | "stale_draft"
  /** The conversation is resolved. */
  | "already_resolved"
  /** There is no draft. */
  | "no_suggestion"
  /** The conversation is with a manager. */
  | "escalation_label"
  /** The customer asks for a manager. */
  | "manager_request"
  /** There is high-risk language. */
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
  | "language_unread"
  /** A refund is under way. */
  | "refund_pending"
  /** A return is under way. */
  | "return_in_progress"
  /** A follow-up was promised and has not come yet. */
  | "follow_up_promised"
  /** Nobody has escalated what is of high risk. */
  | "high_risk_open"
  /** A manager still owes an acknowledgement or an update. */
  | "escalation_open"
  /** The customer has neither confirmed nor been silent long enough after a reply. */
  | "not_confirmed";

/** What kind of refusal it is. The first four cannot be overridden. */
export type RefusalCode =
  /** The reply is blank. */
  | "blank_reply"
  /** The operator's e-mail address is not one. */
  | "malformed_operator_email"
  /** Nothing says who acts. */
  | "missing_actor"
  /** A value of the input is not one of those allowed. */
  | "invalid_input"
  /** The operator has not seen the contact's newest message. */
  | "stale_draft"
  /** The conversation is resolved. */
  | "already_resolved"
  /** The reply may not be sent. */
  | "blocked_approval"
  /** The conversation may not be closed. */
  | "resolution_not_allowed";

/** What is worth a second look in an action, beside what the assessment says. */
export type DecisionWarning =
  /**
   * An escalation without the note to the manager (SOP-CX-003: "Add internal note summarizing issue
   * + customer expectation").
   */
  | "hand_off_missing";

/** Any JSON value. */
export type JsonText = unknown;

/** What an assessment says, in words for the operator. */
export interface OperatorTexts {
  /**
   * The internal note for the manager (SOP-CX-003: "Add internal note summarizing issue + customer
   * expectation"): the level by its name in the policy, why, the issue and the expectation where
   * they were given, and the SLA.
   */
  readonly handOffNote: CustomerText;
  /** How the SLA stands ("document SLA timer in note"): "SLA due 08:30Z, 4 min left, p3". */
  readonly slaTimerNote: string;
  /**
   * A sentence for each code that the assessment names: reasons, blockers, warnings and what stands
   * against closing.
   */
  readonly sentences: Readonly<Record<string, string>>;
}

/** What an action says of itself. On the wire it has no tag: the event's action tells which. */
export type DecisionPayload = ApproveSendPayload | EscalatePayload | MarkResolvedPayload;

/** A row of the service's `DecisionLog` table. */
export interface DecisionLogRow {
  /** The part of the log. */
  readonly scope: string;
  /** Who acted. */
  readonly actor: string;
  /** What was done, as the log writes it. */
  readonly action: string;
  /** Why. */
  readonly rationale: CustomerText;
  /** Where the evidence lies. */
  readonly evidenceUrl: string | null;
  /** The shop's domain. */
  readonly shopDomain: string | null;
  /** The conversation. */
  readonly externalRef: string;
  /**
   * The event's payload, and under the key `event` its schema version, id, policy, engine version,
   * assessment and redacted keys.
   */
  readonly payload: JsonText;
  /** When it was decided. */
  readonly createdAt: Timestamp;
}
