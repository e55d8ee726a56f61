// What a link holds, in its fragment, which browsers send nowhere.
import type { Conversation } from "../../ts/generated/index.js";

export interface Shared {
  readonly policy: string;
  readonly conversation: Conversation;
  /** Minutes since the conversation was opened. */
  readonly minutes: number;
}

/** A fragment with the state in it. */
export async function fragment(shared: Shared): Promise<string> {
  const packed = await through(new Blob([JSON.stringify(shared)]), new CompressionStream("deflate-raw"));
  const base64 = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  return `#${base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** The state of a fragment; none where it holds none. */
export async function unpacked(hash: string): Promise<Shared | undefined> {
  if (hash.length < 2) return undefined;
  try {
    const base64 = hash.slice(1).replaceAll("-", "+").replaceAll("_", "/");
    const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bytes = await through(new Blob([packed]), new DecompressionStream("deflate-raw"));
    const { policy, conversation, minutes } = JSON.parse(new TextDecoder().decode(bytes));
    const isWhole = typeof policy === "string" && typeof conversation === "object" && Number.isFinite(minutes);
    return isWhole ? { policy, conversation, minutes } : undefined;
  } catch {
    return undefined;
  }
}

async function through(blob: Blob, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  return new Uint8Array(await new Response(blob.stream().pipeThrough(stream)).arrayBuffer());
}
