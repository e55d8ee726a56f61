import XCTest

@testable import CxTriage

/// A time of its own for each conversation, and the breaches of the days behind.
final class LookingBackTests: XCTestCase {
    /// 2025-10-12T08:30:00Z
    private let due = Date(timeIntervalSince1970: 1_760_257_800)
    private var late: Date { due.addingTimeInterval(0.001) }

    private func opened(_ id: Int, _ time: String = "2025-10-12T08:00:00Z") throws -> Conversation {
        try Conversation.fromJson(
            json: #"{"id":\#(id),"status":"open","createdAt":"\#(time)"}"#)
    }

    private func assertRefused(_ call: @autoclosure () throws -> Any?) {
        XCTAssertThrowsError(try call()) { error in
            XCTAssertEqual((error as? TriageError)?.code, "invalid_value")
            XCTAssertEqual((error as? TriageError)?.pointer, "/times")
        }
    }

    func testEachConversationIsAssessedAtItsOwnTime() throws {
        let engine = try Policy.runbook().compile()
        let (one, two) = (try opened(1), try opened(2))
        let told = try engine.assessEach(conversations: [one, two, one], times: [due, due, late])
        XCTAssertEqual(told.map(\.conversationId), [1, 2, 1])
        XCTAssertEqual(told.map(\.surfaced), [false, false, true])
        XCTAssertEqual(told[2], try engine.assess(conversation: one, now: late))
        XCTAssertEqual(try engine.assessEach(conversations: [], times: []), [])
        assertRefused(try engine.assessEach(conversations: [one, two], times: [due]))
        assertRefused(try engine.assessEach(conversations: [one], times: [due, due]))
    }

    func testAConversationStandsAsItStood() throws {
        let now = try Conversation.fromJson(
            json: """
                {"id":7,"status":"resolved","createdAt":"2025-10-12T08:00:00Z",
                 "statusChanges":[{"status":"resolved","at":"2025-10-12T09:00:00Z"}],
                 "messages":[{"id":1,"author":"contact","createdAt":"2025-10-12T08:00:00Z","content":"Hello"},
                             {"id":2,"author":"agent","createdAt":"2025-10-12T08:30:00Z","content":"Hi"}]}
                """)
        for (before, messages) in [(0.001, 1), (0, 2)] {
            let then = try now.asOf(at: due.addingTimeInterval(-before)).document()
            XCTAssertEqual(then.status, .open)
            XCTAssertEqual(then.messages.count, messages)
        }
        let later = try now.asOf(at: due.addingTimeInterval(1_800))
        XCTAssertEqual(later.toJson(), now.toJson())
    }

    func testEachLineIsAssessedAtItsOwnTime() throws {
        let engine = try Policy.runbook().compile()
        let line = try opened(1).toJson()
        let told = try engine.assessJsonLinesEach(
            lines: "\(line)\n\nnonsense\n\(line)\n", times: [due, due, late])
        let answers = told.split(separator: "\n").map(String.init)
        XCTAssertEqual(answers.map { $0.contains(#""surfaced":true"#) }, [false, false, true])
        XCTAssertTrue(answers[1].contains(#""line":3"#), answers[1])
        XCTAssertEqual(
            try engine.assessJsonLines(lines: line, now: due),
            try engine.assessJsonLinesEach(lines: line, times: [due]))
        XCTAssertEqual(try engine.assessJsonLinesEach(lines: "\n", times: []), "")
        assertRefused(try engine.assessJsonLinesEach(lines: line, times: [due, due]))
        assertRefused(try engine.assessJsonLinesEach(lines: "\(line)\n\(line)", times: [due]))
    }

    func testBreachesAreCountedByTheDayAndByTheWeekOfTheirDeadline() throws {
        let engine = try Policy.runbook().compile()
        let conversations = [
            try opened(1, "2025-10-04T10:00:00Z"),
            try opened(2, "2025-10-11T23:29:59.999Z"),
            try opened(3, "2025-10-11T23:30:00Z"),
            try opened(4),
        ]
        let trend = try engine.breachTrend(conversations: conversations, days: 2, now: due)
        XCTAssertEqual(trend.days.map(\.date), ["2025-10-11", "2025-10-12"])
        XCTAssertEqual(trend.days.map { $0.clocks["sla"] }, [1, 1])
        XCTAssertEqual(trend.thisWeek["sla"], 2)
        XCTAssertEqual(trend.weekBefore["sla"], 1)
        let later = try engine.breachTrend(conversations: conversations, days: 1, now: late)
        XCTAssertEqual(later.days.map { $0.clocks["sla"] }, [2])
        XCTAssertTrue(try engine.breachTrend(conversations: [], days: 0, now: due).days.isEmpty)
    }
}
