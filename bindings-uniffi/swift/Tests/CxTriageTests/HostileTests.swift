import CxTriage
import XCTest

/// No document provokes a panic: every door answers, or throws its typed error. (A panic would end
/// the process.)
final class HostileTests: XCTestCase {
    /// Every door that takes a document; what it gives is used once more.
    private func doors() throws -> [(String, (String) throws -> Void)] {
        let now = try instant("2025-10-12T09:00:00Z")
        let engine = try Policy.runbook().compile()
        let use = { (conversation: Conversation) in
            _ = try engine.assess(conversation: conversation, now: now).toJson()
        }
        return [
            ("Conversation.fromJson", { try use(.fromJson(json: $0)) }),
            ("chatwootParseConversationList", {
                try chatwootParseConversationList(json: $0).conversations.forEach(use)
            }),
            ("chatwootParseConversation", { try use(chatwootParseConversation(json: $0)) }),
            ("chatwootParseMessages", { _ = try chatwootParseMessages(json: $0) }),
            ("chatwootParseWebhook", { _ = try chatwootParseWebhook(json: $0) }),
            ("Policy.fromJson", { _ = try Policy.fromJson(json: $0).compile() }),
            ("Policy.fromToml", { _ = try Policy.fromToml(text: $0).compile() }),
            ("BusinessHours.fromJson", { _ = try BusinessHours.fromJson(json: $0) }),
            ("DecisionEvent.fromJson", {
                _ = try DecisionEvent.fromJson(json: $0).toCloudEvent()
            }),
            ("parseDecisionLog", { _ = parseDecisionLog(ndjson: $0).toJson() }),
            ("ApproveSend.fromJson", { _ = try ApproveSend.fromJson(json: $0) }),
            ("Escalate.fromJson", { _ = try Escalate.fromJson(json: $0) }),
            ("MarkResolved.fromJson", { _ = try MarkResolved.fromJson(json: $0) }),
            ("HealthSample.fromJson", {
                _ = engine.health(sample: try HealthSample.fromJson(json: $0))
            }),
            ("assessJsonLines", { _ = try engine.assessJsonLines(lines: $0, now: now) }),
            ("topic", { _ = engine.topic(text: $0) }),
            ("scan", { _ = engine.scan(text: $0) }),
        ]
    }

    private func through(
        _ doors: [(String, (String) throws -> Void)], _ document: String
    ) -> Int {
        doors.filter { name, door in
            do {
                try door(document)
                return true
            } catch is TriageError {
                return false
            } catch {
                XCTFail("\(name) of \(document.prefix(200)): \(type(of: error))")
                return false
            }
        }.count
    }

    /// Every third document of the corpus and of Chatwoot's payloads: all of them take minutes.
    private func documents() throws -> [String] {
        let inputs = [
            "input", "conversation", "document", "sample", "policy", "text", "calendar",
        ]
        let cases = try corpus().flatMap { test in inputs.compactMap { test[$0]?.asDocument } }
        let folder = repository.appendingPathComponent("tests/payloads/chatwoot")
        let payloads = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }
            .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
        let all = Set(cases + payloads).sorted()
        return all.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    }

    func testDocumentsOfTheCorpusWholeAndCutShortAreReadOrRefused() throws {
        let (documents, doors) = (try documents(), try doors())
        var (read, asked) = (0, 0)
        for document in documents {
            let scalars = document.unicodeScalars
            // A message cut short is a message.
            let isDocument = document.hasPrefix("{") || document.hasPrefix("[")
            let cuts = (isDocument ? [1, 2, 3] : []).map {
                String(scalars.prefix(scalars.count * $0 / 4))
            }
            for piece in cuts + [document] {
                read += through(doors, piece)
                asked += doors.count
            }
        }
        print("Swift asked the doors \(asked) times with \(documents.count) documents, \(read) were read")
        XCTAssertGreaterThan(documents.count, 500)
        XCTAssertGreaterThanOrEqual(read, documents.count)
        XCTAssertLessThan(read, asked)
    }

    func testNumbersAndRecordsFromTheEndsOfTheirRangesAreAnsweredOrRefused() throws {
        // Not by a formatter: Foundation's follow the Julian calendar before 1582.
        let times = [
            ("0001-01-01T00:00:00Z", Date(timeIntervalSince1970: -62_135_596_800)),
            ("1970-01-01T00:00:00Z", Date(timeIntervalSince1970: 0)),
            ("9999-12-31T23:59:59.999Z", Date(timeIntervalSince1970: 253_402_300_799.999)),
        ]
        let runbook = try Policy.runbook().compile()
        let hours = try BusinessHours.fromJson(
            json: #"{"time_zone":"Europe/London","hours":{"sun":[["23:00","24:00"]]}}"#)
        for number in [Int64.min, -1, 0, 1, Int64.max] {
            let engine = (try? Policy.runbook().withSlaTarget(minutes: number).compile()) ?? runbook
            for (written, at) in times {
                let message = Message(
                    id: number, author: .contact, senderId: number, content: "Refund $9e9",
                    createdAt: at, private: false)
                let decision = PastDecision(
                    action: .escalate, at: at, actorId: number, templateId: "", messageId: number)
                let read = try Conversation
                    .fromJson(json: #"{"id":1,"status":"open","createdAt":"\#(written)"}"#)
                // What cannot be an id or an amount is refused where it comes in.
                if number <= 0 {
                    XCTAssertThrowsError(try read.withMessages(messages: [message]))
                    XCTAssertThrowsError(try read.withDecisions(decisions: [decision]))
                }
                let bare = number <= 0
                    ? read
                    : try read.withMessages(messages: [message]).withDecisions(decisions: [decision])
                let refund = { (currency: String) in
                    let money = Money(amountMinor: number, currency: currency)
                    return try bare.withFacts(facts: Facts(refundAmount: money, escalatedAt: at))
                }
                XCTAssertThrowsError(try refund("\u{0}"))
                if number < 0 { XCTAssertThrowsError(try refund("USD")) }
                let one = number >= 0 ? try refund("USD") : bare
                for (_, now) in times {
                    XCTAssertNoThrow(try engine.assess(conversation: one, now: now).toJson())
                    let pauses = [Pause(start: now, end: at), Pause(start: at, end: now)]
                    XCTAssertNoThrow(try hours.elapsed(start: at, end: now, pauses: pauses))
                    _ = try? hours.deadline(start: at, targetMs: number)
                    _ = try? engine.explainSla(conversation: one, now: now)
                    let input = MarkResolved(shopDomain: "", seenMessageId: number)
                    _ = try? engine.markResolved(conversation: one, input: input, now: now)
                }
            }
        }
        let most = UInt64.max
        _ = runbook.health(
            sample: HealthSample(
                apiResponseMs: Array(repeating: most, count: 9), slaBreaches: most,
                slaBreachesWeekBefore: 0, templateSends: most, templateFailures: most,
                conversationListMs: most))
    }

    func testWhatIsTooDeepTooLongOrNoJsonAtAllIsReadOrRefused() throws {
        func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }
        let doors = try doors()
        for document in [
            times(200_000, "["), times(200_000, #"{"a":"#), "a=" + times(200_000, "["),
            times(200_000, "a.") + "a=1", "[a" + times(200_000, ".a") + "]",
            "\"" + times(100_000, #"\u0000"#) + "\"", #"{"id":"# + times(100_000, "9") + "}",
            #"{"id":1e999}"#, "\u{0}", "\u{FEFF}{}", "null", times(50_000, "I will sue you. "),
            times(100_000, "a\u{301}"), times(100_000, "ﷺ"), times(100_000, "$1"),
        ] {
            XCTAssertLessThan(through(doors, document), doors.count)
        }
        for bytes: [UInt8] in [[], [0xFF, 0xFE], Array(#"{"id":""#.utf8) + [0xFF, 0x22, 0x7D]] {
            XCTAssertThrowsError(try chatwootParseConversation(json: Data(bytes))) { error in
                XCTAssertEqual((error as? TriageError)?.code, "invalid_json")
            }
        }
    }
}
