// Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

/** One thing that is wrong with a document: a stable code, where, and a sentence. */
export interface Diagnostic {
  /** What went wrong, for programs. */
  readonly code: Code;
  /** Where, as a JSON Pointer (RFC 6901) into the document; absent where there is no place. */
  readonly pointer: string | null;
  /** What went wrong, for people: lower case, one sentence, no full stop. */
  readonly detail: string;
  /** The line, from 1, of the text that was read; absent where no line of it has the problem. */
  readonly line?: number | null;
}

/** The stable code of a `Diagnostic`. */
export type Code =
  /** The bytes are not one JSON document. */
  | "invalid_json"
  /** The text is not a TOML document. */
  | "invalid_toml"
  /** A value has another JSON type than the one that belongs there. */
  | "wrong_type"
  /** A required key is absent or null. */
  | "missing_field"
  /** A key is not one that belongs there. */
  | "unknown_field"
  /** A key stands twice in one object. */
  | "duplicate_field"
  /** A value is not one of those allowed there. */
  | "invalid_value"
  /** A number lies outside the range allowed there. */
  | "out_of_range"
  /** A time is not written in a form that is read there. */
  | "invalid_time"
  /** A time lies outside the years 0001 to 9999. */
  | "time_out_of_range"
  /** The document is not of the family that was asked for. */
  | "invalid_shape"
  /** A currency is not a code of three capital letters. */
  | "invalid_currency"
  /** `extends` names no policy that ships with the library. */
  | "unknown_base"
  /** A template names a variable that is not provided. */
  | "unknown_variable"
  /** A template is not valid Handlebars. */
  | "template_syntax"
  /** An HTML template has a tag that would not be escaped. */
  | "unescaped_tag"
  /** A variable is declared that no template names (a notice). */
  | "unused_variable"
  /** A list takes the place of one with other entries (a notice). */
  | "list_replaced"
  /** Two entries of one list carry the same id. */
  | "duplicate_id"
  /** An id is named that no entry of the document has. */
  | "unknown_reference"
  /** A cue, label or name is empty or blank. */
  | "empty_cue"
  /** A cue cannot be read. */
  | "invalid_cue"
  /** A cue or a list does not find its example, or finds a counterexample. */
  | "example_fails"
  /** A duration is below zero. */
  | "negative_duration"
  /** A duration is longer than is answered for there. */
  | "duration_too_long"
  /** A time zone is not in the IANA database. */
  | "unknown_time_zone"
  /** A calendar has no open moment. */
  | "never_opens"
  /** Opening hours or a break are not a pair of local times. */
  | "invalid_window"
  /** A date is not a calendar date. */
  | "invalid_date"
  /** An amount limit does not say its currency. */
  | "limit_without_currency"
  /** A document or a list is larger than is allowed there. */
  | "too_large"
  /** A deadline lies beyond the year 9999. */
  | "deadline_out_of_range";

/** Why a webhook is not to be trusted. */
export type SignatureProblem =
  /** The header is empty or not `sha256=` and 64 hexadecimal digits. */
  | "malformed_signature"
  /** The timestamp is empty or no whole number of seconds since the epoch. */
  | "malformed_timestamp"
  /** The signature is not that of the body, or the secret is empty. */
  | "wrong_signature"
  /** The timestamp is older than the tolerance allows. */
  | "too_old"
  /** The timestamp lies further in the future than the tolerance allows. */
  | "too_new";
