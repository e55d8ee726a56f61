import CxTriage
import XCTest

/// Objects are shared between threads and leave nothing behind.
final class SharingTests: XCTestCase {
    private let now = Date(timeIntervalSince1970: 1_760_259_600)

    private func document(_ id: Int) -> String {
        """
        {"id":\(id),"status":"open","createdAt":"2025-10-12T08:00:00Z","contactNames":["Zoë"],\
        "messages":[{"author":"contact","createdAt":"2025-10-12T08:00:00Z",\
        "content":"Where is my parcel no. \(id)?"}]}
        """
    }

    func testTenThreadsAssessOnOneEngine() async throws {
        let engine = try Policy.runbook().compile()
        let now = now
        let conversations = try (1...50).map { try Conversation.fromJson(json: document($0)) }
        let alone = try conversations.map {
            try engine.assess(conversation: $0, now: now).toJson()
        }
        let answers = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<10 {
                group.addTask {
                    try conversations.map {
                        try engine.assess(conversation: $0, now: now).toJson()
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        XCTAssertEqual(answers.count, 10)
        for answer in answers { XCTAssertEqual(answer, alone) }
        let many = try engine.assessMany(conversations: conversations, now: now)
        XCTAssertEqual(try many.map { try $0.toJson() }, alone)
        let lines = conversations.map { $0.toJson() }.joined(separator: "\n")
        let batch = try engine.assessJsonLines(lines: lines, now: now)
        XCTAssertEqual(batch.split(separator: "\n").map(String.init), alone)
    }

    func testTenThreadsOfTheSystemAssessOnOneEngine() throws {
        let engine = try Policy.runbook().compile()
        let now = now
        let conversation = try Conversation.fromJson(json: document(7))
        let alone = try engine.assess(conversation: conversation, now: now)
        let equal = Counter()
        DispatchQueue.concurrentPerform(iterations: 10) { _ in
            for _ in 0..<100
            where (try? engine.assess(conversation: conversation, now: now)) == alone {
                equal.add()
            }
        }
        XCTAssertEqual(equal.count, 1000)
    }

    #if os(Linux)
        func testAHundredThousandObjectsComeAndGoWithoutGrowth() throws {
            let text = document(7)
            func rounds(_ count: Int) throws {
                for _ in 0..<count { _ = try Conversation.fromJson(json: text).toJson() }
            }
            try rounds(20_000)
            let before = try residentKilobytes()
            try rounds(100_000)
            let grown = try residentKilobytes() - before
            print("Swift: 100,000 conversations made and dropped, \(grown) kB grown")
            // Kept, their documents alone would take 30 MB.
            XCTAssertLessThan(grown, 5_000)
        }

        private func residentKilobytes() throws -> Int {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            return try XCTUnwrap(line.flatMap { Int($0.filter(\.isNumber)) })
        }
    #endif
}

private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var value = 0

    var count: Int { lock.withLock { value } }

    func add() { lock.withLock { value += 1 } }
}
