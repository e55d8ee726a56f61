import CxTriage
import XCTest

/// The `hotdash-2025-10` policy against what the deployed service answered.
final class HotdashTests: XCTestCase {
    private let folder = repository.appendingPathComponent("tests/vectors/hotdash")

    /// The row as one Chatwoot document; the service knew `tags` alone.
    private func document(_ row: JSON) -> String {
        guard case .object(var members)? = row["conversation"] else {
            return row["conversation"]?.description ?? ""
        }
        if row["conversation"]?["tags"] != nil { members.removeAll { $0.key == "labels" } }
        members.removeAll { $0.key == "messages" }
        members.append(("messages", row["messages"] ?? .null))
        return JSON.object(members).description
    }

    /// What the library answers, in the service's words.
    private func answer(_ row: JSON, _ engine: Engine) throws -> JSON {
        let conversation = try chatwootParseConversation(json: document(row))
        let now = Date(timeIntervalSince1970: Double(row["now"]?.integer ?? 0) / 1000)
        let told = try JSON(engine.assess(conversation: conversation, now: now).toJson())
        guard told["surfaced"] == .bool(true) else { return .object([("surfaced", .bool(false))]) }
        let breachedAt = told["sla"]?["breachedAt"] ?? .null
        return .object([
            ("surfaced", .bool(true)),
            ("customerName", told["customer"]?["name"] ?? .null),
            ("slaBreached", .bool(breachedAt != .null)), ("breachedAt", breachedAt),
            ("lastMessageAt", told["lastMessageAt"] ?? .null),
            ("suggestedReplyId", told["suggestion"]?["templateId"] ?? .null),
            ("suggestedReply", told["suggestion"]?["body"] ?? .null),
        ])
    }

    func testEveryRowAgreesButThoseThatDeviateByARule() throws {
        func read(_ name: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }
        var engines: [Int64: Engine] = [:]
        // Not by `Character`: some texts hold a carriage return before the line's end.
        let lines = try read("public.jsonl").utf8.split(separator: UInt8(ascii: "\n"))
        var deviating: [String] = []
        for line in lines {
            let row = try JSON(String(decoding: line, as: UTF8.self))
            let minutes = try XCTUnwrap(row["sla_minutes"]?.integer)
            let engine = try engines[minutes]
                ?? Policy.hotdash202510().withSlaTarget(minutes: minutes).compile()
            engines[minutes] = engine
            if try (try? answer(row, engine)) != XCTUnwrap(row["expected"]) {
                deviating.append(row["id"]?.string ?? "")
            }
        }
        let rules = try JSON(read("deviations.json"))["rules"]?.array ?? []
        let listed = rules.flatMap { $0["rows"]?.array?.compactMap(\.string) ?? [] }
        XCTAssertEqual(lines.count, 1250)
        XCTAssertEqual(deviating.sorted(), listed.sorted())
        print("Swift agrees with the service on \(lines.count - listed.count) of \(lines.count) rows")
    }
}
