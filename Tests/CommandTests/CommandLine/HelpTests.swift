import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    @Test("every command says what it does, and every option of it", .timeLimit(.minutes(3)))
    func helpEverywhere() async throws {
        let tree = try await Program.run(["--experimental-dump-help"]).json()
        let root = try #require(tree["command"])
        var seen = 0
        for (path, command) in commands(below: root, path: []) {
            seen += 1
            let name = (["cartwheel"] + path).joined(separator: " ")
            #expect(command["abstract"]?.string?.isEmpty == false, "\(name) has no abstract")
            for argument in command["arguments"]?.array ?? [] where argument["shouldDisplay"]?.bool == true {
                #expect(
                    argument["abstract"]?.string?.isEmpty == false,
                    "\(name): \(argument["valueName"]?.string ?? "?") is not explained")
            }
            let help = try await Program.run(path + ["--help"])
            #expect(help.isGood && help.output.contains("USAGE: " + name), "\(name) --help: \(help.output.prefix(200))")
        }
        #expect(seen > 15)
    }

    @Test("whoever has to name something is shown how the command is called, and what is shown is a command")
    func examples() async throws {
        let root = try #require(try await Program.run(["--experimental-dump-help"]).json()["command"])
        let all = commands(below: root, path: [])
        let names = Set(all.map { $0.0 })
        // Those that do nothing without another word.
        let groups = Set(all.filter { isGroup($0.1) && $0.1["defaultSubcommand"]?.string == nil }.map { $0.0 })
        for (path, command) in all where command["shouldDisplay"]?.bool != false {
            let name = (["cartwheel"] + path).joined(separator: " ")
            let discussion = command["discussion"]?.string ?? ""
            let takesNames = (command["arguments"]?.array ?? []).contains { $0["kind"]?.string == "positional" }
            if takesNames, !isGroup(command) {
                #expect(discussion.contains(name + " "), "\(name) --help has no example")
            }
            for call in calls(in: discussion) {
                let called = call.indices.map { Array(call[...$0]) }.last { names.contains($0) }
                #expect(called != nil && !groups.contains(called ?? []), "\(name): cartwheel \(call)")
            }
        }
    }

    private func isGroup(_ command: JSON) -> Bool {
        (command["subcommands"]?.array ?? []).contains { $0["commandName"]?.string != "help" }
    }

    /// What follows each "cartwheel", word by word.
    private func calls(in text: String) -> [[String]] {
        let words = text.split { $0 == " " || $0.isNewline }.map { $0.trimmingCharacters(in: .punctuationCharacters) }
        return words.indices.filter { words[$0] == "cartwheel" }.map { Array(words[($0 + 1)...].prefix(3)) }
    }

    /// Every command with its words, the program itself first; `help` itself is the library's.
    private func commands(below command: JSON, path: [String]) -> [([String], JSON)] {
        [(path, command)]
            + (command["subcommands"]?.array ?? []).filter { $0["commandName"]?.string != "help" }.flatMap {
                commands(below: $0, path: path + [$0["commandName"]?.string ?? ""])
            }
    }

    @Test(
        "what the command line does not understand is said, with the way to help",
        arguments: [
            ["serve", "--prot", "1"], ["flows", "instal"], ["import", "events"], ["keys", "create"], ["no-such-thing"],
            ["import", "events", "/no/such/file.jsonl"], ["serve", "--port", "many"], ["serve", "--smtp", "http://x"],
            ["serve", "--port", "99999"], ["serve", "--url", "mail.my.shop"], ["serve", "--log", "loud"],
            ["serve", "--trusted-proxies", "proxy"], ["demo", "--rate", "0"],
        ])
    func notUnderstood(_ arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        let result = try await Program.run(
            arguments, environment: ["CARTWHEEL_DATA": folder.path], within: .seconds(20))
        #expect(!result.isGood)
        #expect(!result.errors.isEmpty, "an error says something")
        #expect(!result.errors.contains("Fatal error"), "\(result.errors)")
    }

    @Test("the version is printed for people and for programs")
    func version() async throws {
        let json = try await Program.run(["version", "--json"]).json()
        let text = try await Program.run(["version"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(json["version"]?.string == text)
        #expect(text.contains("."))
    }
}
