// The library inside a page: its module stands in the page, packed and in base64.
import { type Conversation, type Engine, type Policy, CxTriageError, init } from "../../ts/slim.js";
import type { Entry, Names } from "./board.js";

/** Starts the module that the page holds. */
export async function start(): Promise<void> {
  const packed = document.getElementById("module")?.textContent?.trim() ?? "";
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  await init(await new Response(stream).arrayBuffer());
}

/** What a policy calls things. */
export function namesOf(policy: Policy): Names {
  const { levels, sops } = JSON.parse(policy.toJson());
  return { levels, sops };
}

/** Everything that the viewer shows of a conversation at a time, its sentences in the browser's language. */
export function entryOf(engine: Engine, conversation: Conversation, now: number): Entry {
  const assessment = engine.assess(conversation, now);
  return {
    assessment,
    texts: engine.texts(assessment, navigator.language),
    conversation,
    clocks: clocks(engine, conversation, now),
  };
}

function clocks(engine: Engine, conversation: Conversation, now: number): Entry["clocks"] {
  try {
    return engine.explainSla(conversation, now);
  } catch (problem) {
    // A clock that has been going for years has too many stretches to tell.
    if (problem instanceof CxTriageError) return [];
    throw problem;
  }
}
