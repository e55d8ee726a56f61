import { type ModuleSource, startLater, started } from "./module.js";

export * from "./surface.js";

/** As in `index.ts`: here the module is fetched. */
export async function init(module?: ModuleSource | URL | Response): Promise<void> {
  if (started()) return;
  const source = module ?? new URL("./module/cx_triage_bg.wasm", import.meta.url);
  if (source instanceof URL) await startLater(await compiled(await fetch(source)));
  else if (source instanceof Response) await startLater(await compiled(source));
  else await startLater(source);
}

async function compiled(response: Response): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await response.arrayBuffer());
}
