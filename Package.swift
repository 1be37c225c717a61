// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func domain(_ name: String) -> Target.Dependency { .product(name: name, package: "Domain") }

let package = Package(
    name: "cartwheel",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "cartwheel", targets: ["cartwheel"])
    ],
    // Those that the tests ran with: warnings are errors, and a newer one may deprecate what is called here. A newer one comes in by a
    // change of this list.
    dependencies: [
        .package(path: "Domain"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Storage",
            dependencies: [
                "CLibPQ", "CSQLite", domain("Values"), domain("Conditions"), domain("Engine"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "Channels",
            dependencies: [
                domain("Values"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "Connectors",
            dependencies: ["CZlib", domain("Values"), domain("Engine")],
            swiftSettings: strict),
        .target(
            name: "Columns", dependencies: [domain("Values"), domain("Conditions")], swiftSettings: strict),
        .target(
            name: "Runtime",
            dependencies: [
                "Columns", "Storage", "Channels", "Connectors",
                domain("Values"), domain("Conditions"), domain("Engine"), domain("Messages"),
                domain("Backtest"), domain("FlowScenarios"), domain("ReadyFlows"), domain("ReadySegments"),
                domain("ShopSimulator"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .target(
            name: "Pages", dependencies: [domain("Values")], resources: [.copy("Assets")], swiftSettings: strict),
        .target(
            name: "Console",
            dependencies: [
                "Runtime", "Pages", "Connectors", "Storage", "Channels", domain("Backtest"), domain("Engine"),
                domain("FlowScenarios"), domain("ReadyFlows"), domain("Values"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "cartwheel",
            dependencies: [
                "Console", "Runtime", "Columns", "Storage", "Connectors", "Channels",
                domain("Values"), domain("Engine"), domain("Conditions"), domain("Liquid"),
                domain("Messages"), domain("ReadyFlows"), domain("ReadySegments"),
                domain("Simulation"), domain("FlowScenarios"), domain("ShopSimulator"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ColumnsTests", dependencies: ["Columns", domain("Conditions"), domain("Values")],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", domain("Conditions"), domain("Engine"), domain("Values")],
            swiftSettings: strict),
        .testTarget(name: "ChannelsTests", dependencies: ["Channels", domain("Values")], swiftSettings: strict),
        .testTarget(
            name: "ConnectorsTests",
            dependencies: ["Connectors", "CZlib", domain("CaseFiles"), domain("Engine"), domain("Values")],
            swiftSettings: strict),
        .testTarget(
            name: "RuntimeTests",
            dependencies: [
                "Runtime", "Columns", "Channels", "Storage", domain("Conditions"), domain("Engine"),
                domain("Messages"), domain("ReadyFlows"), domain("Values"),
                .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Messages/Snapshots"], swiftSettings: strict),
        .testTarget(
            name: "PagesTests", dependencies: ["Pages", domain("Values")], exclude: ["Snapshots"], swiftSettings: strict
        ),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Channels", "Console", "Connectors", "Pages", "Runtime", "Storage", domain("Engine"), domain("Values"),
                domain("ReadyFlows"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "cartwheel", "Channels", "Console", "Runtime", "Storage", domain("CaseFiles"), domain("Engine"),
                domain("ReadyFlows"), domain("Values"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("Browser/browse.py")],
            swiftSettings: strict),
    ]
)
