import CxTriage
import XCTest

/// Runs every case of tests/corpus through the Swift package.
final class CorpusTests: XCTestCase {
    private var engines: [String: Engine] = [:]

    private func policy(_ document: String) throws -> Policy {
        switch document {
        case "runbook": .runbook()
        case "hotdash-2025-10": .hotdash202510()
        default: try .fromJson(json: document)
        }
    }

    private func engine(_ test: Case) throws -> Engine {
        let document = test["policy"]?.asDocument ?? "runbook"
        let minutes = test["slaMinutes"]?.integer
        let key = "\(minutes.map(String.init) ?? "") \(document)"
        if let engine = engines[key] { return engine }
        var policy = try policy(document)
        if let minutes { policy = policy.withSlaTarget(minutes: minutes) }
        let engine = try policy.compile()
        engines[key] = engine
        return engine
    }

    private func answer(_ test: Case) throws -> JSON {
        switch test.op {
        case "assess":
            let conversation = try Conversation.fromJson(json: test.text("conversation"))
            let assessment = try engine(test).assess(
                conversation: conversation, now: test.date("now"))
            return try JSON(assessment.toJson())
        case "texts":
            let conversation = try Conversation.fromJson(json: test.text("conversation"))
            let assessment = try engine(test).assess(
                conversation: conversation, now: test.date("now"))
            return json(
                try engine(test).texts(
                    assessment: assessment, language: test.text("language"), handOff: nil))
        case "explain_sla":
            return try reading {
                let conversation = try Conversation.fromJson(json: test.text("conversation"))
                let clocks = try engine(test).explainSla(
                    conversation: conversation, now: test.date("now"))
                return .array(try clocks.map { try JSON($0.toJson()) })
            }
        case "queue":
            let conversations = try (test["conversations"]?.array ?? []).map {
                try Conversation.fromJson(json: $0.description)
            }
            let queue = try engine(test).queue(
                conversations: conversations, now: test.date("now"))
            return .array(try queue.map { try JSON($0.toJson()) })
        case "topic":
            let found = try engine(test).topic(text: test.text("text"))
            return .object([
                ("topic", .string(found.topic)), ("cues", .array(found.cues.map(JSON.string))),
            ])
        case "scan":
            let text = try test.text("text")
            return .array(try engine(test).scan(text: text).map { try json($0, text) })
        case "conversation":
            return try reading {
                let read = try Conversation.fromJson(json: test.text("input"))
                XCTAssertEqual(try Conversation.fromJson(json: read.toJson()), read)
                return try JSON(read.toJson())
            }
        case "chatwoot_list":
            return try reading {
                let read = try chatwootParseConversationList(json: test.text("input"))
                let conversations = try read.conversations.map { try JSON($0.toJson()) }
                return .object([
                    ("conversations", .array(conversations)),
                    ("rejected", .array(read.rejected.map(json))),
                    ("unknownStatuses", .number("\(read.unknownStatuses)")),
                ])
            }
        case "chatwoot_conversation":
            return try reading {
                try JSON(chatwootParseConversation(json: test.text("input")).toJson())
            }
        case "chatwoot_messages":
            return try reading {
                let page = try chatwootParseMessages(json: test.text("input"))
                let conversationId: JSON = page.conversationId.map { .number("\($0)") } ?? .null
                return .object([
                    ("conversationId", conversationId),
                    ("messages", .array(try json(page.messages))),
                    ("statusChanges", .array(page.statusChanges.map(json))),
                    ("labels", .array(page.labels.map(JSON.string))),
                    ("contactNames", .array(page.contactNames.map { .string($0.text) })),
                    ("rejected", .array(page.rejected.map(json))),
                ])
            }
        case "chatwoot_webhook":
            return try reading {
                switch try chatwootParseWebhook(json: test.text("input")) {
                case .ignored(let event):
                    return .object([("ignored", .string(event))])
                case .received(let event, let conversation, let message, let changed):
                    return .object([
                        ("event", wire(event)),
                        ("conversation", try JSON(conversation.toJson())),
                        ("message", try json(message.map { [$0] } ?? []).first ?? .null),
                        ("changed", .array(changed.map(JSON.string))),
                    ])
                }
            }
        case "apply":
            return try reading {
                var stored = try Conversation.fromJson(json: test.text("conversation"))
                for body in try XCTUnwrap(test["events"]?.array) {
                    stored = try stored.apply(webhook: Data(body.asDocument.utf8))
                }
                return try JSON(stored.toJson())
            }
        case "decide":
            let conversation = try Conversation.fromJson(json: test.text("conversation"))
            return try decided {
                try decide(
                    engine(test), conversation, test.text("action"), test.text("input"),
                    test.date("now"))
            }.answer
        case "event":
            return try reading {
                let event = try DecisionEvent.fromJson(json: test.text("input"))
                return .object([
                    ("json", .string(event.toJson())),
                    ("cloudEvent", try JSON(event.toCloudEvent())),
                    ("logRow", try rowJson(event.toLogRow())),
                    ("redacted", try JSON(event.redacted().toJson())),
                ])
            }
        case "decision_log":
            return try JSON(parseDecisionLog(ndjson: test.text("input")).toJson())
        case "health":
            return try reading {
                let sample = try HealthSample.fromJson(json: test.text("sample"))
                return .array(try engine(test).health(sample: sample).map(json))
            }
        case "story":
            return try story(test)
        case "business_hours":
            return try reading { try hours(test) }
        case "policy":
            do {
                let document = try policy(test.text("document"))
                _ = try document.compile()
                let notices = document.notices().map { told($0.code, $0.pointer, $0.detail) }
                return .object([("ok", .bool(true)), ("notices", .array(notices))])
            } catch TriageError.Invalid(_, _, _, let diagnostics) {
                let all = diagnostics.map { told($0.code, $0.pointer, $0.detail) }
                return .object([("diagnostics", .array(all))])
            }
        default:
            throw Problem(description: "no such op: `\(test.op)`")
        }
    }

    private func hours(_ test: Case) throws -> JSON {
        let hours = try BusinessHours.fromJson(json: test.text("calendar"))
        let pauses = try (test["pauses"]?.array ?? []).map {
            Pause(
                start: try instant(XCTUnwrap($0["start"]?.string)),
                end: try instant(XCTUnwrap($0["end"]?.string)))
        }
        switch try test.text("call") {
        case "elapsed":
            let elapsed = try hours.elapsed(
                start: test.date("start"), end: test.date("end"), pauses: pauses)
            return .number("\(elapsed)")
        case "deadline":
            let target = try XCTUnwrap(test["targetMs"]?.integer)
            let deadline = try hours.deadline(
                start: test.date("start"), targetMs: target, pauses: pauses)
            return .string(written(deadline))
        case "is_open":
            return .bool(try hours.isOpen(at: test.date("at")))
        case "next_opening":
            return try hours.nextOpening(at: test.date("at")).map { .string(written($0)) } ?? .null
        case let call:
            throw Problem(description: "no such call: `\(call)`")
        }
    }

    private func json(_ finding: RiskFinding, _ text: String) throws -> JSON {
        let range = try XCTUnwrap(finding.range(in: text))
        XCTAssertEqual(String(text[range]), finding.matched?.text)
        let place = { (at: UInt32?) -> JSON in at.map { JSON.number("\($0)") } ?? JSON.null }
        let messageId: JSON = finding.messageId.map { JSON.number("\($0)") } ?? JSON.null
        let matched: JSON = finding.matched.map { JSON.string($0.text) } ?? JSON.null
        let verdict: JSON = finding.verdict.map { wire($0) } ?? JSON.null
        return .object([
            ("category", wire(finding.category)), ("cue", .string(finding.cue)),
            ("confidence", wire(finding.confidence)), ("messageId", messageId),
            ("extra", place(finding.extra)), ("start", place(finding.start)),
            ("end", place(finding.end)), ("matched", matched), ("verdict", verdict),
        ])
    }

    private func decide(
        _ engine: Engine, _ conversation: Conversation, _ action: String, _ input: String,
        _ now: Date
    ) throws -> DecisionEvent {
        switch action {
        case "approve_send":
            try engine.approveSend(
                conversation: conversation, input: .fromJson(json: input), now: now)
        case "escalate":
            try engine.escalate(conversation: conversation, input: .fromJson(json: input), now: now)
        case "mark_resolved":
            try engine.markResolved(
                conversation: conversation, input: .fromJson(json: input), now: now)
        default:
            throw Problem(description: "no such action: `\(action)`")
        }
    }

    /// The event as JSON with its line for the log, or the refusal.
    private func decided(
        _ decide: () throws -> DecisionEvent
    ) throws -> (answer: JSON, line: String) {
        var line = ""
        do {
            let answer = try reading {
                line = try decide().toJson()
                return try JSON(line)
            }
            return (answer, line.isEmpty ? "" : line + "\n")
        } catch TriageError.Refused(let code, let pointer, let detail, let blockers) {
            let refusal = JSON.object([
                ("code", .string(code)), ("pointer", pointer.map(JSON.string) ?? .null),
                ("detail", .string(detail)), ("blockers", .array(blockers.map(wire))),
            ])
            return (.object([("refusal", refusal)]), "")
        }
    }

    /// A conversation over days, whose decisions go to a log and come back out of it.
    private func story(_ test: Case) throws -> JSON {
        var document = try XCTUnwrap(test["conversation"])
        var log = ""
        var answers: [JSON] = []
        for step in test["steps"]?.array ?? [] {
            let time = try XCTUnwrap(step["at"])
            let now = try instant(time.asDocument)
            if let message = step["message"]?.setting("createdAt", time) {
                let messages = (document["messages"]?.array ?? []) + [message]
                document = document.setting("messages", .array(messages))
            }
            if case .object(let members)? = step["set"] {
                for (key, value) in members { document = document.setting(key, value) }
            }
            let read = try Conversation.fromJson(json: document.description)
            let past = parseDecisionLog(ndjson: log)
                .decisionsOf(conversationId: read.document().id)
            let conversation = try read.withDecisions(decisions: past)
            if let action = step["decide"]?.string {
                let input = try XCTUnwrap(step["input"]).description
                let (answer, line) = try decided {
                    try decide(engine(test), conversation, action, input, now)
                }
                log += line
                answers.append(answer)
            }
            if step["assess"] != nil {
                let assessment = try engine(test).assess(conversation: conversation, now: now)
                answers.append(try JSON(assessment.toJson()))
            }
        }
        return .array(answers)
    }

    private func json(_ alert: HealthAlert) -> JSON {
        .object([
            ("code", wire(alert.code)), ("severity", wire(alert.severity)),
            ("channel", .string(alert.channel)), ("value", .number("\(alert.value)")),
            ("threshold", .number("\(alert.threshold)")),
            ("at", alert.at.map { .string(written($0)) } ?? .null),
            ("requestId", alert.requestId.map { .string($0) } ?? .null),
        ])
    }

    private func json(_ texts: OperatorTexts) -> JSON {
        .object([
            ("handOffNote", .string(texts.handOffNote.text)),
            ("slaTimerNote", .string(texts.slaTimerNote)),
            ("sentences", .object(texts.sentences.map { ($0.key, .string($0.value)) })),
        ])
    }

    private func json(_ rejected: Rejected) -> JSON {
        .object([
            ("index", .number("\(rejected.index)")),
            ("id", rejected.id.map { .number("\($0)") } ?? .null),
            ("code", .string(rejected.code)), ("pointer", .string(rejected.pointer)),
            ("detail", .string(rejected.detail)),
        ])
    }

    private func json(_ change: StatusChange) -> JSON {
        .object([("status", wire(change.status)), ("at", .string(written(change.at)))])
    }

    /// Messages as the conversation document has them.
    private func json(_ messages: [Message]) throws -> [JSON] {
        let empty = try Conversation.fromJson(
            json: #"{"id":1,"status":"open","createdAt":"2025-10-12T08:00:00Z"}"#)
        return try JSON(empty.withMessages(messages: messages).toJson())["messages"]?.array ?? []
    }

    private func reading(_ read: () throws -> JSON) throws -> JSON {
        do {
            return try read()
        } catch TriageError.Invalid(let code, let pointer, let detail, _) {
            return .object([("error", told(code, pointer, detail))])
        }
    }

    private func told(_ code: String, _ pointer: String?, _ detail: String) -> JSON {
        .object([
            ("code", .string(code)), ("pointer", pointer.map(JSON.string) ?? .null),
            ("detail", .string(detail)),
        ])
    }

    /// The word of the wire: `selfHarm` is `self_harm` there.
    private func wire(_ value: Any) -> JSON {
        let word = "\(value)".flatMap { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }
        return .string(String(word))
    }

    func testEveryCaseOfTheCorpusIsAnsweredAsInRust() throws {
        var problems: [String] = []
        var ran = 0
        let cases = try corpus()
        for test in cases {
            do {
                let wrong = differences(test.expect, try answer(test))
                ran += 1
                if !wrong.isEmpty {
                    problems.append(
                        "\(test.file) › \(test.name)\n    \(wrong.joined(separator: "\n    "))")
                }
            } catch {
                problems.append("\(test.file) › \(test.name)\n    \(error)")
            }
        }
        print("Swift ran \(ran) of \(cases.count) cases of the corpus")
        XCTAssertGreaterThanOrEqual(cases.count, 250)
        XCTAssertEqual(ran, cases.count)
        XCTAssert(problems.isEmpty, "\(problems.count) cases\n" + problems.joined(separator: "\n"))
    }
}
