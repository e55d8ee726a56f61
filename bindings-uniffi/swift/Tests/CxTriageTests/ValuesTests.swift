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

    func testTimesEndWithTheYears0001And9999() throws {
        let first = Date(millisecondsSince1970: -62_135_596_800_000)
        let last = Date(millisecondsSince1970: 253_402_300_799_999)
        for early in [Date.distantPast, Date(timeIntervalSince1970: -.infinity)] {
            XCTAssertEqual(try back(message("x", at: early)).createdAt, first)
        }
        for late in [
            Date(timeIntervalSince1970: .infinity), Date(timeIntervalSince1970: 1e300),
            Date(timeIntervalSince1970: 253_402_300_800),
        ] {
            XCTAssertEqual(try back(message("x", at: late)).createdAt, last)
        }
        XCTAssertEqual(
            try back(message("x", at: Date(timeIntervalSince1970: .nan))).createdAt, first)
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
    }

    func testEqualDocumentsAreEqualConversations() throws {
        let (a, b) = (try conversation(), try conversation())
        XCTAssertEqual(a, b)
        XCTAssertEqual(a.hashValue, b.hashValue)
        XCTAssertEqual(try Conversation.fromJson(json: a.toJson()).toJson(), b.toJson())
    }
}
