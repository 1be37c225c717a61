import Foundation
import Testing
import Values

extension ProgramTests.CrashTests {
    @Test("a demo that was killed opens again within seconds")
    func demoAgain() async throws {
        let folder = try TemporaryFolder()
        let port = try FreePort.find()
        let client = TrackClient(url: "http://127.0.0.1:\(port)", key: nil)
        for _ in 0..<2 {
            let demo = try Child(
                Program.path, ["demo", "--data", folder.file("shop"), "--port", String(port)],
                environment: Program.environment, output: folder.file("out"), errors: folder.file("log"))
            let isOpen = await eventually(within: .seconds(20)) {
                (try? await client.get("/health").status) == 200
            }
            #expect(isOpen, "\(folder.text("log"))")
            demo.send(SIGKILL)
            try await demo.end(within: .seconds(10))
        }
    }
}
