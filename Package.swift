// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
]

let args: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let services: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "perceo",
    products: [
        .executable(name: "perceo", targets: ["perceo"]),
        .executable(name: "shop", targets: ["shop"]),
        .executable(name: "studio", targets: ["studio"]),
        .executable(name: "perceo-bench", targets: ["perceo-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(
            name: "CWebSockets", pkgConfig: "libwebsockets", providers: [.apt(["libwebsockets-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),

        .target(name: "Threads", swiftSettings: house),
        .target(name: "WebSocket", dependencies: ["CWebSockets", "Threads"], swiftSettings: house),
        .target(name: "HTTP", dependencies: ["CCurl", "Threads"], swiftSettings: house),
        .target(name: "PNG", dependencies: ["CPNG"], swiftSettings: house),
        .target(
            name: "Models", dependencies: ["HTTP", crypto],
            resources: [.embedInCode("Table/models.json")], swiftSettings: house),
        .target(
            name: "ModelServer", dependencies: ["Models", hummingbird, log, services], swiftSettings: house),
        .target(
            name: "CDP", dependencies: ["WebSocket", log, subprocess, system],
            exclude: ["Protocol/subset.txt"],
            resources: [
                .embedInCode("InPage/base.js"),
                .embedInCode("InPage/closed.js"),
                .embedInCode("InPage/names.js"),
                .embedInCode("InPage/scan.js"),
                .embedInCode("InPage/read.js"),
                .embedInCode("InPage/act.js"),
                .embedInCode("InPage/drag.js"),
                .embedInCode("InPage/controls.js"),
                .embedInCode("InPage/point.js"),
                .embedInCode("InPage/settle.js"),
                .embedInCode("InPage/vitals.js"),
            ],
            swiftSettings: house),
        .target(name: "Flows", dependencies: [yams, crypto], swiftSettings: house),
        .target(
            name: "Agent", dependencies: ["CDP", "Flows", "Models", "PNG", crypto, log], swiftSettings: house),
        .target(
            name: "Runner",
            dependencies: [
                "Agent", "CDP", "Flows", "HTTP", "Models", "PNG", "WebSocket", grdb, log, subprocess, system,
            ],
            resources: [
                .embedInCode("Browser/storage.js"),
                .embedInCode("Report/Page/report.css"),
                .embedInCode("Report/Page/report.js"),
            ],
            swiftSettings: house),
        .executableTarget(
            name: "perceo",
            dependencies: ["Agent", "CMalloc", "Flows", "Models", "Runner", args, lifecycle, log],
            swiftSettings: house),
        .executableTarget(name: "cdpgen", dependencies: [args], swiftSettings: house),
        .executableTarget(
            name: "shop", dependencies: [hummingbird, log], path: "Examples/Shop",
            exclude: ["Public", "README.md"],
            swiftSettings: house),
        .executableTarget(
            name: "studio", dependencies: ["ModelServer", "Models", hummingbird, log],
            path: "Examples/Studio",
            exclude: ["Public", "README.md", "flows", "perceo-pixels.json", "perceo.json"],
            swiftSettings: house),

        .executableTarget(
            name: "perceo-bench", dependencies: ["Agent", "CDP", "Flows", "WebSocket", args, log],
            path: "Benchmarks/Operations", swiftSettings: house),

        .target(
            name: "PerceoTestKit", dependencies: ["CDP", "ModelServer", "WebSocket", hummingbird, log],
            path: "Tests/PerceoTestKit", swiftSettings: house),
        .testTarget(
            name: "WebSocketTests", dependencies: ["PerceoTestKit", "WebSocket"], swiftSettings: house),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "PerceoTestKit"], swiftSettings: house),
        .testTarget(
            name: "ModelsTests", dependencies: ["HTTP", "ModelServer", "Models", "PerceoTestKit"],
            exclude: ["SDK"], swiftSettings: house),
        .testTarget(name: "PNGTests", dependencies: ["PNG"], swiftSettings: house),
        .testTarget(name: "FlowsTests", dependencies: ["Flows"], swiftSettings: house),
        .testTarget(name: "CdpgenTests", dependencies: ["cdpgen", "CDP", "HTTP"], swiftSettings: house),
        .testTarget(
            name: "CDPTests", dependencies: ["CDP", "PerceoTestKit", "WebSocket", log], swiftSettings: house),
        .testTarget(
            name: "AgentTests",
            dependencies: ["Agent", "CDP", "Flows", "HTTP", "ModelServer", "Models", "PNG", "PerceoTestKit"],
            exclude: ["Resolve/Captured"], swiftSettings: house),
        .testTarget(
            name: "RunnerTests",
            dependencies: [
                "Agent", "CDP", "Flows", "HTTP", "Models", "PNG", "Runner", "PerceoTestKit", grdb,
            ],
            swiftSettings: house),
        .testTarget(
            name: "CommandTests", dependencies: ["CDP", "ModelServer", "Models", "PerceoTestKit"],
            swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)
