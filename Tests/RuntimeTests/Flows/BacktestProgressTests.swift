import Synchronization
import Testing
import Values

@testable import Runtime

@Suite("How far a backtest is")
struct BacktestProgressTests {
    private static let flow = """
        flow: hello
        name: Hello
        purpose: transactional
        trigger: Order Completed
        steps:
          - update: {greeted: true}
        """

    @Test("whoever waits for it is told how many people were looked at, of how many")
    func told() async throws {
        try await withSystem { system in
            try await system.arrive("ana", ["tier": "gold"])
            try await system.arrive("bo", ["tier": "silver"])
            _ = try await system.flows.install(Self.flow, author: "test", live: false)
            let told = Mutex<[Int]>([])
            let progress = try await system.backtests.progress { people in told.withLock { $0.append(people) } }
            #expect(progress.total == 2)
            _ = try await system.backtests.run(try await system.flows.newest("hello"), days: 30, progress: progress)
            #expect(told.withLock { $0 }.max() == 2 && progress.people == 2)
        }
    }

    @Test("a command's backtest is nobody's job any more when it has ended, well or badly")
    func ended() async throws {
        try await withSystem { system in
            try await system.arrive("ana", ["tier": "gold"])
            _ = try await system.flows.install(Self.flow, author: "test", live: false)
            for days in [30, 9_999] {
                let parameters: JSON = ["flow": "hello", "days": .number(Number(days)), "job": "backtest-1"]
                _ = try? await system.perform(.backtestFlow, parameters)
                #expect(try await system.perform(.progress, ["job": "backtest-1"]).text == "{}")
            }
        }
    }
}
