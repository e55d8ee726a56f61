// Cloudflare's runtime gives a compiled module for an import of the file, and compiles none itself.
// @ts-expect-error TypeScript knows no such import.
import module from "./module/cx_triage_bg.wasm";

import { provide } from "./module.js";

export * from "./surface.js";

provide(() => module);

/** As in `index.ts`: here the module is at hand. */
export async function init(): Promise<void> {}
