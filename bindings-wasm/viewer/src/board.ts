// What the viewer shows: the library's own documents, put together.
import type {
  Assessment,
  Conversation,
  OperatorTexts,
  SlaExplanation,
} from "../../ts/generated/index.js";

/** One conversation, as it is shown. */
export interface Entry {
  /** The library's answer. */
  readonly assessment: Assessment;
  /** The sentences of its codes, the SLA timer and the note to a manager. */
  readonly texts: OperatorTexts;
  /** Its messages; null where they are not to be shown. */
  readonly conversation: Conversation | null;
  /** Which stretches of time counted; empty where nobody asked. */
  readonly clocks: readonly SlaExplanation[];
}

/** What a policy calls things: these two tables of its document, as they are. */
export interface Names {
  /** Who acts, by level. */
  readonly levels: Readonly<Record<string, { readonly name: string }>>;
  /** The procedures, by id. */
  readonly sops: Readonly<Record<string, string>>;
}

/** A list of conversations, in the order in which to act on them. */
export interface Board {
  /** What it is a list of. */
  readonly title: string;
  /** What its policy calls things. */
  readonly names: Names;
  /** The conversations. */
  readonly entries: readonly Entry[];
}
