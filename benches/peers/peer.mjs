// The same decision with Node alone: node peer.mjs CORPUS KEYWORDS ROUNDS. Prints a JSON object:
// processor time of a conversation in microseconds, by way, and what each way decided.
import { readFileSync } from "node:fs";

const [, , corpus, keywordsFile, rounds] = process.argv;
const keywords = JSON.parse(readFileSync(keywordsFile, "utf8"));
const lines = readFileSync(corpus, "utf8").trimEnd().split("\n");
const documents = lines.map((line) => JSON.parse(line));
const now = Date.parse("2026-02-25T12:00:00Z");
const escape = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const patterns = Object.fromEntries(
  Object.entries(keywords).map(([kind, words]) => [kind, new RegExp(words.map(escape).join("|"))]),
);

const customerText = (document) => {
  let text = "";
  for (const message of document.messages) {
    if (message.author === "contact" && !message.private) text += `${message.content}\n`;
  }
  return text.toLowerCase();
};

const decide = (document, has) => {
  const text = customerText(document);
  const template = has(text, "shipping") ? "s" : has(text, "refund") ? "r" : "a";
  const risk = has(text, "risk");
  const overdue = now - Date.parse(document.createdAt) - 30 * 60_000;
  const priority = risk || overdue > 7_200_000 ? 1 : overdue > 0 ? 2 : 3;
  return template + priority;
};

const withRegExp = (text, kind) => patterns[kind].test(text);
const withIncludes = (text, kind) => keywords[kind].some((word) => text.includes(word));

const measure = (work) => {
  work();
  const times = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    times.push(user + system);
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1] / documents.length;
};

const ways = {
  "Node RegExp": () => documents.map((document) => decide(document, withRegExp)),
  "Node includes": () => documents.map((document) => decide(document, withIncludes)),
  "Node JSON.parse, includes, JSON.stringify": () =>
    lines.map((line) => {
      const document = JSON.parse(line);
      return JSON.stringify({ conversationId: document.id, decided: decide(document, withIncludes) });
    }),
};
const told = {};
for (const [name, work] of Object.entries(ways)) {
  const answers = work().map((answer) => (answer[0] === "{" ? JSON.parse(answer).decided : answer));
  told[name] = { microseconds: measure(work), decided: answers.join(" ") };
}
console.log(JSON.stringify(told));
