import CxTriage
import Foundation

/// The repository, for the files that all languages share.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

struct Problem: Error, CustomStringConvertible {
    let description: String
}

/// A case of the corpus (tests/corpus).
struct Case {
    let file: String
    let fields: JSON
    let name: String
    let op: String
    let expect: JSON

    init(file: String, _ fields: JSON) throws {
        guard let name = fields["name"]?.string, let op = fields["op"]?.string,
            let expect = fields["expect"]
        else { throw Problem(description: "\(file): a case without name, op or expect") }
        (self.file, self.fields, self.name, self.op, self.expect) = (file, fields, name, op, expect)
    }

    subscript(key: String) -> JSON? { fields[key] }

    /// An input as text: a string as it is, any other value written out.
    func text(_ key: String) throws -> String {
        guard let value = fields[key] else {
            throw Problem(description: "the case has no `\(key)`")
        }
        return value.asDocument
    }

    func date(_ key: String) throws -> Date { try instant(text(key)) }
}

/// The cases of all files of the corpus.
func corpus() throws -> [Case] {
    let folder = repository.appendingPathComponent("tests/corpus")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".json") }.sorted()
    return try files.flatMap { file in
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        guard let cases = try JSON(text)["cases"]?.array else {
            throw Problem(description: "\(file) has no cases")
        }
        return try cases.map { try Case(file: file, $0) }
    }
}

/// The documents of a file of JSON lines. Not by `Character`: some texts hold a carriage return
/// before the line's end.
func lines(_ file: URL) throws -> [JSON] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return try text.utf8.split(separator: UInt8(ascii: "\n"))
        .map { try JSON(String(decoding: $0, as: UTF8.self)) }
}

/// Reads a UTC time of the library's form, or one with an offset; fractions are floored.
func instant(_ text: String) throws -> Date {
    guard let dot = text.firstIndex(of: ".") else { return try wholeSeconds(text) }
    let digits = text[text.index(after: dot)...].prefix { $0.isNumber }
    let zone = text[text.index(dot, offsetBy: digits.count + 1)...]
    let milliseconds = Int64(digits.prefix(3).padding(toLength: 3, withPad: "0", startingAt: 0))
    let date = try wholeSeconds(text[..<dot] + zone)
    let seconds = Int64(date.timeIntervalSince1970.rounded())
    return Date(timeIntervalSince1970: Double(seconds * 1000 + (milliseconds ?? 0)) / 1000)
}

private func wholeSeconds(_ text: some StringProtocol) throws -> Date {
    let formatter = ISO8601DateFormatter()
    guard let date = formatter.date(from: String(text)) else {
        throw Problem(description: "not a time: \(text)")
    }
    return date
}

/// The library's form of a time: UTC, three digits, `Z`.
func written(_ date: Date) -> String {
    let milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
    let seconds = (Double(milliseconds) / 1000).rounded(.down)
    let whole = ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: seconds))
    let rest = milliseconds - Int64(seconds) * 1000
    return whole.dropLast() + String(format: ".%03dZ", rest)
}

/// The row as the core writes it.
func rowJson(_ row: DecisionLogRow) throws -> JSON {
    .object([
        ("scope", .string(row.scope)), ("actor", .string(row.actor)),
        ("action", .string(row.action)), ("rationale", .string(row.rationale.text)),
        ("evidenceUrl", row.evidenceUrl.map(JSON.string) ?? .null),
        ("shopDomain", row.shopDomain.map(JSON.string) ?? .null),
        ("externalRef", .string(row.externalRef)),
        ("createdAt", .string(written(row.createdAt))), ("payload", try JSON(row.payload.text)),
    ])
}

/// What of `expected` does not hold of `actual`, one line each: an object matches if every key
/// that it lists matches, a list if it has the same length and matches one by one.
func differences(_ expected: JSON, _ actual: JSON?, at: String = "") -> [String] {
    guard let actual else { return ["\(at): expected \(expected), but there is no such key"] }
    switch (expected, actual) {
    case (.object(let members), .object):
        return members.flatMap { differences($0.value, actual[$0.key], at: "\(at)/\($0.key)") }
    case (.array(let items), .array(let others)) where items.count == others.count:
        return zip(items, others).enumerated().flatMap { i, pair in
            differences(pair.0, pair.1, at: "\(at)/\(i)")
        }
    default:
        return expected == actual ? [] : ["\(at): expected \(expected), got \(actual)"]
    }
}
