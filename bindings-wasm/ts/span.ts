import { CxTriageError } from "./error.js";

/** A stretch of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The places of a finding in the units that JavaScript counts texts in: a finding counts Unicode
 * code points, of which one beyond the basic plane, such as an emoji, is two units here.
 *
 * ```ts
 * const { start, end } = spanToUtf16(message.content, finding);
 * message.content.slice(start, end) === finding.matched;
 * ```
 *
 * @throws {CxTriageError} If the text has no such places.
 */
export function spanToUtf16(text: string, span: Span): Span {
  let points = 0;
  let units = 0;
  let start = span.start === 0 ? 0 : -1;
  let end = span.end === 0 ? 0 : -1;
  for (const character of text) {
    points += 1;
    units += character.length;
    if (points === span.start) start = units;
    if (points === span.end) {
      end = units;
      break;
    }
  }
  if (start < 0 || end < start) {
    throw new CxTriageError({ code: "out_of_range", detail: "the text has no such places" });
  }
  return { start, end };
}
