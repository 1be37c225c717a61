import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    private func findings(_ result: Program.Result) throws -> [String: String] {
        let list = try result.json().array ?? []
        return Dictionary(
            list.map { ($0["subject"]?.string ?? "", $0["grade"]?.string ?? "") },
            uniquingKeysWith: { first, _ in first })
    }

    @Test("the doctor finds nothing to mend in a shop that is set up, and says what to do where one is not")
    func doctor() async throws {
        let server = try await RunningServer()
        try await server.command(
            "settings", "sender=hello@shop.example", "postal_address=1 High Street", "zone=Europe/Berlin")
        try await server.command("flows", "install", "welcome", "--live")
        let options = ["--data", server.folder.path, "--json"]
        let well = try await Program.run(["doctor"] + options)
        #expect(well.isGood, "\(well.output) \(well.errors)")
        let found = try findings(well)
        for subject in ["Data folder", "Key file", "Database", "Work queue", "Flows"] {
            #expect(found[subject] == "good", "\(subject): \(well.output)")
        }
        #expect(found["Sender"] == nil && found["Mail"] == "warning")
        for name in ["server", "browser"] { try await server.command("keys", "revoke", name) }
        let port = try FreePort.find()
        let ill = try await Program.run(["doctor", "--smtp", "smtp://127.0.0.1:\(port)"] + options)
        #expect(ill.ending == .exited(1))
        #expect(try findings(ill)["Write keys"] == "bad" && findings(ill)["Mail"] == "bad")
        let text = try await Program.run(["doctor", "--data", server.folder.path]).output
        #expect(text.contains("MEND") && text.contains("cartwheel keys create"), "\(text)")
    }

    @Test("the doctor makes nothing where nothing is yet")
    func doctorMakesNothing() async throws {
        let folder = try TemporaryFolder()
        let place = folder.file("none")
        let result = try await Program.run(["doctor", "--data", place])
        #expect(result.output.contains("cartwheel serve"), "\(result.output) \(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: place))
    }
}
