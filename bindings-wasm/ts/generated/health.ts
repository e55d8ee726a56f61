// Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

import type { Timestamp } from "./conversation.js";

/** What a service measured. What is absent is not judged. */
export interface HealthSample {
  /** How long Chatwoot's API took at each check, in order, in milliseconds. */
  readonly apiResponseMs: readonly number[];
  /** SLA breaches of the last week; judged together with the week before. */
  readonly slaBreaches: number | null;
  /** SLA breaches of the week before. */
  readonly slaBreachesWeekBefore: number | null;
  /** Replies that were to be sent; judged together with the failures. */
  readonly templateSends: number | null;
  /** How many of them failed. */
  readonly templateFailures: number | null;
  /** How long the list of conversations took, in milliseconds. */
  readonly conversationListMs: number | null;
  /** Probes of Chatwoot's API, in order. How long each took is judged as the checks above are. */
  readonly probes: readonly HealthProbe[];
}

/** What a service measured. What is absent is not judged. */
export interface HealthSampleInput {
  /** How long Chatwoot's API took at each check, in order, in milliseconds. */
  readonly apiResponseMs?: readonly number[] | null;
  /** SLA breaches of the last week; judged together with the week before. */
  readonly slaBreaches?: number | null;
  /** SLA breaches of the week before. */
  readonly slaBreachesWeekBefore?: number | null;
  /** Replies that were to be sent; judged together with the failures. */
  readonly templateSends?: number | null;
  /** How many of them failed. */
  readonly templateFailures?: number | null;
  /** How long the list of conversations took, in milliseconds. */
  readonly conversationListMs?: number | null;
  /** Probes of Chatwoot's API, in order. How long each took is judged as the checks above are. */
  readonly probes?: readonly HealthProbeInput[] | null;
}

/** One request to Chatwoot's API, and what came of it. */
export interface HealthProbe {
  /** When it was sent. */
  readonly at: Timestamp;
  /** How long the answer took, in milliseconds; absent: none came. */
  readonly ms: number | null;
  /** The status of the answer, as HTTP counts them. */
  readonly status: number | null;
  /** What the answer's log entry is found by. */
  readonly requestId: string | null;
}

/** One request to Chatwoot's API, and what came of it. */
export interface HealthProbeInput {
  /** When it was sent. */
  readonly at: Timestamp | Date;
  /** How long the answer took, in milliseconds; absent: none came. */
  readonly ms?: number | null;
  /** The status of the answer, as HTTP counts them. */
  readonly status?: number | null;
  /** What the answer's log entry is found by. */
  readonly requestId?: string | null;
}

/** Something that is worth telling somebody. */
export interface HealthAlert {
  /** What. */
  readonly code: HealthCode;
  /** How bad it is, by the policy. */
  readonly severity: Severity;
  /** Who is told, by the policy. */
  readonly channel: string;
  /** What was measured, in the unit of the code. */
  readonly value: number;
  /**
   * The largest value that does not alert, or, for the conversation list and for failed probes, the
   * smallest that does.
   */
  readonly threshold: number;
  /** When the probe was sent that made it an alert; absent where no probe did. */
  readonly at: Timestamp | null;
  /** The request id of that probe. */
  readonly requestId: string | null;
}

/** What an alert is about, in the order in which alerts are listed. */
export type HealthCode =
  /**
   * The API is slow in consecutive checks. The value is what the checks in a row all took at least,
   * in milliseconds.
   */
  | "api_response_slow"
  /** There are more SLA breaches than the week before. The value is their number. */
  | "sla_breaches_up"
  /** Replies cannot be sent. The value is the number of failures. */
  | "template_failures"
  /** The list of conversations is slow. The value is in milliseconds. */
  | "conversation_list_slow"
  /** Chatwoot does not answer, or fails, several times in a row. The value is how often. */
  | "integration_down"
  /** Chatwoot turns requests away (429). The value is how many. */
  | "rate_limited"
  /**
   * The API is over its target in consecutive checks, and not all of them over the threshold. The
   * value is what the checks in a row all took at least, in milliseconds.
   */
  | "api_response_over_target";

/** How bad an alert is. */
export type Severity =
  /** Worth knowing. */
  | "notice"
  /** Worth a look today. */
  | "warning"
  /** Worth a look now. */
  | "critical"
  /** To be escalated at once. */
  | "immediate";

/** How many SLA breaches there were, day by day and week by week. */
export interface BreachTrend {
  /** Each day of the range, the earliest first. */
  readonly days: readonly BreachDay[];
  /** Breaches of each clock in the last 7 × 24 hours: from their start (inclusive) up to `now`. */
  readonly thisWeek: Readonly<Record<string, number>>;
  /** Breaches of each clock in the 7 × 24 hours before those, up to their start (exclusive). */
  readonly weekBefore: Readonly<Record<string, number>>;
}

/** The SLA breaches of a day. */
export interface BreachDay {
  /** The day in UTC, such as `2025-10-12`. */
  readonly date: string;
  /** Breaches of each clock from midnight (inclusive) to midnight (exclusive). */
  readonly clocks: Readonly<Record<string, number>>;
}
