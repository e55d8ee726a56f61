// swift-tools-version: 6.0
import Foundation
import PackageDescription

// scripts/build-native writes the static library, its header and the generated Swift. Where
// CxTriageFFI.xcframework lies beside this file (README.md, "iOS and macOS") it is linked instead.
let framework = "CxTriageFFI.xcframework"
let hasFramework = FileManager.default.fileExists(
    atPath: "\(Context.packageDirectory)/\(framework)")

let native: Target = hasFramework
    ? .binaryTarget(name: "CxTriageFFI", path: framework)
    : .systemLibrary(name: "CxTriageFFI")
let linking: [LinkerSetting] = hasFramework
    ? []
    : [
        .unsafeFlags(["-L\(Context.packageDirectory)/lib"]),
        .linkedLibrary("cx_triage_uniffi"),
    ]

let package = Package(
    name: "CxTriage",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "CxTriage", targets: ["CxTriage"])],
    targets: [
        native,
        .target(name: "CxTriage", dependencies: ["CxTriageFFI"], linkerSettings: linking),
        .executableTarget(name: "Example", dependencies: ["CxTriage"]),
        .executableTarget(name: "Bench", dependencies: ["CxTriage"]),
        .testTarget(name: "CxTriageTests", dependencies: ["CxTriage", "Example"]),
    ],
    swiftLanguageModes: [.v6]
)
