import { CxTriageError } from "./error.js";
import { call, type Wasm } from "./module.js";

/** A JSON document: its text, its bytes in UTF-8, or the value that it stands for. */
export type Given<T> = string | Uint8Array | T;

const encoder = new TextEncoder();

/** @internal The answer of the module, read. */
export function answer<T>(ask: (wasm: Wasm) => string): T {
  const json = call(ask);
  const value: T = JSON.parse(json);
  // Numbers of fewer digits are exact.
  if (/\d{16}/.test(json)) {
    check(value, "");
  }
  return value;
}

/** @internal A document as the module reads it. */
export function bytes(document: Given<object>): Uint8Array {
  return document instanceof Uint8Array ? document : encoder.encode(json(document));
}

/** @internal Documents as the module reads them: one a line. */
export function lines(documents: Iterable<Given<object>>): Uint8Array {
  const written = Array.from(documents, (document, index) => {
    const text = document instanceof Uint8Array ? utf8(document, index) : json(document, `/${index}`);
    // Blanks between tokens: a text inside JSON has no raw line ends.
    return text.replaceAll("\n", " ");
  });
  return encoder.encode(written.join("\n"));
}

function utf8(document: Uint8Array, index: number): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(document);
  } catch {
    throw new CxTriageError({ code: "invalid_json", pointer: `/${index}`, detail: "a text is not UTF-8" });
  }
}

function json(document: string | object, pointer = ""): string {
  if (typeof document === "string") {
    return text(document, pointer);
  }
  let written: string | undefined;
  try {
    written = JSON.stringify(document);
  } catch {
    throw new CxTriageError({ code: "wrong_type", pointer, detail: "the value cannot be written as JSON" });
  }
  check(document, pointer);
  return written ?? "";
}

/** @internal A text without half of a surrogate pair, which UTF-8 cannot hold. */
export function text(value: string, pointer: string): string {
  if (typeof value !== "string") {
    throw new CxTriageError({ code: "wrong_type", pointer, detail: "expected a text" });
  }
  if (/\p{Surrogate}/u.test(value)) {
    const detail = "the text holds half of a surrogate pair";
    throw new CxTriageError({ code: "invalid_value", pointer, detail });
  }
  return value;
}

/** @internal A time in milliseconds since the epoch. */
export function time(at: Date | number, pointer: string): number {
  const millis = at instanceof Date ? at.getTime() : at;
  if (typeof millis !== "number") {
    const detail = "expected a Date or milliseconds since the epoch";
    throw new CxTriageError({ code: "wrong_type", pointer, detail });
  }
  return millis;
}

/** @internal A whole number as the module takes it. */
export function integer(value: number, pointer: string): bigint {
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new CxTriageError({ code: "wrong_type", pointer, detail: "expected a whole number" });
  }
  check(value, pointer);
  return BigInt(value);
}

/** Refuses what JSON would lose: digits, numbers that are none, values that are no data. */
function check(value: unknown, pointer: string): void {
  switch (typeof value) {
    case "number":
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        const detail = "the number is above 2^53 - 1: a JavaScript number would lose digits of it";
        throw new CxTriageError({ code: "out_of_range", pointer, detail });
      }
      if (!Number.isFinite(value)) {
        throw new CxTriageError({ code: "wrong_type", pointer, detail: "expected a number" });
      }
      return;
    case "object":
      break;
    case "string":
    case "boolean":
      return;
    default:
      throw new CxTriageError({ code: "wrong_type", pointer, detail: "the value is no JSON" });
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) => check(item, `${pointer}/${index}`));
  } else if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) {
      throw new CxTriageError({ code: "invalid_time", pointer, detail: "the Date holds no time" });
    }
  } else if (value !== null) {
    if (Object.prototype.toString.call(value) !== "[object Object]") {
      throw new CxTriageError({ code: "wrong_type", pointer, detail: "the value is no JSON" });
    }
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined) {
        check(member, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
      }
    }
  }
}
