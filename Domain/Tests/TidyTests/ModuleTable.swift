/// What each module of ours may import of ours, from the bottom up: a row names only modules of rows above it.
enum ModuleTable {
    static let rows: [(module: String, imports: Set<String>)] = [
        ("Values", []),
        ("Liquid", ["Values"]),
        ("Conditions", ["Values"]),
        ("Engine", ["Conditions", "Values"]),
        ("Messages", ["Engine", "Liquid", "Values"]),
        ("ReadyFlows", []),
        ("ReadySegments", []),
        ("TextEmbedder", []),
        ("ShopSimulator", ["Values"]),
        ("Backtest", ["Conditions", "Engine", "Values"]),
        ("Simulation", ["Conditions", "Engine", "ShopSimulator", "Values"]),
        ("FlowScenarios", ["Conditions", "Engine", "Simulation", "Values"]),
        ("BacktestBenchmark", ["Backtest", "Engine", "ReadyFlows", "Simulation", "Values"]),
        ("CLibPQ", []),
        ("CSQLite", []),
        ("CZlib", []),
        ("Storage", ["CLibPQ", "CSQLite", "Conditions", "Engine", "Values"]),
        ("Channels", ["Values"]),
        ("Connectors", ["CZlib", "Engine", "Values"]),
        ("Columns", ["Conditions", "Values"]),
        ("Pages", ["Values"]),
        (
            "Runtime",
            [
                "Backtest", "Channels", "Columns", "Conditions", "Connectors", "Engine", "FlowScenarios", "Messages",
                "ReadyFlows", "ReadySegments", "ShopSimulator", "Storage", "Values",
            ]
        ),
        (
            "Console",
            [
                "Backtest", "Channels", "Conditions", "Connectors", "Engine", "FlowScenarios", "Pages", "ReadyFlows",
                "Runtime", "Storage", "Values",
            ]
        ),
        (
            "cartwheel",
            [
                "Channels", "Columns", "Conditions", "Connectors", "Console", "Engine", "FlowScenarios", "Liquid",
                "Messages", "ReadyFlows", "ReadySegments", "Runtime", "ShopSimulator", "Simulation", "Storage",
                "Values",
            ]
        ),
    ]

    static func imports(of module: String) -> Set<String>? { rows.first { $0.module == module }?.imports }
    static func isOurs(_ module: String) -> Bool { rows.contains { $0.module == module } }
}
