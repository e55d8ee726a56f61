/// <reference lib="esnext.disposable" preserve="true" />
import { CxTriageError } from "./error.js";
import { call } from "./module.js";

/**
 * Something that lives in the module's memory.
 *
 * `free`, or `using`, gives the memory back at once; otherwise that happens some time after the
 * last use.
 */
export abstract class Handle<Raw extends { free(): void }> {
  #raw: Raw | undefined;

  /** @internal */
  protected constructor(raw: Raw) {
    this.#raw = raw;
  }

  /** @internal */
  protected ask<R>(question: (raw: Raw) => R): R {
    const raw = this.#raw;
    if (!raw) {
      throw new CxTriageError({ code: "freed", detail: "the handle was freed" });
    }
    return call(() => question(raw));
  }

  /** Gives the memory back. The handle is of no use afterwards; a second call does nothing. */
  free(): void {
    this.#raw?.free();
    this.#raw = undefined;
  }

  /** As `free`. */
  [Symbol.dispose](): void {
    this.free();
  }
}
