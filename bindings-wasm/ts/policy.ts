import { Engine } from "./engine.js";
import type { Diagnostic } from "./generated/index.js";
import { Handle } from "./handle.js";
import { call } from "./module.js";
import { type Given, answer, bytes, integer, text } from "./values.js";
import type { Policy as Raw } from "./module/cx_triage.js";

/**
 * A policy: every number and every word list that decides, as one document.
 *
 * A handle: see {@link Handle}. It may be freed once it is compiled.
 */
export class Policy extends Handle<Raw> {
  private constructor(raw: Raw) {
    super(raw);
  }

  /** The runbook's policy, the default. */
  static runbook(): Policy {
    return new Policy(call((wasm) => wasm.Policy.runbook()));
  }

  /** The deployed service's policy: the answers that hotdash gave in October 2025. */
  static hotdash202510(): Policy {
    return new Policy(call((wasm) => wasm.Policy.hotdash_2025_10()));
  }

  /**
   * Reads a TOML document; with `extends = "runbook"` it states only what differs.
   *
   * @throws {CxTriageError} Everything that does not fit the document's form, at once.
   */
  static fromToml(toml: string): Policy {
    return new Policy(call((wasm) => wasm.Policy.from_toml(text(toml, ""))));
  }

  /**
   * Reads a JSON document, by the rules of `fromToml`.
   *
   * @throws {CxTriageError} Everything that does not fit the document's form, at once.
   */
  static fromJson(document: Given<object>): Policy {
    return new Policy(call((wasm) => wasm.Policy.from_json(bytes(document))));
  }

  /** The whole document in TOML, word lists included: it compiles by itself. */
  toToml(): string {
    return this.ask((raw) => raw.to_toml());
  }

  /** The whole document in JSON, without blanks. */
  toJson(): string {
    return this.ask((raw) => raw.to_json());
  }

  /** The same policy with another SLA target, in minutes. */
  withSlaTarget(minutes: number): Policy {
    return new Policy(this.ask((raw) => raw.with_sla_target(integer(minutes, "/minutes"))));
  }

  /** What an author may not have meant, though it is no error. */
  notices(): readonly Diagnostic[] {
    return this.ask((raw) => answer(() => raw.notices()));
  }

  /**
   * Runs the examples of all cues; how many there are.
   *
   * @throws {CxTriageError} Each that fails, at once.
   */
  checkExamples(): number {
    return this.ask((raw) => raw.check_examples());
  }

  /** The SHA-256, in lower-case hex, of the RFC 8785 form of the whole document. */
  fingerprint(): string {
    return this.ask((raw) => raw.fingerprint());
  }

  /**
   * Compiles the policy.
   *
   * @throws {CxTriageError} Everything in the document that does not hold together, at once.
   */
  compile(): Engine {
    return Engine.of(this.ask((raw) => raw.compile()));
  }
}
