import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    @Test("simulate plays the seeds it is asked for and says that they are sound")
    func simulate() async throws {
        let json = try await Program.run(["simulate", "--seeds", "2", "--from", "7", "--hours", "2", "--json"]).json()
        #expect(json["seeds"]?.number?.integer == 2 && json["hours"]?.number?.integer == 2)
        #expect(json["broken"]?.array?.isEmpty == true)
        let text = try await Program.run(["simulate", "--seeds", "1", "--hours", "1"])
        #expect(text.isGood && text.output.contains("sound"), "\(text.output)")
    }

    @Test(
        "what cannot be simulated is refused", arguments: [["--seeds", "0"], ["--seeds", "-3"], ["--hours", "0"]])
    func nothingToSimulate(arguments: [String]) async throws {
        let result = try await Program.run(["simulate"] + arguments)
        #expect(!result.isGood && result.errors.contains(arguments[0]), "\(result.output) \(result.errors)")
    }

    @Test(
        "bench measures a figure beside its limit, as one line of JSON each, and leaves nothing behind",
        .timeLimit(.minutes(5)))
    func bench() async throws {
        let folder = try TemporaryFolder()
        let result = try await Program.run(
            ["bench", "ingest.single", "--quick", "--json"], environment: ["TMPDIR": folder.path],
            within: .seconds(280))
        #expect(result.isGood, "\(result.errors.suffix(500))")
        let figures = try result.lines.map { try JSON.parse($0) }
        #expect(figures.map { $0["name"]?.string } == ["ingest.single", "ingest.single_p99"])
        let rate = try #require(figures.first)
        #expect(rate["unit"]?.string == "events/s")
        // How fast it is depends on build and machine; that it was measured does not.
        for member in ["value", "limit", "ratio"] { #expect(rate[member]?.number != nil, "\(member)") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        let begun = try await Program.run(
            ["bench", "start.ti", "--quick", "--json"], environment: ["TMPDIR": folder.path], within: .seconds(120))
        #expect(try begun.lines.map { try JSON.parse($0)["name"]?.string } == ["start.time"], "any beginning will do")
        let unknown = try await Program.run(["bench", "speed"])
        #expect(!unknown.isGood && unknown.errors.contains("ingest.single"), "\(unknown.errors)")
    }
}
