import CxTriage
import Foundation

/// What a call costs, and a conversation in a batch of 1,000 (benches/languages runs it).
let data = try Data(contentsOf: URL(fileURLWithPath: "core/examples/conversations.json"))
let conversations = try chatwootParseConversationList(json: data).conversations
let engine = try Policy.runbook().compile()
let now = Date(timeIntervalSince1970: 1_772_020_800)
let batch = (0..<1000).map { conversations[$0 % conversations.count] }
let lines = batch.map { $0.toJson() }.joined(separator: "\n")

/// Microseconds per conversation of the fastest of 20 rounds, after 3 to warm up.
func best(_ round: () throws -> Void) rethrows -> Double {
    for _ in 0..<3 { try round() }
    let nanoseconds = try (0..<20).map { _ in
        let start = DispatchTime.now().uptimeNanoseconds
        try round()
        return DispatchTime.now().uptimeNanoseconds - start
    }
    return Double(nanoseconds.min() ?? 0) / 1_000_000
}

let call = try best { for item in batch { _ = try engine.assess(conversation: item, now: now) } }
let many = try best { _ = try engine.assessMany(conversations: batch, now: now) }
let json = try best { _ = try engine.assessJsonLines(lines: lines, now: now) }
print(String(format: "Swift %.2f %.2f %.2f", call, many, json))
