// swift-tools-version: 6.2
import PackageDescription

// The pure half of Cartwheel: no I/O, no clock, no randomness of its own. Its tests run alone, with fifty of the simulation's
// thousand seeds:
//   swift test --package-path Domain

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
// What the simulation's thousand seeds run through. `scripts/test` has it optimised in debug builds too: they take a fifth of
// the time, and preconditions stay. As whole modules, like a release: file by file Swift 6.3.1 miscompiles reads through `_read`
// accessors of other files (decision 0036).
let isOptimized = Context.environment["CARTWHEEL_OPTIMIZED_TESTS"] == "1"
let asInRelease = SwiftSetting.unsafeFlags(
    ["-O", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug))
let simulated = strict + (isOptimized ? [asInRelease] : [])
// Tests of what is optimised then hold it to what it promises.
let measured = strict + (isOptimized ? [.define("OPTIMIZED")] : [])

let package = Package(
    name: "Domain",
    products: [
        .library(name: "Values", targets: ["Values"]),
        .library(name: "Liquid", targets: ["Liquid"]),
        .library(name: "Conditions", targets: ["Conditions"]),
        .library(name: "Engine", targets: ["Engine"]),
        .library(name: "ReadyFlows", targets: ["ReadyFlows"]),
        .library(name: "ReadySegments", targets: ["ReadySegments"]),
        .library(name: "Messages", targets: ["Messages"]),
        .library(name: "ShopSimulator", targets: ["ShopSimulator"]),
        .library(name: "Simulation", targets: ["Simulation"]),
        .library(name: "FlowScenarios", targets: ["FlowScenarios"]),
        .library(name: "Backtest", targets: ["Backtest"]),
        .library(name: "CaseFiles", targets: ["CaseFiles"]),
        .executable(name: "backtest-benchmark", targets: ["BacktestBenchmark"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2")
    ],
    targets: [
        .target(name: "Values", swiftSettings: simulated),
        .target(name: "Liquid", dependencies: ["Values"], swiftSettings: strict),
        .target(name: "Conditions", dependencies: ["Values"], swiftSettings: simulated),
        .target(
            name: "Engine",
            dependencies: ["Values", "Conditions", .product(name: "Yams", package: "Yams")],
            swiftSettings: simulated),
        .target(name: "ReadyFlows", exclude: ["Files"], swiftSettings: strict, plugins: ["EmbedText"]),
        .target(name: "ReadySegments", exclude: ["Files"], swiftSettings: strict, plugins: ["EmbedText"]),
        .executableTarget(name: "TextEmbedder", swiftSettings: strict),
        .plugin(name: "EmbedText", capability: .buildTool(), dependencies: ["TextEmbedder"]),
        .target(name: "Messages", dependencies: ["Values", "Liquid", "Engine"], swiftSettings: strict),
        .target(name: "ShopSimulator", dependencies: ["Values"], swiftSettings: simulated),
        .target(
            name: "Simulation", dependencies: ["Values", "Conditions", "Engine", "ShopSimulator"],
            swiftSettings: simulated),
        .target(
            name: "FlowScenarios",
            dependencies: ["Values", "Conditions", "Engine", "Simulation", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(name: "Backtest", dependencies: ["Values", "Conditions", "Engine"], swiftSettings: strict),
        .executableTarget(
            name: "BacktestBenchmark", dependencies: ["Backtest", "ReadyFlows", "Simulation", "Engine", "Values"],
            swiftSettings: strict),
        .target(name: "CaseFiles", path: "Tests/CaseFiles", swiftSettings: strict),
        .testTarget(name: "ValuesTests", dependencies: ["Values"], swiftSettings: strict),
        .testTarget(name: "LiquidTests", dependencies: ["CaseFiles", "Liquid", "Values"], swiftSettings: strict),
        .testTarget(
            name: "ConditionsTests", dependencies: ["Conditions", "Values"], exclude: ["Snapshots"],
            swiftSettings: measured),
        .testTarget(name: "EngineTests", dependencies: ["CaseFiles", "Engine", "Values"], swiftSettings: strict),
        .testTarget(
            name: "MessagesTests", dependencies: ["Messages", "ReadyFlows", "Engine", "Values"], swiftSettings: strict),
        .testTarget(
            name: "ReadyFlowsTests",
            dependencies: [
                "ReadyFlows", "FlowScenarios", "Messages", "Simulation", "Engine", "Conditions", "Liquid", "Values",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FlowScenariosTests",
            dependencies: ["FlowScenarios", "Messages", "Simulation", "Engine", "Conditions", "Values"],
            swiftSettings: strict),
        .testTarget(
            name: "ReadySegmentsTests",
            dependencies: ["ReadySegments", "Simulation", "Engine", "Conditions", "Values"], swiftSettings: strict),
        .testTarget(
            name: "BacktestTests",
            dependencies: [
                "Backtest", "ReadyFlows", "FlowScenarios", "Simulation", "Engine", "Conditions", "Values",
            ],
            swiftSettings: strict),
        .testTarget(name: "ShopSimulatorTests", dependencies: ["ShopSimulator", "Values"], swiftSettings: strict),
        // Reads the sources of both packages.
        .testTarget(name: "TidyTests", swiftSettings: strict),
        .testTarget(
            name: "SimulationTests", dependencies: ["Simulation", "Engine", "ShopSimulator", "Conditions", "Values"],
            swiftSettings: measured),
    ]
)
