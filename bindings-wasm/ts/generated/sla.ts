// Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

import type { Timestamp } from "./conversation.js";

/** How a conversation stands against its SLA at the time of the assessment. */
export interface Sla {
  /** The state of the clock. */
  readonly state: SlaState;
  /** When the clock started. */
  readonly clockStart: Timestamp;
  /** Why it started then. */
  readonly clockReason: ClockReason;
  /**
   * The deadline: when the target has passed since the start of the clock, on the policy's calendar
   * and without pauses. Absent where no clock runs, and where the calendar does not get so far.
   */
  readonly dueAt: Timestamp | null;
  /** The deadline once it is breached: strictly after it. */
  readonly breachedAt: Timestamp | null;
  /** Milliseconds since the deadline, 0 up to it. */
  readonly overdueMs: number;
  /** Milliseconds up to the deadline, 0 from it on. */
  readonly remainingMs: number;
}

/** What a further clock of the policy shows at the time of the assessment. */
export interface SlaMetric {
  /** What is measured. */
  readonly metric: MetricKind;
  /** The state of the clock. */
  readonly state: MetricState;
  /** When the clock started; absent where nothing has started it yet. */
  readonly clockStart: Timestamp | null;
  /** When it stopped; absent while it goes on. */
  readonly stoppedAt: Timestamp | null;
  /** The target that fits, in milliseconds of the metric's calendar; absent where none does. */
  readonly targetMs: number | null;
  /**
   * The deadline. Absent where the clock does not apply, while it is paused, and where the calendar
   * does not get so far.
   */
  readonly dueAt: Timestamp | null;
  /** The deadline once it is breached: strictly after it. */
  readonly breachedAt: Timestamp | null;
  /** Milliseconds that count, from the start to now or to the stop: open and not paused. */
  readonly elapsedMs: number;
  /** Milliseconds since the deadline, whether they count or not, up to the stop; 0 up to it. */
  readonly overdueMs: number;
  /**
   * Milliseconds up to the deadline, whether they count or not; 0 from it on, and where the clock
   * has stopped.
   */
  readonly remainingMs: number;
}

/** Why a clock shows what it shows at a time: what counted and what did not. */
export interface SlaExplanation {
  /** The clock. */
  readonly clock: SlaClock;
  /** When it started. */
  readonly start: Timestamp;
  /** When it stopped, else the time that was given. */
  readonly until: Timestamp;
  /** What it is to stay within, in milliseconds that count. */
  readonly targetMs: number;
  /** Milliseconds that count, from the start on: open and not paused. */
  readonly elapsedMs: number;
  /** The deadline, as the assessment shows it. */
  readonly dueAt: Timestamp | null;
  /** Every stretch of time, in order, with whether it counts and why. */
  readonly intervals: readonly Interval[];
}

/** A stretch of time that counts as a whole, or does not. */
export interface Interval {
  /** Its first instant. */
  readonly start: Timestamp;
  /** The first instant after it. */
  readonly end: Timestamp;
  /** Whether it counts towards the elapsed time. */
  readonly counted: boolean;
  /** Why. */
  readonly reason: IntervalReason;
}

/** The state of an SLA clock. */
export type SlaState =
  /** Up to the deadline, the deadline itself included. */
  | "within"
  /** Within, and no more than the policy's margin remains. */
  | "at_risk"
  /** After the deadline. */
  | "breached"
  /** The policy pauses the clock in this status. */
  | "paused"
  /** No clock runs in this status. */
  | "not_applicable";

/** Why the clock started when it did. */
export type ClockReason =
  /** The conversation was opened then. */
  | "creation"
  /** The contact's first message, where ours opened the conversation. */
  | "first_message"
  /** The contact wrote soon after the conversation was resolved. */
  | "rapid_reopen"
  /** The contact wrote again, later than that. */
  | "reopen"
  /** The conversation was opened again and the contact has not written since. */
  | "status_change";

/** What a further clock measures. */
export type MetricKind =
  /**
   * Of the present episode: from the start of its clock to the first public reply of a person after
   * the contact's first message: what we wrote before it answers nothing.
   */
  | "first_response"
  /**
   * Of the present episode: from the contact's first public message after a reply to the next
   * reply: one clock however many messages the contact adds. The latest such wait is shown.
   */
  | "next_response"
  /**
   * From creation to the resolution. It goes on where the conversation is reopened, without the
   * time that it was resolved.
   */
  | "resolution";

/** The state of a further clock. */
export type MetricState =
  /** It goes, up to the deadline, the deadline itself included. */
  | "within"
  /** Within, and no more than the metric's margin remains. */
  | "at_risk"
  /** It goes, after the deadline; also where it was paused only after it. */
  | "breached"
  /** It stands still in this status. */
  | "paused"
  /** It stopped by the deadline, the deadline itself included. */
  | "met"
  /** It stopped after the deadline. */
  | "missed"
  /** Nothing has started it, no target fits, or it does not go in this status. */
  | "not_applicable";

/** Which clock an explanation is of. */
export type SlaClock =
  /** The clock that decides the priority (SOP-CX-001). */
  | "main"
  /** The metric of that name. */
  | "first_response"
  /** The metric of that name. */
  | "next_response"
  /** The metric of that name. */
  | "resolution";

/** Why an interval counts, or does not. */
export type IntervalReason =
  /** Open, and not paused: counted. */
  | "open"
  /** Outside of the opening hours. */
  | "closed"
  /** On a holiday, whatever the opening hours. */
  | "holiday"
  /** In a break of the date, whatever the opening hours, and not on a holiday. */
  | "break"
  /** Open, but the clock was paused. */
  | "paused"
  /** Before the clock started. */
  | "before_start";

/** A stretch of time in which a clock stands still. */
export interface Pause {
  /** When the clock stops. */
  readonly start: Timestamp;
  /** When it goes on. */
  readonly end: Timestamp;
}
