import Foundation
import ReadyFlows
import Testing
import Values

extension ProgramTests.CommandLineTests {
    @Test("a flow's scenarios are played without a server, and a promise that is not kept fails the command")
    func scenarios() async throws {
        let ready = try await Program.run(["flows", "test", "welcome"])
        #expect(ready.isGood && ready.output.contains("scenarios passed"), "\(ready.output) \(ready.errors)")
        let folder = try TemporaryFolder()
        let flow = """
            flow: thanks
            name: Thanks
            purpose: transactional
            trigger: Order Completed
            steps:
              - wait: 1 hour
              - send: email
                id: thanks
                subject: Thanks
                body: <p>Thanks</p>
            """
        let scenarios = """
            flow: thanks
            scenarios:
              - name: thanks come after an hour
                person: {email: ana@example.com}
                happens:
                  - {at: Mon 10:00, event: Order Completed, with: {order_id: o1}}
                expect:
                  - Mon HOUR sent thanks
            """
        try flow.write(toFile: folder.file("thanks.yaml"), atomically: true, encoding: .utf8)
        func run(_ hour: String) async throws -> Program.Result {
            try scenarios.replacing("HOUR", with: hour).write(
                toFile: folder.file("thanks.scenarios.yaml"), atomically: true, encoding: .utf8)
            return try await Program.run(["flows", "test", folder.file("thanks.yaml")])
        }
        let kept = try await run("11:00")
        #expect(kept.isGood && kept.output.contains("1 of 1 scenario passed"), "\(kept.output) \(kept.errors)")
        let broken = try await run("12:00")
        #expect(broken.ending == .exited(1) && broken.output.contains("≠ Mon 12:00 sent thanks"), "\(broken.output)")
        try flow.replacing("1 hour", with: "2 hours").write(
            toFile: folder.file("later.yaml"), atomically: true, encoding: .utf8)
        let diff = try await Program.run(["flows", "diff", folder.file("thanks.yaml"), folder.file("later.yaml")])
        #expect(diff.isGood && diff.output.contains("2 hours"), "\(diff.output) \(diff.errors)")
    }

    @Test("every flow that comes along can go live")
    func allGoLive() async throws {
        let server = try await RunningServer()
        for ready in ReadyFlows.all { try await server.command("flows", "install", ready.slug, "--live") }
        let flows = try await server.command("flows", "list").array ?? []
        #expect(flows.count == ReadyFlows.all.count && flows.allSatisfy { $0["state"]?.string == "live" })
    }
}
