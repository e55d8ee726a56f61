// The entry that takes the module's bytes from the caller and refers to no file.
import { type ModuleSource, start } from "./module.js";

export * from "./surface.js";

/** Starts the module from its bytes or, where a runtime compiles none, from the compiled module. */
export function initSync(module: ModuleSource): void {
  start(module);
}
