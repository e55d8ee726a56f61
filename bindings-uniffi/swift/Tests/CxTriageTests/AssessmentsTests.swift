import CxTriage
import Foundation
import XCTest

/// A clock that a test moves: sleepers wake when it passes their time.
private final class Virtual: TriageClock, @unchecked Sendable {
    private let lock = NSLock()
    private var time: Date
    private var sleepers: [(deadline: Date, wake: CheckedContinuation<Void, Never>)] = []

    init(_ time: Date) { self.time = time }

    func now() -> Date { lock.withLock { time } }

    func sleep(until deadline: Date) async throws {
        await withCheckedContinuation { wake in
            let passed = lock.withLock {
                if time >= deadline { return true }
                sleepers.append((deadline, wake))
                return false
            }
            if passed { wake.resume() }
        }
        try Task.checkCancellation()
    }

    /// Sets the time, once somebody sleeps, and wakes who slept until then or an earlier time.
    func move(to time: Date) async {
        while lock.withLock({ sleepers.isEmpty }) { await Task.yield() }
        let woken = lock.withLock {
            self.time = time
            let woken = sleepers.filter { $0.deadline <= time }
            sleepers.removeAll { $0.deadline <= time }
            return woken
        }
        woken.forEach { $0.wake.resume() }
    }
}

final class AssessmentsTests: XCTestCase {
    private let start = ISO8601DateFormatter().date(from: "2026-02-25T12:00:00Z")!

    private func waiting() throws -> Conversation {
        try Conversation.fromJson(
            json: """
                {"id":7,"status":"open","createdAt":"2026-02-25T12:00:00Z","contactNames":["Zoë"],
                 "messages":[{"author":"contact","createdAt":"2026-02-25T12:00:00Z",
                              "content":"Where is my parcel?"}]}
                """)
    }

    func testGivesTheAssessmentNowAndAtEachChange() async throws {
        let engine = try Policy.runbook().compile()
        let clock = Virtual(start)
        var stream = engine.assessments(of: try waiting(), clock: clock).makeAsyncIterator()
        let first = try await stream.next()
        XCTAssertNil(first?.priority)
        let breach = try XCTUnwrap(first?.nextChangeAt)
        XCTAssertEqual(breach.timeIntervalSince(start), 30 * 60 + 0.001, accuracy: 0.0001)
        await clock.move(to: breach)
        let second = try await stream.next()
        XCTAssertEqual(second?.priority, .p2)
        XCTAssertEqual(second?.assessedAt, breach)
        await clock.move(to: try XCTUnwrap(second?.nextChangeAt))
        let third = try await stream.next()
        XCTAssertEqual(third?.priority, .p1)
    }

    func testADeviceThatSleptWakesToTheAssessmentOfItsTime() async throws {
        let engine = try Policy.runbook().compile()
        let clock = Virtual(start)
        var stream = engine.assessments(of: try waiting(), clock: clock).makeAsyncIterator()
        _ = try await stream.next()
        await clock.move(to: start.addingTimeInterval(5 * 3600))
        let woken = try await stream.next()
        XCTAssertEqual(woken?.priority, .p1)
    }

    func testEndsWhereNothingChangesAnyMore() async throws {
        let engine = try Policy.runbook().compile()
        let snoozed = try Conversation.fromJson(
            json: #"{"id":7,"status":"snoozed","createdAt":"2026-02-25T12:00:00Z"}"#)
        var count = 0
        for try await assessment in engine.assessments(of: snoozed, clock: Virtual(start)) {
            XCTAssertNil(assessment.nextChangeAt)
            count += 1
        }
        XCTAssertEqual(count, 1)
    }

    func testATimeThatCannotBeIsAnError() async throws {
        let engine = try Policy.runbook().compile()
        do {
            for try await _ in engine.assessments(of: try waiting(), clock: Virtual(.distantPast)) {
                XCTFail("nothing is assessed before the year 0001")
            }
            XCTFail("the stream fails")
        } catch let error as TriageError {
            XCTAssertEqual(error.code, "time_out_of_range")
        }
    }

    func testCancellingEndsTheStream() async throws {
        let engine = try Policy.runbook().compile()
        let conversation = try waiting()
        let task = Task {
            var count = 0
            for try await _ in engine.assessments(of: conversation) { count += 1 }
            return count
        }
        try await Task.sleep(nanoseconds: 50_000_000)
        task.cancel()
        let count = try await task.value
        XCTAssertLessThanOrEqual(count, 2)
    }
}
