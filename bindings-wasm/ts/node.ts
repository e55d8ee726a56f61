import { readFileSync } from "node:fs";

import { type ModuleSource, provide, start, started } from "./module.js";

export * from "./surface.js";

provide(() => readFileSync(new URL("./module/cx_triage_bg.wasm", import.meta.url)));

/** As in `index.ts`: here the module is read when it is first needed. */
export async function init(module?: ModuleSource | URL | Response): Promise<void> {
  if (started() || module === undefined) return;
  if (module instanceof URL) start(readFileSync(module));
  else if (module instanceof Response) start(await module.arrayBuffer());
  else start(module);
}
