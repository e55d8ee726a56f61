import Foundation

/// What time it is, and a timer: `SystemTime`, or one that a test moves.
public protocol TriageClock: Sendable {
    /// The present time.
    func now() -> Date

    /// Returns at `deadline`, later, or, as the system's timers do, a little early. Throws
    /// `CancellationError` where the task is cancelled.
    func sleep(until deadline: Date) async throws
}

/// The device's clock.
public struct SystemTime: TriageClock {
    public init() {}

    public func now() -> Date { Date() }

    public func sleep(until deadline: Date) async throws {
        let seconds = deadline.timeIntervalSince(Date())
        guard seconds > 0 else { return }
        // A year is enough to wait at once, and more does not fit the nanoseconds.
        try await Task.sleep(nanoseconds: UInt64(min(seconds, 31_536_000) * 1_000_000_000))
    }
}

extension Engine {
    /// The assessment of `conversation` now, and again at each `nextChangeAt`, for as long as it is
    /// iterated: one timer instead of polling. It ends where nothing would change any more, and
    /// when its task is cancelled.
    ///
    /// A device that slept past a change gives the assessment of the time it woke at: changes in
    /// between are passed over. When a message or a label comes, iterate the stream of the new
    /// conversation.
    ///
    /// Throws `TriageError` (`time_out_of_range`) where the clock is outside the years 0001 to
    /// 9999.
    public func assessments(
        of conversation: Conversation, clock: any TriageClock = SystemTime()
    ) -> AsyncThrowingStream<Assessment, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    var now = clock.now()
                    while true {
                        let assessment = try assess(conversation: conversation, now: now)
                        continuation.yield(assessment)
                        guard let next = assessment.nextChangeAt else { break }
                        now = clock.now()
                        // A clock that was set back, or a timer that fired early, waits again.
                        while now < next {
                            try await clock.sleep(until: next)
                            now = clock.now()
                        }
                    }
                    continuation.finish()
                } catch is CancellationError {
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}
