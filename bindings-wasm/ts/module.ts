import { CxTriageError } from "./error.js";
import * as glue from "./module/cx_triage.js";

/** The bytes of `cx_triage_bg.wasm`, or the module compiled from them. */
export type ModuleSource = BufferSource | WebAssembly.Module;

/** @internal */
export type Wasm = typeof glue;

let isStarted = false;
let find: (() => ModuleSource) | undefined;

/** @internal Where the module comes from when it is first needed. */
export function provide(source: () => ModuleSource): void {
  find = source;
}

/** @internal Starts the module, unless it runs. */
export function start(module: ModuleSource): void {
  if (!isStarted) {
    glue.initSync({ module });
    isStarted = true;
  }
}

/**
 * @internal Starts the module without holding up a page, unless it runs. Browsers refuse to start
 * one of more than 8 MB at once on the main thread.
 */
export async function startLater(module: ModuleSource): Promise<void> {
  if (!isStarted) {
    await glue.default({ module_or_path: module });
    isStarted = true;
  }
}

/** @internal Whether the module runs. */
export function started(): boolean {
  return isStarted;
}

/** @internal What the module answers; what it throws becomes a `CxTriageError`. */
export function call<R>(ask: (wasm: Wasm) => R): R {
  if (!isStarted) {
    if (!find) {
      throw new CxTriageError({ code: "not_initialized", detail: "call and await `init` first" });
    }
    start(find());
  }
  try {
    return ask(glue);
  } catch (thrown) {
    throw typeof thrown === "string" ? new CxTriageError(JSON.parse(thrown)) : thrown;
  }
}
