// Generated from the core's types by `cargo run -p cx-triage-tests --bin border`.

export type * from "./conversation.js";
export type * from "./assessment.js";
export type * from "./sla.js";
export type * from "./decision.js";
export type * from "./health.js";
export type * from "./errors.js";
export type * from "./chatwoot.js";
