// What every entry of the package has.
export type * from "./generated/index.js";
export { BusinessHours, type PauseInput } from "./business-hours.js";
export * as chatwoot from "./chatwoot.js";
export type { SignedRequest, WebhookEvent, WebhookIgnored, WebhookReceived } from "./chatwoot.js";
export {
  Assessment,
  Conversation,
  DecisionEvent,
  DecisionLog,
  parseDecisionLog,
  samples,
} from "./documents.js";
export { Engine } from "./engine.js";
export { CxTriageError, type ErrorCode } from "./error.js";
export { Handle } from "./handle.js";
export type { ModuleSource } from "./module.js";
export { Policy } from "./policy.js";
export { type Span, spanToUtf16 } from "./span.js";
export type { Given } from "./values.js";
