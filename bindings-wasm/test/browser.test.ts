// The package as it is installed, in a real browser: as a page imports it, and bundled by Vite.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";

import { Policy, samples } from "../dist/node.js";
import { browser } from "./chromium.js";
import { install } from "./packed.js";

const site = mkdtempSync(join(tmpdir(), "cx-triage-site-"));
const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

let chromium: Browser;
let server: Server;
let origin: string;

const now = Date.parse("2025-10-12T08:30:00Z");
const script = (from: string) => `
  import { CxTriageError, Policy, init, samples } from "${from}";
  let early = "";
  try { Policy.runbook(); } catch (problem) { early = problem instanceof CxTriageError ? problem.code : String(problem); }
  init().then(() => {
    const engine = Policy.runbook().compile();
    window.answer = { early, queue: engine.queue(samples(), ${now}) };
  });
`;

beforeAll(async () => {
  mkdirSync(join(site, "src"));
  install(site);
  const plain = script("/node_modules/cx-triage/dist/browser.js");
  writeFileSync(join(site, "plain.html"), `<script type="module">${plain}</script>`);
  writeFileSync(join(site, "src/index.html"), '<script type="module" src="./main.js"></script>');
  writeFileSync(join(site, "src/main.js"), script("cx-triage"));
  await build({
    root: join(site, "src"),
    configFile: false,
    logLevel: "error",
    base: "./",
    // As Vite does it by default, for browsers of 2020.
    build: { outDir: join(site, "bundled") },
  });
  server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    try {
      const body = readFileSync(join(site, path));
      response.setHeader("content-type", TYPES[extname(path)] ?? "text/plain");
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  chromium = await browser();
});

afterAll(async () => {
  await chromium?.close();
  server?.close();
  rmSync(site, { recursive: true });
});

test.each(["plain.html", "bundled/index.html"])("%s answers as Node does", async (path) => {
  const page = await chromium.newPage();
  const problems: string[] = [];
  page.on("pageerror", (problem) => problems.push(problem.message));
  await page.goto(`${origin}/${path}`);
  await page.waitForFunction("window.answer", undefined, { timeout: 60_000 });
  const { early, queue } = (await page.evaluate("window.answer")) as { early: string; queue: unknown };
  expect(problems).toEqual([]);
  expect(early).toBe("not_initialized");
  expect(queue).toEqual(Policy.runbook().compile().queue(samples(), now));
  await page.close();
});
