import type {
  ApproveSendInput,
  Assessment,
  BreachTrend,
  Conversation,
  ConversationInput,
  DecisionEvent,
  EscalateInput,
  HandOff,
  HealthAlert,
  HealthSampleInput,
  MarkResolvedInput,
  OperatorTexts,
  PolicyReference,
  RiskFinding,
  SlaExplanation,
  TopicMatch,
} from "./generated/index.js";
import { CxTriageError } from "./error.js";
import { Handle } from "./handle.js";
import type { Engine as Raw } from "./module/cx_triage.js";
import { type Given, answer, bytes, integer, lines, text, time } from "./values.js";

/**
 * A compiled policy: answers about conversations, without clock, network or state.
 *
 * A handle: see {@link Handle}. `now` is a `Date` or milliseconds since the epoch, within the
 * years 0001 to 9999. A conversation may be given as its document, or as the document's JSON,
 * which is quicker where it is at hand. To ask about many, ask once.
 */
export class Engine extends Handle<Raw> {
  private constructor(raw: Raw) {
    super(raw);
  }

  /** @internal */
  static of(raw: Raw): Engine {
    return new Engine(raw);
  }

  /**
   * What is to be said of `conversation` at `now`.
   *
   * There is an answer for every conversation. Messages and decisions dated after `now` count as
   * they stand.
   */
  assess(conversation: Given<ConversationInput>, now: Date | number): Assessment {
    return this.ask((raw) => answer(() => raw.assess(bytes(conversation), time(now, "/now"))));
  }

  /** As `assess`: the assessment's JSON, keys in fixed order, the same bytes in every language. */
  assessToJson(conversation: Given<ConversationInput>, now: Date | number): string {
    return this.ask((raw) => raw.assess(bytes(conversation), time(now, "/now")));
  }

  /** One assessment for each conversation, in their order. */
  assessMany(
    conversations: Iterable<Given<ConversationInput>>,
    now: Date | number,
  ): readonly Assessment[] {
    return this.ask((raw) => answer(() => raw.assess_many(lines(conversations), time(now, "/now"))));
  }

  /**
   * One assessment for each conversation at a time of its own, in their order: for looking back
   * over many.
   */
  assessEach(
    conversations: readonly Given<ConversationInput>[],
    times: readonly (Date | number)[],
  ): readonly Assessment[] {
    if (conversations.length !== times.length) {
      const detail = "there are not as many times as conversations";
      throw new CxTriageError({ code: "invalid_value", pointer: "/times", detail });
    }
    return this.ask((raw) => answer(() => raw.assess_each(lines(conversations), each(times))));
  }

  /**
   * What a conversation looked like all along, in the order of time, up to and including `until`:
   * an assessment at its creation, at each message, decision and change of status, and at each
   * `nextChangeAt` between them.
   *
   * Each is that of {@link Conversation.asOf} its time: labels, facts and names are those of today.
   */
  assessHistory(
    conversation: Given<ConversationInput>,
    until: Date | number,
  ): readonly Assessment[] {
    return this.ask((raw) =>
      answer(() => raw.assess_history(bytes(conversation), time(until, "/until"))),
    );
  }

  /**
   * The triage queue: the surfaced conversations by priority, then time to respond, then time of
   * creation, then id.
   */
  queue(
    conversations: Iterable<Given<ConversationInput>>,
    now: Date | number,
  ): readonly Assessment[] {
    return this.ask((raw) => answer(() => raw.queue(lines(conversations), time(now, "/now"))));
  }

  /**
   * Conversation documents, one a line, to assessments, one a line, in the same order.
   *
   * Blank lines are passed over. A line that cannot be read gives
   * `{"line": N, "error": {"code", "pointer", "detail"}}` and loses no other.
   */
  assessJsonLines(documents: string | Uint8Array, now: Date | number): string {
    return this.ask((raw) => raw.assess_json_lines(bytes(documents), time(now, "/now")));
  }

  /**
   * As `assessJsonLines`, at a time of its own each, for looking back. A blank line is no row and
   * has no time; a line that cannot be read has one.
   *
   * @throws {CxTriageError} Where there are not as many times as lines.
   */
  assessJsonLinesEach(
    documents: string | Uint8Array,
    times: readonly (Date | number)[],
  ): string {
    return this.ask((raw) => raw.assess_json_lines_each(bytes(documents), each(times)));
  }

  /**
   * Why the SLA clocks of `conversation` show what they show at `now`: for the main clock and each
   * metric that has started, which stretches of time count and which do not.
   *
   * @throws {CxTriageError} For a clock that has been going for more than 3,660 days.
   */
  explainSla(
    conversation: Given<ConversationInput>,
    now: Date | number,
  ): readonly SlaExplanation[] {
    return this.ask((raw) => answer(() => raw.explain_sla(bytes(conversation), time(now, "/now"))));
  }

  /** What the customer writes about, by one text alone. */
  topic(message: string): TopicMatch {
    return this.ask((raw) => answer(() => raw.topic(text(message, ""))));
  }

  /** High-risk language in one text alone, in the order of the places; `messageId` is null. */
  scan(message: string): readonly RiskFinding[] {
    return this.ask((raw) => answer(() => raw.scan(text(message, ""))));
  }

  /**
   * What an assessment says, in words for the operator, in the operator's language (ISO 639-1),
   * else in English, else by its codes.
   */
  texts(assessment: Given<Assessment>, language: string, handOff?: HandOff): OperatorTexts {
    const note = handOff && bytes(handOff);
    const code = text(language, "/language");
    return this.ask((raw) => answer(() => raw.texts(bytes(assessment), code, note)));
  }

  /** The conversation as a fixture: without names, e-mail addresses and numbers of people. */
  redact(conversation: Given<ConversationInput>): Conversation {
    return this.ask((raw) => answer(() => raw.redact(bytes(conversation))));
  }

  /**
   * Approves a reply (SOP-CX-002): the event to log once the reply is sent.
   *
   * The reply is the input's, else the suggestion of a fresh assessment. A blank reply never falls
   * back to the suggestion.
   *
   * @throws {CxTriageError} Naming every blocker, where something stands against it that is not
   * overridden.
   */
  approveSend(
    conversation: Given<ConversationInput>,
    input: Given<ApproveSendInput>,
    now: Date | number,
  ): DecisionEvent {
    const at = time(now, "/now");
    return this.ask((raw) => answer(() => raw.approve_send(bytes(conversation), bytes(input), at)));
  }

  /**
   * Hands a conversation to a manager (SOP-CX-003): the event to log, with the labels to write.
   *
   * @throws {CxTriageError} Naming every blocker.
   */
  escalate(
    conversation: Given<ConversationInput>,
    input: Given<EscalateInput>,
    now: Date | number,
  ): DecisionEvent {
    const at = time(now, "/now");
    return this.ask((raw) => answer(() => raw.escalate(bytes(conversation), bytes(input), at)));
  }

  /**
   * Closes a conversation (SOP-CX-004): the event to log.
   *
   * @throws {CxTriageError} Naming every blocker.
   */
  markResolved(
    conversation: Given<ConversationInput>,
    input: Given<MarkResolvedInput>,
    now: Date | number,
  ): DecisionEvent {
    const at = time(now, "/now");
    return this.ask((raw) => answer(() => raw.mark_resolved(bytes(conversation), bytes(input), at)));
  }

  /** What is worth an alert in a sample, in the order of `HealthCode`. */
  health(sample: Given<HealthSampleInput>): readonly HealthAlert[] {
    return this.ask((raw) => answer(() => raw.health(bytes(sample))));
  }

  /**
   * The SLA breaches of conversations a day (UTC), over the `days` days up to and including that
   * of `now`, and those of the last 7 × 24 hours beside those before, ready for a sample.
   */
  breachTrend(
    conversations: Iterable<Given<ConversationInput>>,
    days: number,
    now: Date | number,
  ): BreachTrend {
    const many = lines(conversations);
    const whole = Number(BigInt.asUintN(32, integer(days, "/days")));
    if (whole !== days) {
      throw new CxTriageError({ code: "out_of_range", pointer: "/days", detail: "too many days, or fewer than none" });
    }
    return this.ask((raw) => answer(() => raw.breach_trend(many, whole, time(now, "/now"))));
  }

  /** Which policy this engine is compiled from. */
  policyReference(): PolicyReference {
    return this.ask((raw) => answer(() => raw.policy_reference()));
  }
}

/** A time for each row. */
function each(times: readonly (Date | number)[]): Float64Array {
  return Float64Array.from(times, (at, index) => time(at, `/times/${index}`));
}
