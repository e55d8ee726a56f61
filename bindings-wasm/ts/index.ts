// The types of every entry: the surface, and how the module is loaded.
import type { ModuleSource } from "./module.js";

export * from "./surface.js";

/**
 * Loads the module; the second call does nothing.
 *
 * Browsers and workers need it once, before anything else of this package is called. In Node, Deno,
 * Bun and workerd the module is at hand and `init` may be left out.
 *
 * @param module Where the module lies, its bytes or the compiled module; by default the file
 * beside this one, which bundlers take along.
 */
export declare function init(module?: ModuleSource | URL | Response): Promise<void>;
