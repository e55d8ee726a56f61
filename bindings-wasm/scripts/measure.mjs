// Sizes, the first compile, one assessment JSON to JSON (beside the native figures in the file that
// is named), and the 35 keywords of the deployed service as a RegExp.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

import { Policy, samples } from "../dist/node.js";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const say = (what, figure) => console.log(`${what.padEnd(58)} ${figure}`);

/** The sizes of files, and of them packed one by one, as a server would send them. */
function sizes(files) {
  const contents = files.map((path) => readFileSync(path));
  const sum = (parts) => kilobytes(parts.reduce((all, part) => all + part.length, 0));
  return `${sum(contents)}, brotli ${sum(contents.map((one) => brotliCompressSync(one)))}`;
}

const module = file("../dist/module/cx_triage_bg.wasm");
const small = file("../../target/wasm/small/cx_triage_bg.wasm");
const scripts = readdirSync(file("../dist"), { recursive: true }).filter((name) => name.endsWith(".js"));
say("module with six languages and time zones", sizes([module]));
say("with the package's JavaScript", sizes([module, ...scripts.map((name) => file(`../dist/${name}`))]));
if (existsSync(small)) say("module with English, UTC, templates of variables", sizes([small]));

let start = performance.now();
const policy = Policy.runbook();
say("module read and started, policy read", `${(performance.now() - start).toFixed(0)} ms`);
start = performance.now();
const engine = policy.compile();
say("first compile", `${(performance.now() - start).toFixed(0)} ms`);

const now = Date.parse("2025-10-12T08:30:00Z");
const documents = samples().map((one) => JSON.stringify(one));

/** Microseconds of a call, the best of some rounds. */
function timed(call, items) {
  let best = Infinity;
  for (let round = 0; round < 12; round += 1) {
    const begin = performance.now();
    for (let i = 0; i < 40; i += 1) for (const item of items) call(item);
    best = Math.min(best, performance.now() - begin);
  }
  return (best * 1000) / (40 * items.length);
}

const each = timed((document) => engine.assessToJson(document, now), documents);
const native = process.argv[2] && /assess, JSON to JSON +([\d.]+)/.exec(readFileSync(process.argv[2], "utf8"))?.[1];
say("assess, JSON to JSON", `${each.toFixed(1)} µs${native ? `, ${(each / native).toFixed(2)} times native` : ""}`);
say("assess, JSON to records", `${timed((document) => engine.assess(document, now), documents).toFixed(1)} µs`);

const groups = JSON.parse(readFileSync(file("../../benches/peers/keywords.json"), "utf8"));
const keywords = Object.values(groups).flat();
const pattern = new RegExp(keywords.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "i");
const texts = samples().flatMap((one) => one.messages.flatMap((message) => message.content ?? []));
say(`RegExp of the ${keywords.length} keywords, a message`, `${timed((text) => pattern.test(text), texts).toFixed(2)} µs`);
say("topic and risk, a message", `${timed((text) => [engine.topic(text), engine.scan(text)], texts).toFixed(1)} µs`);
