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
        let told = try JSON(
            engine.assess(conversation: conversation, now: now).toJson())
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
        var engines: [Int64: Engine] = [:]
        let rows = try lines(folder.appendingPathComponent("public.jsonl"))
        var deviating: [String] = []
        for row in rows {
            let minutes = try XCTUnwrap(row["sla_minutes"]?.integer)
            let engine = try engines[minutes]
                ?? Policy.hotdash202510().withSlaTarget(minutes: minutes).compile()
            engines[minutes] = engine
            if try (try? answer(row, engine)) != XCTUnwrap(row["expected"]) {
                deviating.append(row["id"]?.string ?? "")
            }
        }
        let file = folder.appendingPathComponent("deviations.json")
        let rules = try JSON(String(contentsOf: file, encoding: .utf8))["rules"]?.array ?? []
        let listed = rules.flatMap { $0["rows"]?.array?.compactMap(\.string) ?? [] }
        XCTAssertEqual(rows.count, 1250)
        XCTAssertEqual(deviating.sorted(), listed.sorted())
        print("Swift agrees with the service on \(rows.count - listed.count) of \(rows.count) rows")
    }

    /// The document with every template's body, and the name of the nameless, replaced.
    private func policy(_ document: JSON, body: String, nameless: String) -> String {
        let templates = (document["templates"]?.array ?? []).map {
            $0.setting("body", .string(body))
        }
        let names = document["customer_name"]?.setting("fallback", .string(nameless))
        return document.setting("templates", .array(templates))
            .setting("customer_name", names ?? .null).description
    }

    func testPlainVariablesRenderAlikeAndTheRestDoesNotCompile() throws {
        let rows = try lines(folder.appendingPathComponent("render.jsonl"))
        let document = try JSON(Policy.hotdash202510().toJson())
        let templates = document["templates"]?.array?.count
        let nameless = "no name"
        var agreed = 0
        var refused: [String: String] = [:]
        for (body, rows) in Dictionary(grouping: rows, by: { Array(($0["body"]?.string ?? "").utf8) }) {
            let body = String(decoding: body, as: UTF8.self)
            let engine: Engine
            do {
                engine = try Policy.fromJson(
                    json: policy(document, body: body, nameless: nameless)).compile()
            } catch TriageError.Invalid(let code, let pointer, _, let diagnostics) {
                XCTAssertEqual(pointer, "/templates/0/body", body)
                XCTAssertEqual(diagnostics.count, templates, body)
                refused[body] = code
                continue
            }
            for row in rows {
                // The service put nothing where the name was missing; the engine always has one.
                let name = row["variables"]?["name"]?.string ?? ""
                let conversation = JSON.object([
                    ("id", .number("1")), ("status", .string("open")),
                    ("createdAt", .string("2025-10-12T08:00:00Z")),
                    ("contactNames", .array([.string(name)])),
                ])
                let assessment = try engine.assess(
                    conversation: .fromJson(json: conversation.description),
                    now: instant("2025-10-12T09:00:00Z"))
                let answer = try XCTUnwrap(assessment.suggestion).body.text
                let rendered = name.isEmpty
                    ? answer.replacingOccurrences(of: nameless, with: "", options: .literal)
                    : answer
                XCTAssertEqual(row["expected"], .string(rendered), row["id"]?.string ?? "")
                agreed += 1
            }
        }
        XCTAssertEqual(rows.count, 272)
        XCTAssertEqual(agreed, 80)
        XCTAssertEqual(refused.count, 24)
        // The empty body renders in Rust; a policy whose template is empty does not compile.
        XCTAssertEqual(refused.removeValue(forKey: ""), "empty_cue")
        XCTAssertEqual(Set(refused.values), ["template_syntax", "unknown_variable"])
        print("Swift renders \(agreed) of \(rows.count) rows as the service did, refuses the rest")
    }
}
