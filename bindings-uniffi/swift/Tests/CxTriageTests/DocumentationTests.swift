import Foundation
import XCTest

final class DocumentationTests: XCTestCase {
    func testWhatTheGeneratorWritesIsDocumented() throws {
        let generated = "bindings-uniffi/swift/Sources/CxTriage/Generated/CxTriage.swift"
        let text = try String(
            contentsOf: repository.appendingPathComponent(generated), encoding: .utf8)
        // What stands before a declaration: attributes aside, the end of its documentation.
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && !$0.hasPrefix("@") }
        let kinds = ["public let ", "public struct ", "public enum ", "open class ", "open func "]
        let declared = lines.indices.filter { i in
            // After `#endif` stands what the documentation hides.
            kinds.contains { lines[i].hasPrefix($0) } && lines[i - 1] != "#endif"
        }
        XCTAssertGreaterThan(declared.count, 300)
        XCTAssertEqual(declared.filter { lines[$0 - 1] != "*/" }.map { lines[$0] }, [])
    }
}
