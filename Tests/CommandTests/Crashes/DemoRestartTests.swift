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

    @Test("a demo never empties a folder that holds a shop's data, or anything else that no demo made")
    func folderOfAShop() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.file("shop"), withIntermediateDirectories: true)
        let database = folder.file("shop/cartwheel.sqlite")
        try Data("years of orders".utf8).write(to: URL(fileURLWithPath: database))
        let result = try await Program.run(["demo", "--data", folder.file("shop")])
        #expect(!result.isGood)
        #expect(result.errors.contains("holds files that no demo made"))
        #expect(FileManager.default.contents(atPath: database) == Data("years of orders".utf8))
    }
}
