import CxTriage
import XCTest

/// The SLA's clocks on a calendar, as records.
final class ClocksTests: XCTestCase {
    private let policy = """
        extends = "runbook"
        name = "ours"
        [sla]
        calendar = "office"
        [sla.calendars.office]
        time_zone = "Europe/Berlin"
        hours = { mon = [["09:00", "17:00"]], tue = [["09:00", "17:00"]] }
        [[sla.metrics]]
        metric = "first_response"
        calendar = "office"
        target_minutes = 240
        """

    private func conversation() throws -> Conversation {
        try .fromJson(json: #"{"id":7,"status":"open","createdAt":"2025-10-13T14:00:00Z"}"#)
    }

    func testClocksCountOpenTimeAndSayWhich() throws {
        let engine = try Policy.fromToml(text: policy).compile()
        let now = try instant("2025-10-14T07:30:00Z")
        let assessment = try engine.assess(conversation: conversation(), now: now)
        XCTAssertEqual(assessment.sla.breachedAt, try instant("2025-10-13T14:30:00Z"))
        let metric = try XCTUnwrap(assessment.metrics.first)
        XCTAssertEqual(assessment.metrics.count, 1)
        XCTAssertEqual(metric.metric, .firstResponse)
        XCTAssertEqual(metric.state, .within)
        XCTAssertEqual(metric.targetMs, 240 * 60_000)
        XCTAssertEqual(metric.elapsedMs, 90 * 60_000)
        XCTAssertEqual(metric.dueAt, try instant("2025-10-14T10:00:00Z"))
        XCTAssertNil(metric.stoppedAt)

        let told = try engine.explainSla(conversation: conversation(), now: now)
        XCTAssertEqual(told.map(\.clock), [.main, .firstResponse])
        let cuts = try ["13T14:00", "13T15:00", "14T07:00", "14T07:30"].map {
            try instant("2025-10-\($0):00Z")
        }
        let reasons: [IntervalReason] = [.open, .closed, .open]
        let intervals = reasons.enumerated().map { i, reason in
            Interval(
                start: cuts[i], end: cuts[i + 1], counted: reason == .open, reason: reason)
        }
        for clock in told {
            XCTAssertEqual(clock.intervals, intervals)
            XCTAssertEqual(clock.elapsedMs, 90 * 60_000)
            let document = try JSON(clock.toJson())
            XCTAssertEqual(
                document["intervals"]?.array?.map { $0["start"]?.string },
                intervals.map { written($0.start) })
        }
    }

    func testTheRunbookHasOneClock() throws {
        let engine = try Policy.runbook().compile()
        let now = try instant("2025-10-13T15:00:00Z")
        XCTAssertEqual(try engine.assess(conversation: conversation(), now: now).metrics, [])
    }
}
