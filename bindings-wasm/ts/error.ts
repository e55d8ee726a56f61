import type { Code, Diagnostic, RefusalBlocker, RefusalCode } from "./generated/index.js";

/** A code of the catalogue, of a refusal, or another of those that {@link CxTriageError} names. */
export type ErrorCode = Code | RefusalCode | (string & {});

/** What an error says of itself. */
export interface Problem {
  readonly code: string;
  readonly pointer?: string | null;
  readonly detail: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly blockers?: readonly RefusalBlocker[];
}

/**
 * Why the library refused its input, or what stands against an operator's action.
 *
 * A customer's words are in no part of it.
 */
export class CxTriageError extends Error {
  override readonly name = "CxTriageError";

  /**
   * What went wrong, for programs: a code of the catalogue, the code of a refusal, or one of this
   * package's own: `not_initialized` (the module is not loaded yet) and `freed` (the handle is).
   */
  readonly code: ErrorCode;

  /** Where, as a JSON Pointer (RFC 6901); null where there is no place. */
  readonly pointer: string | null;

  /** What went wrong, for people: lower case, one sentence, no full stop. */
  readonly detail: string;

  /** Everything that is wrong with a document; the fields above are the first's. */
  readonly diagnostics: readonly Diagnostic[];

  /** Everything that stands against an action; empty where the input cannot be read. */
  readonly blockers: readonly RefusalBlocker[];

  constructor({ code, pointer = null, detail, diagnostics = [], blockers = [] }: Problem) {
    super(pointer ? `${detail} (${code} at \`${pointer}\`)` : `${detail} (${code})`);
    this.code = code;
    this.pointer = pointer;
    this.detail = detail;
    this.diagnostics = diagnostics;
    this.blockers = blockers;
  }
}
