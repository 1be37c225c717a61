import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    @Test("flows validate prints every fault of every file with file, line and column, and fails")
    func validate() async throws {
        let folder = try TemporaryFolder()
        let bad = try folder.write(
            """
            flow: broken
            name: Broken
            purpose: marketing
            trigger: Order Completed
            when: 'cuont("Order Completed") > 1'
            steps:
              - wait: 1 fortnight
              - sned: email
            """, to: "broken.yaml")
        let good = try folder.write(try HurriedFlows.text("welcome"), to: "good.yaml")
        let result = try await Program.run(["flows", "validate", bad, good])
        #expect(result.ending == .exited(1))
        let places = result.lines.compactMap { $0.firstMatch(of: #/broken\.yaml:(\d+):(\d+):/#).map { Int($0.1) } }
        #expect(Set(places.compactMap { $0 }).isSuperset(of: [5, 7, 8]), "\(result.output)")
        #expect(
            result.output.contains("count") && result.output.contains("send"),
            "it names what was meant: \(result.output)")
        #expect(result.lines.contains { $0.hasPrefix(good) && $0.contains("is good") })
        #expect(try await Program.run(["flows", "validate", good]).isGood)
    }

    @Test("flows validate survives what is no flow at all")
    func noFlow() async throws {
        let folder = try TemporaryFolder()
        let texts = [
            "", "\0", "- - - -", "flow: [", "&a [*a, *a]", "steps: 7", "\u{FEFF}flow: x",
            String(repeating: "[", count: 50_000),
        ]
        for text in texts {
            let file = try folder.write(text, to: "x.yaml")
            let result = try await Program.run(["flows", "validate", file])
            #expect(result.ending == .exited(1), "\(text.prefix(20)): \(result.ending)")
            #expect(
                result.output.contains("x.yaml:"),
                "\(text.prefix(20)): \(result.output.prefix(300)) \(result.errors.prefix(300))")
        }
    }

    @Test("a live flow is paused and resumed by its name; what cannot be is refused with what to do")
    func pauseAndResume() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(try HurriedFlows.text("welcome"), to: "welcome.yaml")
        let options = ["--data", folder.path, "--json"]
        func state() async throws -> String? {
            try await Program.run(["flows", "list"] + options).json()[0]?["state"]?.string
        }
        _ = try await Program.run(["flows", "install", file] + options).json()
        let draft = try await Program.run(["flows", "pause", "welcome", "--data", folder.path])
        #expect(!draft.isGood && draft.errors.contains("--live"), "\(draft.errors)")
        _ = try await Program.run(["flows", "install", file, "--live"] + options).json()
        let paused = try await Program.run(["flows", "pause", "welcome", "--data", folder.path])
        #expect(paused.isGood && paused.output.contains("cartwheel flows resume welcome"), "\(paused.output)")
        #expect(try await state() == "paused")
        #expect(try await Program.run(["flows", "resume", "welcome"] + options).json()["state"]?.string == "live")
        #expect(try await state() == "live")
        let unknown = try await Program.run(["flows", "pause", "welcom", "--data", folder.path])
        #expect(!unknown.isGood && unknown.errors.contains("did you mean welcome?"), "\(unknown.errors)")
    }

    @Test("installing a flow again changes nothing; a changed text is its next version")
    func installTwice() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(try HurriedFlows.text("welcome"), to: "welcome.yaml")
        let options = ["--data", folder.path, "--json"]
        let first = try await Program.run(["flows", "install", file, "--live"] + options).json()
        let second = try await Program.run(["flows", "install", file, "--live"] + options).json()
        #expect(first == second)
        #expect(first["state"]?.string == "live")
        let list = try await Program.run(["flows", "list"] + options).json()
        #expect(list.array?.count == 1)
        try folder.write(try HurriedFlows.text("welcome").replacing("2 seconds", with: "3 seconds"), to: "welcome.yaml")
        let third = try await Program.run(["flows", "install", file, "--live"] + options).json()
        #expect(third["version"]?.number?.integer == (first["version"]?.number?.integer ?? 0) + 1)
        #expect(try await Program.run(["flows", "list"] + options).json().array?.count == 1)
    }

    @Test("a flow goes back to an earlier version, is shown with its text, and is archived")
    func rollBackAndArchive() async throws {
        let folder = try TemporaryFolder()
        let text = try HurriedFlows.text("welcome")
        let file = try folder.write(text, to: "welcome.yaml")
        let options = ["--data", folder.path, "--json"]
        _ = try await Program.run(["flows", "install", file, "--live"] + options).json()
        try folder.write(text.replacing("2 seconds", with: "3 seconds"), to: "welcome.yaml")
        _ = try await Program.run(["flows", "install", file, "--live"] + options).json()
        let missing = try await Program.run(["flows", "rollback", "welcome", "--to", "7", "--data", folder.path])
        #expect(!missing.isGood && missing.errors.contains("it has 1, 2"), "\(missing.errors)")
        let back = try await Program.run(["flows", "rollback", "welcome", "--to", "1"] + options).json()
        #expect(back["version"]?.number?.integer == 1 && back["state"]?.string == "live")
        let shown = try await Program.run(["flows", "show", "welcome", "--text", "--data", folder.path])
        #expect(shown.output == text + "\n")
        let archived = try await Program.run(["flows", "archive", "welcome"] + options).json()
        #expect(archived["state"]?.string == "archived")
        let refused = try await Program.run(["flows", "resume", "welcome", "--data", folder.path])
        #expect(!refused.isGood && refused.errors.contains("archived"), "\(refused.errors)")
    }
}
