import CxTriage
import XCTest

final class BusinessHoursTests: XCTestCase {
    private let monday =
        #"{"time_zone": "America/New_York", "hours": {"mon": [["09:00", "17:00"]]}}"#

    func testWhatOtherSystemsAssertHolds() throws {
        let file = repository.appendingPathComponent("tests/vectors/business-hours/cases.jsonl")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        for line in rows {
            let row = try JSON(String(line))
            let id = row["id"]?.string ?? ""
            let keys = ["hours", "breaks", "holidays", "time_zone"]
            let document = JSON.object(
                keys.compactMap { key in row[key].map { (key, $0) } }
            ).description
            if row["hours"]?.description == "{}" {
                XCTAssertThrowsError(try BusinessHours.fromJson(json: document), id) { error in
                    XCTAssertEqual((error as? TriageError)?.code, "never_opens", id)
                }
                continue
            }
            let hours = try BusinessHours.fromJson(json: document)
            let start = try instant(XCTUnwrap(row["start"]?.string))
            switch row["op"]?.string {
            case "elapsed":
                let end = try instant(XCTUnwrap(row["end"]?.string))
                let seconds = try XCTUnwrap(row["expected_seconds"]?.integer)
                XCTAssertEqual(try hours.elapsed(start: start, end: end), seconds * 1000, id)
            case "add":
                let seconds = try XCTUnwrap(row["seconds"]?.integer)
                XCTAssertEqual(
                    try hours.deadline(start: start, targetMs: seconds * 1000),
                    try instant(XCTUnwrap(row["expected"]?.string)), id)
            default: XCTFail("\(id): no such op")
            }
        }
        XCTAssertGreaterThanOrEqual(rows.count, 90)
    }

    func testPausesStopTheClockAndOpeningHoursAreHalfOpen() throws {
        let hours = try BusinessHours.fromJson(json: monday)
        let start = try instant("2025-10-13T13:00:00Z")
        let closing = try instant("2025-10-13T21:00:00Z")
        let pause = Pause(
            start: try instant("2025-10-13T14:00:00Z"), end: try instant("2025-10-13T15:00:00Z"))
        XCTAssertEqual(
            try hours.elapsed(start: start, end: pause.end, pauses: [pause]), 3_600_000)
        XCTAssertEqual(
            try hours.deadline(start: start, targetMs: 7_200_000, pauses: [pause]),
            try instant("2025-10-13T16:00:00Z"))
        XCTAssertTrue(try hours.isOpen(at: start))
        XCTAssertFalse(try hours.isOpen(at: closing))
        XCTAssertEqual(
            try hours.nextOpening(at: closing), try instant("2025-10-20T13:00:00Z"))
        XCTAssertNil(try hours.nextOpening(at: instant("9999-12-31T23:59:59Z")))
        let intervals = try hours.explain(
            start: start, end: instant("2025-10-13T16:00:00Z"), pauses: [pause])
        XCTAssertEqual(intervals.map(\.reason), [.open, .paused, .open])
    }

    func testEveryProblemOfACalendarIsToldAtOnce() throws {
        let broken = #"{"time_zone": "Mars/Olympus", "hours": {"mon": [["17:00", "9"]]}}"#
        XCTAssertThrowsError(try BusinessHours.fromJson(json: broken)) { error in
            guard case TriageError.Invalid(let code, _, _, let diagnostics) = error else {
                return XCTFail("\(error)")
            }
            XCTAssertGreaterThanOrEqual(diagnostics.count, 2)
            XCTAssertEqual(diagnostics.first?.code, code)
        }
        let hours = try BusinessHours.fromJson(json: monday)
        XCTAssertThrowsError(try hours.deadline(start: Date(), targetMs: -1)) { error in
            XCTAssertEqual((error as? TriageError)?.code, "negative_duration")
        }
    }
}
