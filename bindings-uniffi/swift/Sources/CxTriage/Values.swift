import Foundation

/// Text that came from or is about a customer: message contents, names, matched words.
///
/// `text` is the text itself. No description, dump or mirror shows it, so that no record puts a
/// customer's words into a log.
public struct CustomerText: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The text itself.
    public let text: String

    /// The customer's text `text`.
    public init(_ text: String) {
        self.text = text
    }

    public init(stringLiteral text: String) {
        self.init(text)
    }
}

extension CustomerText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "CustomerText(\(text.unicodeScalars.count) chars)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Any JSON value, as text.
///
/// `text` is the JSON itself. No description, dump or mirror shows it, because a customer's words
/// may stand in it.
public struct JsonText: Hashable, Sendable {
    /// The JSON text.
    public let text: String

    /// The JSON text `text`; it is read where it is used.
    public init(_ text: String) {
        self.text = text
    }
}

extension JsonText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "JsonText(\(text.unicodeScalars.count) chars)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension TriageError {
    /// The stable code, for programs: one of the catalogue's.
    public var code: String {
        switch self {
        case .Invalid(let code, _, _, _), .Refused(let code, _, _, _): code
        }
    }

    /// Where, as a JSON Pointer (RFC 6901); nil where there is no place.
    public var pointer: String? {
        switch self {
        case .Invalid(_, let pointer, _, _), .Refused(_, let pointer, _, _): pointer
        }
    }

    /// What went wrong, for people: one sentence, without a customer's words.
    public var detail: String {
        switch self {
        case .Invalid(_, _, let detail, _), .Refused(_, _, let detail, _): detail
        }
    }
}

extension RiskFinding {
    /// Where the finding stands in `content`, the text that it was found in: the content of its
    /// message, or the entry of the message's extras that `extra` counts. Nil if `content` is
    /// shorter than that, and where the finding rests on a verdict alone.
    public func range(in content: String) -> Range<String.Index>? {
        guard let start, let end,
            let from = content.index(ofCodePoint: Int(start)),
            let to = content.index(ofCodePoint: Int(end))
        else { return nil }
        return from..<to
    }
}

extension String {
    /// The index of the code point (Unicode scalar) number `codePoints`, nil if there are fewer.
    ///
    /// The library counts positions in Unicode code points, Swift in grapheme clusters: they
    /// differ after the first emoji of more than one code point.
    public func index(ofCodePoint codePoints: Int) -> String.Index? {
        guard codePoints >= 0 else { return nil }
        return unicodeScalars.index(
            unicodeScalars.startIndex, offsetBy: codePoints, limitedBy: unicodeScalars.endIndex)
    }
}

extension Date {
    /// The instant `milliseconds` after the epoch.
    init(millisecondsSince1970 milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// Milliseconds since the epoch, to the nearest one: a `Double` holds most milliseconds a
    /// little low or high, and flooring it would lose one half of the time. A date too far for
    /// them, or not a number, is the furthest one, which the library refuses as it refuses every
    /// time outside the years 0001 to 9999.
    var millisecondsSince1970: Int64 {
        let milliseconds = (timeIntervalSince1970 * 1000).rounded()
        return Int64(exactly: milliseconds) ?? (milliseconds > 0 ? .max : .min)
    }
}
