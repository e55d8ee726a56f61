import XCTest

@testable import CxTriage

final class ValuesTests: XCTestCase {
    private let opened = Date(timeIntervalSince1970: 1_760_256_000)

    private func conversation() throws -> Conversation {
        try Conversation.fromJson(
            json: #"{"id":7,"status":"open","createdAt":"2025-10-12T08:00:00Z"}"#)
    }

    private func message(_ text: String, at: Date? = nil) -> Message {
        Message(
            id: 1, author: .contact, senderId: nil, content: CustomerText(text),
            createdAt: at ?? opened, private: false)
    }

    private func explanation(until: Date) -> SlaExplanation {
        SlaExplanation(
            clock: .main, start: opened, until: until, targetMs: 0, elapsedMs: 0, intervals: [])
    }

    private func back(_ message: Message) throws -> Message {
        let document = try conversation().withMessages(messages: [message]).document()
        return try XCTUnwrap(document.messages.first)
    }

    func testRecordsHideTheCustomersWords() throws {
        let document = try conversation().withMessages(messages: [message("I will sue Zoë")])
            .document()
        var dumped = ""
        dump(document, to: &dumped)
        for shown in ["\(document)", String(reflecting: document), dumped] {
            XCTAssertFalse(shown.contains("sue"), shown)
            XCTAssertTrue(shown.contains("CustomerText(14 chars)"), shown)
        }
        XCTAssertEqual(document.messages.first?.content?.text, "I will sue Zoë")
    }

    func testNoRecordEventLogOrErrorShowsTheCustomersWords() throws {
        let secret = "SECRET"
        let conversation = try Conversation.fromJson(
            json: """
                {"id":7,"status":"open","createdAt":"2025-10-12T08:00:00Z","contactNames":["SECRET"],
                 "messages":[{"id":1,"author":"contact","createdAt":"2025-10-12T08:00:00Z",
                              "content":"SECRET, I will sue you. Where is my parcel?"}]}
                """)
        let engine = try Policy.runbook().compile()
        let words = CustomerText(secret)
        func input(overriding reason: CustomerText?) -> ApproveSend {
            ApproveSend(
                reply: words, aiSuggestionUsed: true, aiSuggestion: JsonText(#""SECRET""#),
                operatorEmail: "a@example.com", note: words, overrideReason: reason, id: "e1")
        }
        let event = try engine.approveSend(
            conversation: conversation, input: input(overriding: words), now: opened)
        var refusal: (any Error)?
        XCTAssertThrowsError(
            try engine.approveSend(
                conversation: conversation, input: input(overriding: nil), now: opened)
        ) { refusal = $0 }
        let line = event.toJson()
        let newer = line.replacingOccurrences(of: #""schemaVersion":1"#, with: #""schemaVersion":9"#)
            .replacingOccurrences(of: "e1", with: "e2")
        let log = parseDecisionLog(ndjson: "\(line)\n\(line)\n{\"SECRET\"\n\(newer)\n")
        let assessment = try engine.assess(conversation: conversation, now: opened)
        XCTAssertEqual(assessment.customer.name.text, secret)
        XCTAssertTrue(event.toLogRow().payload.text.contains(secret))
        XCTAssertEqual(log.unknown().first?.document.text.contains(secret), true)
        XCTAssertEqual([log.rejected().count, log.duplicates().count], [1, 1])
        let told: [Any] = [
            conversation, conversation.document(), assessment,
            engine.scan(text: "SECRET: I will sue you"), input(overriding: words),
            Escalate(
                reason: .other, reasonText: words,
                handOff: HandOff(issue: words, customerExpectation: words)),
            MarkResolved(note: words), event, event.document(), event.toLogRow(),
            event.toPastDecision(), try XCTUnwrap(refusal), log, log.events(), log.unknown(),
            log.rejected(), log.duplicates(), JsonText(#""SECRET""#),
        ]
        for value in told {
            var dumped = ""
            dump(value, to: &dumped)
            for shown in ["\(value)", String(reflecting: value), dumped] {
                XCTAssertFalse(shown.contains(secret), shown)
            }
        }
        XCTAssertFalse(try XCTUnwrap(refusal).localizedDescription.contains(secret))
    }

    /// Compiles only if all of them may cross between threads.
    func testEverythingMayCrossBetweenThreads() throws {
        func crosses<T: Sendable>(_: T.Type) {}
        crosses(Policy.self)
        crosses(Engine.self)
        crosses(Conversation.self)
        crosses(BusinessHours.self)
        crosses(DecisionEvent.self)
        crosses(DecisionLog.self)
        crosses(Assessment.self)
        crosses(ConversationDocument.self)
        crosses(ConversationList.self)
        crosses(MessagesPage.self)
        crosses(WebhookEvent.self)
        crosses(DecisionDocument.self)
        crosses(DecisionLogRow.self)
        crosses(ApproveSend.self)
        crosses(Escalate.self)
        crosses(MarkResolved.self)
        crosses(HealthSample.self)
        crosses(HealthAlert.self)
        crosses(Interval.self)
        crosses(SlaExplanation.self)
        crosses(Pause.self)
        crosses(TriageError.self)
        crosses(CustomerText.self)
        crosses(JsonText.self)
    }

    func testEveryTextComesBackUnchanged() throws {
        let texts = [
            "", "\u{0}a\u{0}", "\u{FEFF}x", "👩‍👩‍👧‍👦 🇩🇪", "مرحبا \u{202E}abc\u{202C}",
            "e\u{301} é", "\u{2028}\r\n",
        ]
        for text in texts {
            let content = try XCTUnwrap(back(message(text)).content)
            XCTAssertEqual(Array(content.text.utf8), Array(text.utf8))
        }
    }

    func testDatesCrossToTheNearestMillisecond() throws {
        for milliseconds in stride(from: Int64(1_760_257_800_000), to: 1_760_257_803_000, by: 1) {
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            XCTAssertEqual(date.millisecondsSince1970, milliseconds)
        }
        for milliseconds: Int64 in [
            -62_135_596_800_000, -62_135_596_799_999, -1, 0, 1, 253_402_300_799_998,
            253_402_300_799_999,
        ] {
            let date = Date(millisecondsSince1970: milliseconds)
            XCTAssertEqual(try back(message("x", at: date)).createdAt, date)
            XCTAssertEqual(date.millisecondsSince1970, milliseconds)
        }
    }

    func testEachMillisecondAroundADeadlineIsJudgedAsInRust() throws {
        let engine = try Policy.runbook().compile()
        let due: Int64 = 1_760_256_000_000 + 30 * 60_000
        let conversation = try conversation()
        for milliseconds in (due - 1_500)...(due + 1_500) {
            let now = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            let sla = try engine.assess(conversation: conversation, now: now).sla
            XCTAssertEqual(sla.state, milliseconds > due ? .breached : .within, "\(milliseconds)")
            XCTAssertEqual(sla.overdueMs, max(0, milliseconds - due), "\(milliseconds)")
            XCTAssertEqual(sla.remainingMs, max(0, due - milliseconds), "\(milliseconds)")
        }
        let next = try engine.assess(conversation: conversation, now: opened).nextChangeAt
        XCTAssertEqual(next?.millisecondsSince1970, due + 1)
    }

    func testATimeOutsideTheYears0001To9999IsRefusedWhereverItComesIn() throws {
        let first = Date(millisecondsSince1970: -62_135_596_800_000)
        let last = Date(millisecondsSince1970: 253_402_300_799_999)
        XCTAssertEqual(try back(message("x", at: first)).createdAt, first)
        XCTAssertEqual(try back(message("x", at: last)).createdAt, last)
        XCTAssertNoThrow(try back(message("x", at: .distantFuture)))
        let engine = try Policy.runbook().compile()
        let hours = try BusinessHours.fromJson(
            json: #"{"time_zone":"UTC","hours":{"mon":[["09:00","17:00"]]}}"#)
        let (one, opened) = (try conversation(), opened)
        for at in [
            Date(timeIntervalSince1970: -.infinity), Date(timeIntervalSince1970: .infinity),
            Date(timeIntervalSince1970: .nan), Date(timeIntervalSince1970: 1e300),
            Date(timeIntervalSince1970: 253_402_300_800), first.addingTimeInterval(-0.001),
            .distantPast,  // by the Julian calendar: two days before the year 0001
        ] {
            let calls: [() throws -> Any?] = [
                { try engine.assess(conversation: one, now: at) },
                { try engine.assessMany(conversations: [one], now: at) },
                { try engine.queue(conversations: [one], now: at) },
                { try engine.assessEach(conversations: [one], times: [at]) },
                { try engine.assessJsonLines(lines: one.toJson(), now: at) },
                { try engine.assessJsonLinesEach(lines: one.toJson(), times: [at]) },
                { try engine.breachTrend(conversations: [one], days: 1, now: at) },
                { try engine.approveSend(conversation: one, input: ApproveSend(), now: at) },
                { try engine.escalate(conversation: one, input: Escalate(reason: .other), now: at) },
                { try engine.markResolved(conversation: one, input: MarkResolved(), now: at) },
                { try engine.explainSla(conversation: one, now: at) },
                { try one.withMessages(messages: [self.message("x", at: at)]) },
                { try one.withDecisions(decisions: [PastDecision(action: .escalate, at: at)]) },
                { try one.asOf(at: at) },
                { try one.withFacts(facts: Facts(escalatedAt: at)) },
                { try self.explanation(until: at).toJson() },
                { try hours.elapsed(start: at, end: opened) },
                { try hours.deadline(start: at, targetMs: 1) },
                {
                    try hours.elapsed(
                        start: opened, end: opened, pauses: [Pause(start: opened, end: at)])
                },
                { try hours.isOpen(at: at) },
                { try hours.nextOpening(at: at) },
                { try hours.explain(start: opened, end: at) },
            ]
            for (i, call) in calls.enumerated() {
                XCTAssertThrowsError(try call(), "call \(i) at \(at)") { error in
                    XCTAssertEqual((error as? TriageError)?.code, "time_out_of_range")
                }
            }
        }
    }

    func testASuggestionThatIsNoJsonIsRefusedWithItsPlace() throws {
        let engine = try Policy.runbook().compile()
        let input = ApproveSend(aiSuggestion: JsonText(#"{"a":"#))
        XCTAssertThrowsError(
            try engine.approveSend(conversation: conversation(), input: input, now: opened)
        ) { error in
            XCTAssertEqual((error as? TriageError)?.code, "invalid_json")
            XCTAssertEqual((error as? TriageError)?.pointer, "/aiSuggestion")
        }
    }

    func testARefusedDocumentSaysCodePlaceAndSentenceAndNothingOfTheCustomers() throws {
        let json = """
            {"id":7,"status":"open","createdAt":"2025-10-12T08:00:00Z",
             "messages":[{"author":"contact","createdAt":"SECRET","content":"SECRET"}]}
            """
        XCTAssertThrowsError(try Conversation.fromJson(json: json)) { error in
            guard let error = error as? TriageError else { return XCTFail("\(error)") }
            XCTAssertEqual(error.code, "invalid_time")
            XCTAssertEqual(error.pointer, "/messages/0/createdAt")
            XCTAssertFalse(error.detail.isEmpty)
            XCTAssertFalse("\(error) \(error.localizedDescription)".contains("SECRET"))
        }
    }

    func testCodePointsAreFoundAfterEmoji() throws {
        let text = "😀👨‍🚀 sue"
        let at = try XCTUnwrap(Array(text.unicodeScalars).firstIndex(of: "s"))
        XCTAssertEqual(at, 5)
        let index = try XCTUnwrap(text.index(ofCodePoint: at))
        XCTAssertEqual(text[index...], "sue")
        XCTAssertNotEqual(text.distance(from: text.startIndex, to: index), at)
        XCTAssertEqual(text.index(ofCodePoint: at + 3), text.endIndex)
        XCTAssertNil(text.index(ofCodePoint: at + 4))
        XCTAssertNil(text.index(ofCodePoint: -1))
        let content = "😀👨‍🚀 I will sue you 🇩🇪 and call my lawyer"
        let findings = try Policy.runbook().compile().scan(text: content)
        XCTAssertEqual(findings.count, 2)
        for finding in findings {
            let range = try XCTUnwrap(finding.range(in: content))
            let matched = try XCTUnwrap(finding.matched).text
            XCTAssertEqual(String(content[range]), matched)
            XCTAssertEqual(range, content.range(of: matched))
            XCTAssertNil(finding.range(in: "😀"))
        }
    }

    func testEqualDocumentsAreEqualConversations() throws {
        let (a, b) = (try conversation(), try conversation())
        XCTAssertEqual(a, b)
        XCTAssertEqual(a.hashValue, b.hashValue)
        XCTAssertEqual(try Conversation.fromJson(json: a.toJson()).toJson(), b.toJson())
    }
}
