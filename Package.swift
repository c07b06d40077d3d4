// swift-tools-version: 6.2
// Linux only: the relay stands on epoll, signalfd and the boot-time clock.

import PackageDescription

/// What every Swift target of this package is built with.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A room of the house: its folder is `Sources/NAME`, and these are all the rooms it may import.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

/// The tests of a room: their folder is `Tests/NAME`.
func tests(
    of name: String,
    _ dependencies: [Target.Dependency] = [],
    besides texts: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: dependencies,
        path: "Tests/\(name)",
        exclude: texts,
        swiftSettings: house
    )
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// Fuzzing needs a linker and a sanitizer of its own, so a plain build does not see it.
let fuzz: [Target] =
    Context.environment["CIRCLE_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "Etiquette", "Wire", "RelayCore", "ClientCore", "Terminal", "Store", "Formats",
                "Calendar", "Sealing", "Wordless",
            ],
            path: "Tests/Fuzz/Targets",
            swiftSettings: house
        )
    ]

/// The tests of all rooms.
///
/// `CIRCLE_TESTS=EventLoop,TLS` leaves out the others: what is built anew for a sanitizer need not be
/// everything.
let roomTests: [Target] = {
    let all = [
        tests(of: "Etiquette", ["Etiquette"]),
        tests(of: "Wire", ["Etiquette", "Wire"]),
        tests(of: "RelayCore", ["RelayCore", "Etiquette", "Wire", "Wordless"]),
        tests(of: "ClientCore", ["ClientCore", "Etiquette", "Wire"]),
        tests(of: "Terminal", ["Terminal"]),
        tests(of: "Calendar", ["Calendar"]),
        tests(of: "Practice", ["Practice", "ClientCore", "Etiquette", "Wire"]),
        tests(of: "EventLoop", ["EventLoop"]),
        tests(of: "TLS", ["TLS"]),
        tests(of: "Sealing", ["Sealing", "Wire"]),
        tests(of: "Store", ["Store", "CSQLite"]),
        tests(of: "Formats", ["Formats", "Etiquette", "Wire"]),
        tests(
            of: "Meetings",
            ["Formats", "RelayCore", "Etiquette", "Wire"],
            besides: ["stories"]
        ),
        tests(
            of: "RelayHost",
            ["RelayHost", "EventLoop", "RelayCore", "Sealing", "Store", "Wire"]
        ),
        tests(of: "ClientHost", ["ClientHost", "EventLoop", "Sealing", "Wire"]),
        tests(of: "Tidy"),
    ]
    guard let wanted = Context.environment["CIRCLE_TESTS"]?.split(separator: ",") else {
        return all
    }
    return all.filter { target in wanted.contains { "\($0)Tests" == target.name } }
}()

let package = Package(
    name: "circle",
    products: [
        .executable(name: "circle-relay", targets: ["circle-relay"]),
        .executable(name: "circle", targets: ["circle"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    ],
    targets: [
        // Pure: no clock, socket, thread or randomness.
        room("Etiquette"),
        room("Wire", ["Etiquette"]),
        room("RelayCore", ["Etiquette", "Wire"]),
        room("ClientCore", ["Etiquette", "Wire"]),
        room("Terminal"),
        room("Calendar"),
        room("Practice", ["Etiquette", "Wire", "RelayCore", "ClientCore"]),

        // Tools: one system facility each.
        room("EventLoop", ["CLinux"]),
        room("TLS", ["COpenSSL"]),
        room("Sealing", ["COpenSSL", "Wire"]),
        room("Store", ["CSQLite"]),
        room("Formats", ["Etiquette", "Wire", "CToml"]),

        // Assembly.
        room(
            "RelayHost",
            [
                "RelayCore", "Etiquette", "Wire", "EventLoop", "TLS", "Sealing", "Store", "CLinux",
                "CToml", "Formats",
                argumentParser, logging,
            ]
        ),
        room(
            "ClientHost",
            [
                "ClientCore", "Terminal", "Calendar", "Wire", "Etiquette", "EventLoop", "TLS",
                "Practice", "Sealing", "CLinux", "CQREncode", "Formats",
                argumentParser,
            ]
        ),
        .executableTarget(
            name: "circle-relay",
            dependencies: ["RelayHost"],
            swiftSettings: house
        ),
        .executableTarget(name: "circle", dependencies: ["ClientHost"], swiftSettings: house),

        // The control of the crash test; never installed.
        .executableTarget(
            name: "unguarded-relay",
            dependencies: ["RelayHost"],
            path: "Tests/EndToEnd/UnguardedRelay",
            swiftSettings: house
        ),

        // Events as a restart leaves them, for all tests that compare what came before with what came after.
        .target(
            name: "Wordless",
            dependencies: ["Etiquette", "Wire"],
            path: "Tests/Wordless",
            swiftSettings: house
        ),

        // Real cores in a pretended world; `Tests/Simulation/run`.
        .executableTarget(
            name: "simulation",
            dependencies: [
                "RelayCore", "ClientCore", "Etiquette", "Wire", "Wordless", argumentParser,
            ],
            path: "Tests/Simulation",
            exclude: ["README.md", "run"],
            swiftSettings: house
        ),

        // C faces: headers and wrappers, no logic.
        .target(name: "CLinux"),
        .target(
            name: "COpenSSL",
            linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]
        ),
        .target(name: "CToml"),
        .target(name: "CQREncode", linkerSettings: [.linkedLibrary("qrencode")]),
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    ] + roomTests + fuzz,
    cxxLanguageStandard: .cxx17
)
