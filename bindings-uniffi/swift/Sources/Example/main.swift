import CxTriage
import Foundation

let path = "core/examples/conversations.json"
let json = try Data(contentsOf: URL(fileURLWithPath: path))
let list = try chatwootParseConversationList(json: json)
let engine = try Policy.runbook().compile()
let now = ISO8601DateFormatter().date(from: "2026-02-25T12:00:00Z")!
for a in try engine.queue(conversations: list.conversations, now: now) {
    let priority = a.priority.map { "\($0)" } ?? ""
    print("\(priority) \(a.conversationId) \(a.escalation.level) \(a.approval.allowed)")
}
