// The entry that takes the module's bytes from the caller and refers to no file.
import { type ModuleSource, start, startLater } from "./module.js";

export * from "./surface.js";

/** Starts the module from its bytes or the compiled module; the second call does nothing. */
export async function init(module: ModuleSource): Promise<void> {
  await startLater(module);
}

/** Starts the module at once, which a page may not do, from its bytes or, where a runtime compiles none, from the compiled module. */
export function initSync(module: ModuleSource): void {
  start(module);
}
