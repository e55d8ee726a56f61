import { type ModuleSource, start, started } from "./module.js";

export * from "./surface.js";

/** As in `index.ts`: here the module is fetched. */
export async function init(module?: ModuleSource | URL | Response): Promise<void> {
  if (started()) return;
  const source = module ?? new URL("./module/cx_triage_bg.wasm", import.meta.url);
  if (source instanceof URL) start(await compiled(await fetch(source)));
  else if (source instanceof Response) start(await compiled(source));
  else if (source instanceof WebAssembly.Module) start(source);
  // Not `new WebAssembly.Module`: browsers refuse large ones on the main thread.
  else start(await WebAssembly.compile(source));
}

async function compiled(response: Response): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await response.arrayBuffer());
}
