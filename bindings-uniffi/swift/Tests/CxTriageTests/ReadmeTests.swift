import Foundation
import XCTest

final class ReadmeTests: XCTestCase {
    #if !os(iOS)
        func testTheReadmesExampleIsTheOneThatRunsAndPrintsWhatItSays() throws {
            let source = "bindings-uniffi/swift/Sources/Example/main.swift"
            XCTAssertEqual(
                try text(source), try block(after: "<!-- example: swift -->\n```swift\n"))
            let example = Process()
            #if os(Linux)
                let products = Bundle.main.bundleURL
            #else
                let products = Bundle(for: Self.self).bundleURL.deletingLastPathComponent()
            #endif
            example.executableURL = products.appendingPathComponent("Example")
            example.currentDirectoryURL = repository
            let pipe = Pipe()
            example.standardOutput = pipe
            try example.run()
            let printed = pipe.fileHandleForReading.readDataToEndOfFile()
            example.waitUntilExit()
            XCTAssertEqual(example.terminationStatus, 0)
            XCTAssertEqual(
                String(decoding: printed, as: UTF8.self), try block(after: "```text\n"))
        }
    #endif

    private func text(_ path: String) throws -> String {
        try String(contentsOf: repository.appendingPathComponent(path), encoding: .utf8)
    }

    private func block(after opening: String) throws -> String {
        let readme = try text("README.md")
        let start = try XCTUnwrap(readme.range(of: opening), "the README has no \(opening)")
        let rest = readme[start.upperBound...]
        let end = try XCTUnwrap(rest.range(of: "```\n"))
        return String(rest[..<end.lowerBound])
    }
}
