import Foundation

/// A JSON value that keeps numbers as they are written: no integer becomes a Double on the way.
indirect enum JSON: Equatable, CustomStringConvertible {
    case object([(key: String, value: JSON)])
    case array([JSON])
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    struct Malformed: Error { let offset: Int }

    init(_ text: String) throws {
        var reader = Reader(bytes: Array(text.utf8))
        self = try reader.document()
    }

    subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The object with another value of one key.
    func setting(_ key: String, _ value: JSON) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.key != key } + [(key, value)])
    }

    var array: [JSON]? {
        if case .array(let items) = self { return items }
        return nil
    }

    var string: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    var integer: Int64? {
        if case .number(let text) = self { return Int64(text) }
        return nil
    }

    /// A document of its own: a string as it is, any other value written out.
    var asDocument: String { string ?? description }

    static func == (a: JSON, b: JSON) -> Bool {
        switch (a, b) {
        case (.object(let x), .object(let y)):
            x.count == y.count && x.allSatisfy { b[$0.key] == $0.value }
        case (.array(let x), .array(let y)): x == y
        case (.string(let x), .string(let y)): x.unicodeScalars.elementsEqual(y.unicodeScalars)
        case (.number(let x), .number(let y)): x == y
        case (.bool(let x), .bool(let y)): x == y
        case (.null, .null): true
        default: false
        }
    }

    var description: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .object(let members):
            text += "{"
            for (i, member) in members.enumerated() {
                if i > 0 { text += "," }
                JSON.quote(member.key, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        case .array(let items):
            text += "["
            for (i, item) in items.enumerated() {
                if i > 0 { text += "," }
                item.write(to: &text)
            }
            text += "]"
        case .string(let string): JSON.quote(string, to: &text)
        case .number(let digits): text += digits
        case .bool(let value): text += value ? "true" : "false"
        case .null: text += "null"
        }
    }

    private static func quote(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{0}"..<"\u{20}": text += String(format: "\\u%04x", scalar.value)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

private struct Reader {
    let bytes: [UInt8]
    var at = 0

    mutating func document() throws -> JSON {
        let value = try value()
        blanks()
        guard at == bytes.count else { throw JSON.Malformed(offset: at) }
        return value
    }

    private mutating func blanks() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }

    private mutating func next() throws -> UInt8 {
        blanks()
        guard at < bytes.count else { throw JSON.Malformed(offset: at) }
        return bytes[at]
    }

    private mutating func word(_ word: String, _ value: JSON) throws -> JSON {
        guard bytes[at...].starts(with: word.utf8) else { throw JSON.Malformed(offset: at) }
        at += word.utf8.count
        return value
    }

    private mutating func value() throws -> JSON {
        switch try next() {
        case UInt8(ascii: "{"):
            var members: [(key: String, value: JSON)] = []
            try list(until: UInt8(ascii: "}")) { reader in
                guard try reader.next() == UInt8(ascii: "\"") else {
                    throw JSON.Malformed(offset: reader.at)
                }
                let key = try reader.text()
                guard try reader.next() == UInt8(ascii: ":") else {
                    throw JSON.Malformed(offset: reader.at)
                }
                reader.at += 1
                members.append((key, try reader.value()))
            }
            return .object(members)
        case UInt8(ascii: "["):
            var items: [JSON] = []
            try list(until: UInt8(ascii: "]")) { items.append(try $0.value()) }
            return .array(items)
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default:
            let start = at
            while at < bytes.count, "+-.eE0123456789".utf8.contains(bytes[at]) { at += 1 }
            guard at > start else { throw JSON.Malformed(offset: at) }
            return .number(String(decoding: bytes[start..<at], as: UTF8.self))
        }
    }

    private mutating func list(
        until end: UInt8, _ item: (inout Reader) throws -> Void
    ) throws {
        at += 1
        if try next() == end {
            at += 1
            return
        }
        while true {
            try item(&self)
            let separator = try next()
            at += 1
            if separator == end { return }
            guard separator == UInt8(ascii: ",") else { throw JSON.Malformed(offset: at) }
        }
    }

    private mutating func text() throws -> String {
        at += 1
        var utf8: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: utf8, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                utf8.append(byte)
                continue
            }
            guard at < bytes.count else { break }
            let escape = bytes[at]
            at += 1
            switch escape {
            case UInt8(ascii: "n"): utf8.append(0x0A)
            case UInt8(ascii: "t"): utf8.append(0x09)
            case UInt8(ascii: "r"): utf8.append(0x0D)
            case UInt8(ascii: "b"): utf8.append(0x08)
            case UInt8(ascii: "f"): utf8.append(0x0C)
            case UInt8(ascii: "u"): utf8.append(contentsOf: String(try escaped()).utf8)
            default: utf8.append(escape)
            }
        }
        throw JSON.Malformed(offset: at)
    }

    private mutating func escaped() throws -> Unicode.Scalar {
        let high = try hexadecimal()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard bytes[at...].starts(with: "\\u".utf8) else { throw JSON.Malformed(offset: at) }
        at += 2
        let low = try hexadecimal()
        guard
            let scalar = Unicode.Scalar(
                0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF))
        else { throw JSON.Malformed(offset: at) }
        return scalar
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard at + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        else { throw JSON.Malformed(offset: at) }
        at += 4
        return value
    }
}
