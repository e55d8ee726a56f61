import { readFileSync } from "node:fs";
import { Policy, chatwoot } from "cx-triage";

const body = readFileSync("core/examples/conversations.json");
const { conversations } = chatwoot.parseConversationList(body);
const engine = Policy.runbook().compile();
const now = new Date("2026-02-25T12:00:00Z");

for (const a of engine.queue(conversations, now)) {
  const { priority, conversationId, escalation, approval } = a;
  console.log(priority, conversationId, escalation.level, approval.allowed);
}
