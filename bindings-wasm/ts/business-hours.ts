import type { Interval, Timestamp } from "./generated/index.js";
import { Handle } from "./handle.js";
import { call } from "./module.js";
import type { BusinessHours as Raw } from "./module/cx_triage.js";
import { type Given, answer, bytes, integer, time } from "./values.js";

/** A stretch of time that does not count; its end is not in it. */
export interface PauseInput {
  readonly start: Timestamp | Date;
  readonly end: Timestamp | Date;
}

/**
 * Compiled business hours: how much working time lies between two instants, and when so much has
 * passed. Exact to the millisecond, daylight-saving time included.
 *
 * A handle: see {@link Handle}.
 */
export class BusinessHours extends Handle<Raw> {
  private constructor(raw: Raw) {
    super(raw);
  }

  /**
   * Reads a calendar (`hours`, `breaks`, `holidays`, `time_zone`) and compiles it.
   *
   * @throws {CxTriageError} Everything that is wrong with the document, at once.
   */
  static fromJson(document: Given<object>): BusinessHours {
    return new BusinessHours(call((wasm) => wasm.BusinessHours.from_json(bytes(document))));
  }

  /** The IANA name of the time zone. */
  get timeZone(): string {
    return this.ask((raw) => raw.time_zone());
  }

  /** Milliseconds from `start` to `end` that are open and not paused; 0 if `end` is not after. */
  elapsed(start: Date | number, end: Date | number, pauses: readonly PauseInput[] = []): number {
    return this.ask((raw) =>
      answer(() => raw.elapsed(time(start, "/start"), time(end, "/end"), bytes(pauses))),
    );
  }

  /**
   * The first instant at which `targetMs` milliseconds that are open and not paused have passed
   * since `start`. A target that is used up exactly at closing time falls due then; a target of 0
   * at the first open instant from `start` on.
   *
   * @throws {CxTriageError} For a negative target and beyond the year 9999.
   */
  deadline(
    start: Date | number,
    targetMs: number,
    pauses: readonly PauseInput[] = [],
  ): Timestamp {
    const target = integer(targetMs, "/targetMs");
    return this.ask((raw) =>
      answer(() => raw.deadline(time(start, "/start"), target, bytes(pauses))),
    );
  }

  /** Whether it is open at `at`: at the instant of opening it is, at that of closing it is not. */
  isOpen(at: Date | number): boolean {
    return this.ask((raw) => raw.is_open(time(at, "/at")));
  }

  /** The first open instant from `at` on; null if it does not open again up to the year 9999. */
  nextOpening(at: Date | number): Timestamp | null {
    return this.ask((raw) => answer(() => raw.next_opening(time(at, "/at"))));
  }

  /**
   * Everything from `start` to `end`, cut into intervals that count and intervals that do not,
   * each with its reason.
   *
   * @throws {CxTriageError} For more than 3,660 days.
   */
  explain(
    start: Date | number,
    end: Date | number,
    pauses: readonly PauseInput[] = [],
  ): readonly Interval[] {
    return this.ask((raw) =>
      answer(() => raw.explain(time(start, "/start"), time(end, "/end"), bytes(pauses))),
    );
  }
}
