// The package as `npm pack` gives it, in a project that has nothing else.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { here, install } from "./packed.js";

const project = mkdtempSync(join(tmpdir(), "cx-triage-"));

const run = (command: string, ...given: string[]) =>
  execFileSync(command, given, { cwd: project, encoding: "utf8" });

beforeAll(() => {
  const paths = install(project);
  expect(paths).toContain("dist/module/cx_triage_bg.wasm");
  expect(paths).toContain("LICENSE-MIT");
  expect(paths.filter((path) => !/^(dist\/|LICENSE|README|package\.json)/.test(path))).toEqual([]);
});

afterAll(() => rmSync(project, { recursive: true }));

const body = `
  const engine = Policy.runbook().compile();
  const told = engine.queue(samples(), new Date("2025-10-12T08:30:00Z"));
  console.log(told[0].priority, told.length > 3);
`;

test("it brings nothing along and runs nothing when it is installed", () => {
  const installed = JSON.parse(readFileSync(join(project, "node_modules/cx-triage/package.json"), "utf8"));
  expect(installed.dependencies).toBeUndefined();
  expect(installed.scripts ?? {}).not.toHaveProperty("postinstall");
  expect(existsSync(join(project, "node_modules/vite"))).toBe(false);
});

test("Node runs it as an ES module and from CommonJS", () => {
  writeFileSync(join(project, "esm.mjs"), `import { Policy, samples } from "cx-triage";${body}`);
  expect(run("node", "esm.mjs")).toBe("p1 true\n");
  writeFileSync(
    join(project, "common.cjs"),
    `(async () => { const { Policy, samples } = await import("cx-triage");${body}})();`,
  );
  expect(run("node", "common.cjs")).toBe("p1 true\n");
  // A module without top-level await can be required where Node knows how.
  expect(readFileSync(join(here, "dist/node.js"), "utf8")).not.toMatch(/^await/m);
});

test("the slim entry takes the module's bytes and refers to no file", () => {
  writeFileSync(
    join(project, "slim.mjs"),
    `import { readFileSync } from "node:fs";
     import { createRequire } from "node:module";
     import { CxTriageError, Policy, initSync, samples } from "cx-triage/slim";
     try { Policy.runbook(); } catch (problem) { console.log(problem instanceof CxTriageError, problem.code); }
     initSync(readFileSync(createRequire(import.meta.url).resolve("cx-triage/cx_triage_bg.wasm")));${body}`,
  );
  expect(run("node", "slim.mjs")).toBe("true not_initialized\np1 true\n");
  for (const file of ["slim.js", "module.js", "module/cx_triage.js"]) {
    expect(readFileSync(join(here, "dist", file), "utf8")).not.toContain("import.meta");
  }
});

test("its types hold in a strict project without any others", () => {
  symlinkSync(join(here, "node_modules/typescript"), join(project, "node_modules/typescript"));
  writeFileSync(
    join(project, "typed.ts"),
    `import { type Assessment, Policy, chatwoot, init } from "cx-triage";
     import { initSync } from "cx-triage/slim";
     export async function first(body: string): Promise<Assessment | undefined> {
       await init();
       using engine = Policy.runbook().compile();
       return engine.queue(chatwoot.parseConversationList(body).conversations, new Date())[0];
     }
     export const start: (module: Uint8Array<ArrayBuffer>) => void = initSync;`,
  );
  const strict = { strict: true, noEmit: true, exactOptionalPropertyTypes: true, target: "es2022", lib: ["es2022", "dom"], types: [] };
  for (const resolution of [{ module: "nodenext" }, { module: "esnext", moduleResolution: "bundler" }]) {
    const compilerOptions = { ...strict, ...resolution };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["typed.ts"] }));
    run("node", join(project, "node_modules/typescript/bin/tsc"), "-p", ".");
  }
});

test("Deno runs it", () => {
  const deno = join(here, "node_modules/.bin/deno");
  const given = ["run", "--quiet", "--no-remote", "--allow-read", "--node-modules-dir=manual", "esm.mjs"];
  expect(run(deno, ...given)).toBe("p1 true\n");
});

test("a server build of Vite (React Router's) runs it", () => {
  mkdirSync(join(project, "app"), { recursive: true });
  writeFileSync(
    join(project, "app/entry.ts"),
    `import { Policy, samples } from "cx-triage";
     export function loader(): string {
       using engine = Policy.runbook().compile();
       return engine.queue(samples(), new Date("2025-10-12T08:30:00Z"))[0]?.priority ?? "";
     }`,
  );
  const vite = join(here, "node_modules/vite/bin/vite.js");
  run("node", vite, "build", "--ssr", "app/entry.ts", "--outDir", "build", "--logLevel", "error");
  writeFileSync(join(project, "serve.mjs"), 'import { loader } from "./build/entry.mjs"; console.log(loader());');
  expect(run("node", "serve.mjs")).toBe("p1\n");
});

test("a bundle for workerd takes the module along", () => {
  mkdirSync(join(project, "app"), { recursive: true });
  writeFileSync(
    join(project, "app/worker.ts"),
    `import { Policy } from "cx-triage";
     const engine = Policy.runbook().compile();
     export default { fetch: () => new Response(engine.policyReference.name) };`,
  );
  const conditions = ["workerd", "worker"];
  const config = {
    resolve: { conditions },
    ssr: { noExternal: true, target: "webworker", resolve: { conditions } },
    build: { rollupOptions: { external: "./module/cx_triage_bg.wasm" } },
  };
  writeFileSync(join(project, "vite.config.mjs"), `export default ${JSON.stringify(config)};`);
  const vite = join(here, "node_modules/vite/bin/vite.js");
  run("node", vite, "build", "--ssr", "app/worker.ts", "--outDir", "worker", "--logLevel", "error");
  rmSync(join(project, "vite.config.mjs"));
  const [bundle = ""] = readdirSync(join(project, "worker")).filter((name) => /\.m?js$/.test(name));
  // The import, and that the package is told of it: bundlers drop what has no effect.
  const text = readFileSync(join(project, "worker", bundle), "utf8");
  expect(text).toMatch(/^import module\S* from "[^"]*cx_triage_bg\.wasm";$/m);
  expect(text).toMatch(/^provide\(\(\) => module\S*\);$/m);
});
