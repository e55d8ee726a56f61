import CxTriage
import XCTest

/// What operators did in the deployed service, and what it logged (`actions.jsonl`).
final class HotdashActionsTests: XCTestCase {
    private let folder = repository.appendingPathComponent("tests/vectors/hotdash")

    /// A conversation that may be approved and closed: answered 49 hours ago.
    private func conversation(_ form: JSON?) -> Conversation? {
        var id = form?["conversationId"]?.string?.trimmingCharacters(in: .whitespaces) ?? "null"
        id = ["1e3": "1000", "0x10": "16"][id] ?? id
        return try? Conversation.fromJson(
            json: """
                {"id":\(id),"status":"open","createdAt":"2025-10-10T08:00:00Z",
                 "contactNames":["Alex"],"messages":[
                 {"id":1,"author":"contact","createdAt":"2025-10-10T08:00:00Z","content":"Hello?"},
                 {"id":2,"author":"agent","createdAt":"2025-10-10T09:00:00Z","content":"Yes?"}]}
                """)
    }

    /// The service's feature flag decides whether a model's suggestion counts as used.
    private func used(_ row: JSON) -> Bool {
        let flag = row["flag"]?.string?.lowercased() ?? ""
        return ["1", "true", "yes", "on"].contains(flag)
            && row["form"]?["aiSuggestionUsed"]?.string == "true"
    }

    /// What the form says of the suggestion, where it is JSON.
    private func metadata(_ form: JSON?) -> JsonText? {
        let text = form?["aiSuggestionMetadata"]?.string ?? "null"
        return (try? ApproveSend.fromJson(json: #"{"aiSuggestion":\#(text)}"#))?.aiSuggestion
    }

    private func decide(_ row: JSON, _ engine: Engine) throws -> DecisionEvent? {
        let form = row["form"]
        guard let conversation = conversation(form) else { return nil }
        let now = try instant("2025-10-12T10:00:00Z")
        let email = row["session"]?["email"]?.string
        let shop = row["session"]?["shop"]?.string
        let note = form?["note"]?.string.map { CustomerText($0) }
        switch form?["action"]?.string {
        case "approve_send":
            // A form without a reply is blank, and no word for the library's suggestion.
            let reply = form?["selectedReply"]?.string ?? form?["suggestedReply"]?.string ?? ""
            return try engine.approveSend(
                conversation: conversation,
                input: ApproveSend(
                    reply: CustomerText(reply), aiSuggestionUsed: used(row),
                    aiSuggestion: metadata(form), operatorEmail: email, shopDomain: shop,
                    note: note),
                now: now)
        case "escalate":
            return try engine.escalate(
                conversation: conversation,
                input: Escalate(
                    reason: .policyException, operatorEmail: email, shopDomain: shop, note: note),
                now: now)
        case "mark_resolved":
            return try engine.markResolved(
                conversation: conversation,
                input: MarkResolved(operatorEmail: email, shopDomain: shop, note: note), now: now)
        default: return nil
        }
    }

    /// What a service writes to its log: the event, once the call to Chatwoot has succeeded.
    private func logged(_ row: JSON, _ engine: Engine) throws -> [JSON] {
        do {
            guard let event = try decide(row, engine), row["failClient"] != .bool(true) else {
                return []
            }
            return [try rowJson(event.toLogRow())]
        } catch TriageError.Refused {
            return []
        }
    }

    /// How what would be logged differs from what the service logged.
    private func disagreement(_ row: JSON, _ engine: Engine) throws -> [String] {
        let expected = row["expected"]?["decisions"]?.array ?? []
        let ours = try logged(row, engine)
        guard expected.count == ours.count else {
            return ["\(expected.count) logged, here \(ours.count)"]
        }
        return zip(expected, ours).flatMap { differences($0, $1) }
    }

    func testEveryRecordedActionAgreesButThoseThatDeviateByARule() throws {
        let engine = try Policy.hotdash202510().compile()
        var disagreements: [String: [String]] = [:]
        let rows = try lines(folder.appendingPathComponent("actions.jsonl"))
        for row in rows {
            let found = try disagreement(row, engine)
            if !found.isEmpty { disagreements[row["id"]?.string ?? ""] = found }
        }
        let file = folder.appendingPathComponent("action-deviations.json")
        let rules = try JSON(String(contentsOf: file, encoding: .utf8))["rules"]?.array ?? []
        let listed = rules.flatMap { $0["rows"]?.array?.compactMap(\.string) ?? [] }
        XCTAssertEqual(rows.count, 183)
        for id in listed { XCTAssertNotNil(disagreements.removeValue(forKey: id), id) }
        XCTAssertTrue(disagreements.isEmpty, "\(disagreements)")
        print("Swift agrees with the service on \(rows.count - listed.count) of \(rows.count) actions")
    }
}
