// swift-tools-version: 6.1
import PackageDescription

/// The benchmarks are a package of their own, so that building the product never builds them. They measure the built `selfplay` from outside, as a
/// process, and therefore do not depend on its package: that would only build it a second time.
/// memmem, accept4, epoll.
let gnu: [CSetting] = [.define("_GNU_SOURCE")]

/// As in the product's package.
let strict: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault")]

let package = Package(
    name: "selfplay-benchmarks",
    targets: [
        // What selfplay talks to, and what it is measured against; both plain C, so that neither is the slow one.
        .executableTarget(name: "server-double", path: "Sources/ServerDouble", cSettings: gnu, linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(name: "bare-loop", path: "Sources/BareLoop", cSettings: gnu, linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "Measuring"),
        .executableTarget(name: "throughput", dependencies: ["Measuring"]),
        .executableTarget(name: "selection", dependencies: ["Measuring"]),
        // The one room that is measured from inside: the product's own sources, by a link.
        .target(name: "JSONCursor", swiftSettings: strict),
        .executableTarget(name: "json-writer", dependencies: ["JSONCursor", "Measuring"]),
    ],
    swiftLanguageModes: [.v6]
)
