// The pages in a real browser: the board, the Dashboard App and the playground.
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { Conversation, type ConversationInput, type Engine, Policy, samples } from "../dist/node.js";
import { browser } from "./chromium.js";
import { top } from "./repository.js";

const pages = fileURLToPath(new URL("../pages/", import.meta.url));
/** Where the pictures go, for people to look at. */
const pictures = fileURLToPath(new URL("../../target/wasm/pictures/", import.meta.url));

let chromium: Browser;
let engine: Engine;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  engine = Policy.runbook().compile();
  chromium = await browser();
});
afterAll(() => chromium?.close());

/** A page that lists what it asks the network for and what goes wrong in it. */
async function opened(more: object = {}): Promise<{ page: Page; asked: string[]; problems: string[] }> {
  const page = await chromium.newPage({ viewport: { width: 1280, height: 900 }, ...more });
  const [asked, problems]: string[][] = [[], []];
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) asked!.push(request.url());
  });
  page.on("pageerror", (problem) => problems!.push(problem.message));
  page.on("console", (message) => {
    // Where text is typed over coloured text, Chromium tries to keep the colour as a style.
    if (message.type() === "error" && !message.text().startsWith("Applying inline style")) problems!.push(message.text());
  });
  page.on("dialog", (dialog) => {
    problems!.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, asked: asked!, problems: problems! };
}

function board(conversations: readonly ConversationInput[], now: number): string {
  const entries = conversations.map((given) => {
    const conversation = Conversation.fromJson(given);
    const assessment = engine.assess(conversation, now);
    return {
      assessment,
      texts: engine.texts(assessment, "en"),
      conversation,
      clocks: engine.explainSla(conversation, now),
    };
  });
  const { levels, sops } = JSON.parse(Policy.runbook().toJson());
  const data = JSON.stringify({ title: "CX Escalations", names: { levels, sops }, entries }).replaceAll("<", "\\u003c");
  const page = readFileSync(`${pages}board.html`, "utf8");
  return page.replace('id="data">null<', () => `id="data">${data}<`);
}

async function showBoard(page: Page, html: string): Promise<void> {
  await page.route("http://board.test/", (route) => route.fulfill({ body: html, contentType: "text/html" }));
  await page.goto("http://board.test/");
}

const now = Date.parse("2025-10-12T08:30:00Z");

test("the board that the Python wheel carries is the one that is built", () => {
  const shipped = readFileSync(`${top}bindings-python/python/cx_triage/tools/board.html`, "utf8");
  expect(readFileSync(`${pages}board.html`, "utf8")).toBe(shipped);
});

test("the board shows the tile, and each conversation over it", async () => {
  const { page, asked, problems } = await opened();
  const queue = engine.queue(samples(), now).map((one) => one.conversationId);
  const shown = queue.map((id) => samples().find((one) => one.id === id)!);
  await showBoard(page, board(shown, now));
  const ids = await page.locator(".tile button").evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset["id"])));
  expect(ids).toEqual(queue);
  await page.screenshot({ path: `${pictures}board.png`, fullPage: true });

  // By keyboard alone: to the second row, open, close.
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const modal = page.locator("dialog[open]");
  await modal.waitFor();
  expect(await modal.locator("article").getAttribute("data-id")).toBe(String(queue[1]));
  await page.keyboard.press("Escape");
  expect(await page.locator("dialog[open]").count()).toBe(0);

  // Findings are underlined with their category, and the sentences tell why.
  await page.locator('.tile button[data-id="5003"]').click();
  const marks = await modal.locator("mark.risk").evaluateAll((found) => found.map((one) => [one.firstChild?.textContent, one.className]));
  const assessment = engine.assess(samples().find((one) => one.id === 5003)!, now);
  expect(marks).toEqual(assessment.risk.map((finding) => [finding.matched, `risk ${finding.category}`]));
  const sentences = engine.texts(assessment, "en").sentences;
  const text = await modal.innerText();
  for (const code of [...assessment.approval.blockers, ...assessment.approval.warnings]) {
    expect(text).toContain(sentences[code]);
  }
  expect(text).toContain("L3 Operations Manager");
  expect(text).toMatch(/What changes next/i);
  expect(await modal.locator(".line .part").count()).toBeGreaterThan(0);
  await page.screenshot({ path: `${pictures}board-modal.png` });
  expect(asked).toEqual(["http://board.test/"]);
  expect(problems).toEqual([]);
  await page.close();
});

test("what a customer wrote is inert", async () => {
  const { page, asked, problems } = await opened();
  const hostile = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    '"><svg/onload=alert(3)>',
    "<style>*{display:none}</style><!--",
    "javascript:alert(4) {{constructor.constructor('alert(5)')()}}",
    "\u202egnihtemos <iframe src=//evil.test>",
  ];
  const conversations = hostile.map((text, index) => ({
    id: index + 1,
    status: "open" as const,
    createdAt: new Date(now - 4e6),
    labels: [text],
    contactNames: [text],
    messages: [{ id: 1, author: "contact" as const, createdAt: new Date(now - 4e6), content: `${text} I will sue you ${text}` }],
  }));
  await showBoard(page, board(conversations, now));
  expect(await page.locator(".tile button").count()).toBe(hostile.length);
  for (const [index, text] of hostile.entries()) {
    await page.locator(`.tile button[data-id="${index + 1}"]`).click();
    const message = page.locator("dialog .message .text");
    expect((await message.textContent())?.replace("legal", "")).toBe(`${text} I will sue you ${text}`);
    await page.keyboard.press("Escape");
  }
  expect(await page.locator("img, svg, iframe, main style").count()).toBe(0);
  // Nor does the page's own policy let anything run or leave.
  const left = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    const fetched = await fetch("http://evil.test/").then(() => true, () => false);
    return { ran: "ran" in window, fetched };
  });
  expect(left).toEqual({ ran: false, fetched: false });
  expect(asked).toEqual(["http://board.test/"]);
  expect(problems.filter((problem) => !problem.includes("Content Security Policy"))).toEqual([]);
  await page.close();
});

test("the board prints every conversation, and fits a phone", async () => {
  const { page } = await opened();
  await showBoard(page, board(samples(), now));
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".paper article").count()).toBe(samples().length);
  expect(await page.locator(".paper").isVisible()).toBe(true);
  const paper = await page.pdf({ format: "A4" });
  expect(paper.subarray(0, 4).toString()).toBe("%PDF");
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });
  expect(await page.locator(".paper").isVisible()).toBe(false);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.screenshot({ path: `${pictures}board-phone-dark.png` });
  await page.locator(".tile button").first().click();
  expect(await page.evaluate(() => document.querySelector("dialog")!.scrollWidth)).toBeLessThanOrEqual(360);
  await page.screenshot({ path: `${pictures}board-phone-modal.png` });
  await page.close();
});

test("inside Chatwoot the Dashboard App shows the conversation that its parent posts", async () => {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    if (request.url?.startsWith("/dashboard.html")) response.end(readFileSync(`${pages}dashboard.html`));
    else if (request.url === "/ours.toml") response.end('extends = "runbook"\nname = "ours"\n[sla]\ntarget_minutes = 600\n');
    else response.end("<!doctype html><title>Chatwoot</title>");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const [chatwoot, app] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const conversation = {
    id: 41,
    status: "open",
    created_at: Math.floor(Date.now() / 1000) - 3600,
    meta: { sender: { name: "Alex Morgan" } },
    messages: [{ id: 901, message_type: 0, created_at: Math.floor(Date.now() / 1000) - 3600, content: "Where is my package? Otherwise I will sue you." }],
  };
  const context = JSON.stringify({ event: "appContext", data: { conversation, contact: {}, currentAgent: { id: 1 } } });
  const { page, problems } = await opened();

  const framed = async (query: string, parent = chatwoot) => {
    await page.goto(parent);
    await page.evaluate(([source, posted]) => {
      const frame = document.createElement("iframe");
      frame.style.cssText = "width:100%;height:800px";
      // As Chatwoot does: the conversation is posted where the app asks for it.
      addEventListener("message", (event) => {
        if (event.data !== "chatwoot-dashboard-app:fetch-info") return;
        Object.assign(window, { asked: true });
        frame.contentWindow?.postMessage(posted, "*");
      });
      frame.src = source!;
      document.body.append(frame);
    }, [`${app}/dashboard.html${query}`, context]);
    const frame = page.frameLocator("iframe");
    await frame.locator("main").waitFor();
    return frame;
  };

  const shown = await framed(`?chatwoot=${chatwoot}&policy=runbook`);
  await shown.locator("article").waitFor({ timeout: 30_000 });
  expect(await shown.locator("h2").innerText()).toContain("Alex Morgan");
  expect(await shown.locator(".priority").first().innerText()).toBe("P1");
  expect(await shown.locator("mark.risk").count()).toBe(1);
  expect(await shown.locator("blockquote").innerText()).toContain("Alex Morgan");
  await page.screenshot({ path: `${pictures}dashboard.png` });

  const ours = await framed(`?chatwoot=${chatwoot}&policy=ours.toml`);
  await ours.locator("article").waitFor({ timeout: 30_000 });
  expect(await ours.locator(".sla").first().innerText()).toContain("due in");

  // From another origin than the address names, nothing is taken.
  const deaf = await framed("?chatwoot=https://chatwoot.example");
  await page.waitForTimeout(1_500);
  await page.evaluate((posted) => document.querySelector("iframe")!.contentWindow!.postMessage(posted, "*"), context);
  await page.waitForTimeout(500);
  expect(await deaf.locator("article").count()).toBe(0);
  expect(await page.evaluate(() => "asked" in window)).toBe(false);
  const unnamed = await framed("");
  await unnamed.getByText("which Chatwoot").waitFor({ timeout: 30_000 });
  const elsewhere = await framed(`?chatwoot=${chatwoot}&policy=https://evil.test/p.toml`);
  await elsewhere.getByText("no TOML file beside this page").waitFor({ timeout: 30_000 });
  expect(problems.filter((problem) => !problem.includes("postMessage"))).toEqual([]);
  await page.close();
  server.close();
});

const playground = pathToFileURL(`${pages}playground.html`).href;

async function play(page: Page, address = playground): Promise<void> {
  await page.goto(address);
  await page.locator("#answer article").waitFor({ timeout: 60_000 });
}

async function setMinutes(page: Page, minutes: number): Promise<string> {
  await page.locator("#minutes").evaluate((slider, value) => {
    (slider as HTMLInputElement).value = String(value);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }, minutes);
  return page.locator("#answer .priority").first().innerText();
}

async function typePolicy(page: Page, toml: string): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(toml);
  await page.waitForTimeout(400);
}

test("in the playground the clock makes P3 into P2 and P1, from a file and without the network", async () => {
  const { page, asked, problems } = await opened();
  await play(page);
  const conversation = { id: 7, status: "open", createdAt: "2025-10-12T08:00:00Z", labels: ["escalation"], contactNames: ["Ada"] };
  await page.locator("#conversation").fill(JSON.stringify(conversation));
  await page.getByText("Ada").first().waitFor();
  expect(await setMinutes(page, 30)).toBe("P3");
  expect(await setMinutes(page, 31)).toBe("P2");
  expect(await setMinutes(page, 151)).toBe("P1");
  // By keyboard: one minute back.
  await page.locator("#minutes").focus();
  await page.keyboard.press("ArrowLeft");
  expect(await page.locator("#answer .priority").first().innerText()).toBe("P2");
  await setMinutes(page, 10);
  await page.locator("#next").click();
  expect(await page.locator("#answer .priority").first().innerText()).toBe("P2");

  // Another policy, typed: the target is an hour.
  await typePolicy(page, 'extends = "runbook"\nname = "x"\n[sla]\ntarget_minutes = 60\n');
  expect(await setMinutes(page, 60)).toBe("P3");
  expect(await setMinutes(page, 61)).toBe("P2");
  await page.screenshot({ path: `${pictures}playground.png`, fullPage: true });

  // What is wrong stands at its line.
  await typePolicy(page, 'extends = "runbook"\nname = "x"\n[sla]\ntarget_minuts = 60\n');
  expect(await page.locator("#policy-problems").innerText()).toContain("line 4:");
  const gutter = page.locator(".cm-gutter-lint .cm-gutterElement:has(.cm-lint-marker-error)");
  expect(await gutter.count()).toBe(1);
  const [marked, line] = [await gutter.boundingBox(), await page.locator(".cm-line").nth(3).boundingBox()];
  expect(Math.abs(marked!.y - line!.y)).toBeLessThan(6);
  await page.locator("#conversation").fill("{");
  await page.getByText("not valid JSON").waitFor();
  expect(await page.locator("#answer.stale").count()).toBe(1);
  await page.screenshot({ path: `${pictures}playground-problems.png`, fullPage: true });

  const fetched = await page.evaluate(() => fetch("http://evil.test/").then(() => true, () => false));
  expect(fetched).toBe(false);
  expect(asked).toEqual([]);
  expect(problems.filter((problem) => !problem.includes("evil.test"))).toEqual([]);
  await page.close();
});

test("a link holds policy, conversation and clock, the conversation redacted unless asked otherwise", async () => {
  const { page, asked, problems } = await opened();
  await play(page);
  const conversation = {
    id: 7,
    status: "open",
    createdAt: "2025-10-12T08:00:00Z",
    contactNames: ["Ada Lovelace"],
    messages: [{ id: 1, author: "contact", createdAt: "2025-10-12T08:00:00Z", content: "I am Ada Lovelace, ada@example.com. Where is my parcel?" }],
  };
  await page.locator("#conversation").fill(JSON.stringify(conversation));
  await page.getByText("Ada Lovelace").first().waitFor();
  await typePolicy(page, 'extends = "runbook"\nname = "mine"\n');
  await setMinutes(page, 45);
  await page.locator("#share").click();
  const redacted = await page.locator("#link").inputValue();
  await page.locator("#as-it-is").check();
  await page.locator("#share").click();
  await page.waitForFunction((before) => (document.getElementById("link") as HTMLInputElement).value !== before, redacted);
  const whole = await page.locator("#link").inputValue();

  for (const [address, known] of [[redacted, false], [whole, true]] as const) {
    const other = await opened();
    await play(other.page, address);
    const text = await other.page.locator("#conversation").inputValue();
    expect(text.includes("Ada Lovelace")).toBe(known);
    expect(text.includes("ada@example.com")).toBe(known);
    expect(text).toContain("Where is my parcel?");
    expect(await other.page.locator(".cm-content").innerText()).toContain('name = "mine"');
    expect(await other.page.locator("#minutes").inputValue()).toBe("45");
    expect([other.asked, other.problems]).toEqual([[], []]);
    await other.page.close();
  }
  // A fragment that holds nothing to read changes nothing.
  const broken = await opened();
  await play(broken.page, `${playground}#bm9uc2Vuc2U`);
  expect(broken.problems).toEqual([]);
  await broken.page.close();
  expect([asked, problems]).toEqual([[], []]);
  await page.close();
});

test("the playground takes Chatwoot's JSON and the examples, in the dark and on a phone", async () => {
  const { page, problems } = await opened({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await play(page);
  expect(await page.locator("#sample option").count()).toBe(samples().length);
  await page.locator("#sample").selectOption({ index: 5 });
  await page.locator("#answer mark.risk").first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe("rgb(20, 23, 28)");
  await page.screenshot({ path: `${pictures}playground-phone-dark.png`, fullPage: true });
  const body = readFileSync(`${top}tests/payloads/chatwoot/02_rest_conversation_show_enterprise_sla.json`, "utf8");
  await page.locator("#conversation").fill(body);
  await page.locator(`#answer article[data-id="${JSON.parse(body).id}"]`).waitFor();
  expect(problems).toEqual([]);
  await page.close();
});
