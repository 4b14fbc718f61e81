// swift-tools-version: 6.1
import PackageDescription

/// Language features every target is compiled with.
let strict: [SwiftSetting] = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "selfplay",
    products: [
        .executable(name: "selfplay", targets: ["selfplay"]),
        // For the crash tests only: loaded into the program by LD_PRELOAD, linked into nothing.
        .library(name: "CrashPoint", type: .dynamic, targets: ["CrashPoint"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // C doors
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CPlatform", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CurlShim", dependencies: ["CCurl"]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // Rooms, lowest first: a room imports only rooms above it in this list.
        room("Platform", ["CPlatform"]),
        room("JSONCursor"),
        room("Selection"),
        room("Scheduling"),
        room("Evolution"),
        room("Settings", [yams]),
        room("Transport", ["CurlShim", "CCurl", "Platform"]),
        room("Inference", ["Transport", "JSONCursor", "Scheduling", "Platform"]),
        room("Playground", ["Inference", "Platform", "JSONCursor"]),
        room("Lab", ["Playground", "Inference", "Selection", "Platform", "JSONCursor"]),
        room("Datasets", ["JSONCursor", "Inference", "Platform", "CZstd", "CZlib"]),
        room("Ledger", [grdb, sqlite, "Platform", "Inference", "Selection", "JSONCursor"]),
        room(
            "Orchestrator",
            [
                "Ledger", "Inference", "Playground", "Datasets", "Selection", "Evolution", "Scheduling", "Settings", "Transport",
                "Platform",
                "JSONCursor",
            ]
        ),
        room(
            "Commands",
            [
                argumentParser, "Orchestrator", "Ledger", "Inference", "Playground", "Datasets", "Selection", "Settings", "Transport",
                "Platform", "JSONCursor", "Lab",
            ]
        ),
        .executableTarget(name: "selfplay", dependencies: ["Commands"], swiftSettings: strict),
        // Measures a room from inside, so it cannot stand in the package of the other benchmarks.
        .executableTarget(
            name: "parquet-bench",
            dependencies: ["Datasets", "JSONCursor"],
            path: "Benchmarks/parquet",
            exclude: ["thresholds", "yardstick.py"],
            swiftSettings: strict
        ),

        // Tests
        .target(
            name: "TestSupport",
            dependencies: [flyingFox, "Inference", "Transport", "JSONCursor", "Platform"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .target(name: "CrashPoint", path: "Tests/CrashPoint"),
        tests("PlatformTests", ["Platform"]),
        tests("JSONCursorTests", ["JSONCursor", "TestSupport"]),
        tests("SelectionTests", ["Selection", "TestSupport"], resources: [.copy("Fixtures")]),
        tests("EvolutionTests", ["Evolution"]),
        tests("SchedulingTests", ["Scheduling"]),
        tests("SettingsTests", ["Settings", "TestSupport"]),
        tests("TransportTests", ["Transport", "TestSupport"]),
        tests("InferenceTests", ["Inference", "Transport", "JSONCursor", "Scheduling", "Platform", "TestSupport"]),
        tests("PlaygroundTests", ["Playground", "Inference", "Evolution", "Platform", "TestSupport"]),
        tests("LabTests", ["Lab", "Playground", "Inference", "Selection", "TestSupport"]),
        tests("DatasetsTests", ["Datasets", "Inference", "JSONCursor", "TestSupport"], resources: [.copy("Fixtures")]),
        tests("LedgerTests", ["Ledger", "Inference", "Selection", grdb]),
        tests(
            "OrchestratorTests",
            [
                "Orchestrator", "Ledger", "Inference", "Datasets", "Selection", "Scheduling", "Settings", "Platform", "Transport",
                "TestSupport",
                grdb,
            ]
        ),
        tests(
            "SimulationTests",
            ["Orchestrator", "Ledger", "Inference", "Datasets", "Selection", "Scheduling", "Settings", "Evolution", "Platform", grdb]
        ),
        tests("CommandsTests", ["Commands", "TestSupport"]),
        tests("CrashTests", ["TestSupport", "Ledger"]),
        tests("EndToEndTests", ["TestSupport", "Ledger", "Transport"]),
        tests("EngineTests", ["TestSupport", "Platform"]),
    ],
    swiftLanguageModes: [.v6]
)
