import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    private static func hello(_ waits: String = "") -> String {
        """
        flow: hello
        name: Hello
        purpose: transactional
        trigger: [Order Completed, manual]
        reentry: once
        steps:
        \(waits)  - send: email
            id: hello
            subject: Hello
            body: <p>Hello</p>
        """
    }

    /// Two people who are known.
    private func people() async throws -> RunningServer {
        let server = try await RunningServer()
        let client = server.client()
        for name in ["ana", "bo"] {
            let hello = Shop.identify(name, email: name + "@example.com", hasConsent: true)
            #expect(try await client.send("identify", hello).status == 200)
        }
        let areKnown = await eventually(within: .seconds(20), every: .milliseconds(200)) {
            (try? await server.command("profiles", "show", "bo")) != nil
        }
        #expect(areKnown)
        return server
    }

    private func messages(to name: String, _ server: RunningServer) async throws -> Int {
        try await server.command("messages", "list", "--to", name + "@example.com").array?.count ?? 0
    }

    @Test("a flow is started for the members of a list, and for everybody, nobody twice")
    func startForMany() async throws {
        let server = try await people()
        try await server.install(Self.hello(), named: "hello")
        try await server.command("lists", "create", "Spring")
        try await server.command("lists", "add", "Spring", "ana@example.com")
        var some: JSON = .null
        let isListed = try await eventually(within: .seconds(20), every: .milliseconds(200)) {
            some = try await server.command("flows", "start", "hello", "--among", "Spring", "--preview")
            return some["people"] == 1
        }
        #expect(isListed && some["enter"] == 1, "\(some.text)")
        let all = try await server.command("flows", "start", "hello", "--everybody", "--preview")
        #expect(all["people"] == 2 && all["enter"] == 2, "\(all.text)")
        try await server.command("flows", "start", "hello", "--among", "Spring")
        let isFirst = try await eventually(within: .seconds(20), every: .milliseconds(200)) {
            try await messages(to: "ana", server) == 1
        }
        #expect(isFirst)
        #expect(try await messages(to: "bo", server) == 0)
        try await server.command("flows", "start", "hello", "--everybody")
        let isSecond = try await eventually(within: .seconds(20), every: .milliseconds(200)) {
            try await messages(to: "bo", server) == 1
        }
        #expect(isSecond)
        #expect(try await messages(to: "ana", server) == 1)
        for (arguments, words) in [
            (["--among", "Sprng"], "did you mean “Spring”?"), (["--among", "Spring", "--everybody"], "say for whom"),
        ] {
            let refused = try await Program.run(
                ["flows", "start", "hello"] + arguments + ["--data", server.folder.path])
            #expect(!refused.isGood && refused.errors.contains(words), "\(arguments): \(refused.errors)")
        }
    }

    @Test("who stands at a step that is gone is taken to the one that is named")
    func publishWithPlaces() async throws {
        let server = try await people()
        try await server.install(Self.hello("  - wait: 2 days\n    id: pause\n"), named: "hello")
        try await server.command("flows", "start", "hello", "ana@example.com")
        let file = try server.folder.write(Self.hello("  - wait: 3 days\n    id: rest\n"), to: "hello.yaml")
        try await server.command("flows", "install", file)
        var preview: JSON = .null
        let stands = try await eventually(within: .seconds(20), every: .milliseconds(200)) {
            preview = try await server.command("flows", "publish", "hello", "--preview", "--place", "pause=hello")
            return preview["rows"]?[0]?["journeys"] == 1
        }
        #expect(stands && preview["rows"]?[0]?["place"]?.string?.contains("hello") == true, "\(preview.text)")
        for (place, words) in [
            ([], "\"pause\" is gone"), (["--place", "pause"], "OLD=NEW"),
            (["--place", "pause=helo"], "did you mean hello?"),
        ] as [([String], String)] {
            let refused = try await Program.run(
                ["flows", "publish", "hello", "--move"] + place + ["--data", server.folder.path])
            #expect(!refused.isGood && refused.errors.contains(words), "\(place): \(refused.errors)")
        }
        #expect(try await messages(to: "ana", server) == 0)
        try await server.command("flows", "publish", "hello", "--move", "--place", "pause=hello")
        let isSent = try await eventually(within: .seconds(20), every: .milliseconds(200)) {
            try await messages(to: "ana", server) == 1
        }
        #expect(isSent)
    }

    @Test("a task is assigned, settled and opened again")
    func tasks() async throws {
        let server = try await people()
        let text = """
            flow: calls
            name: Calls
            purpose: transactional
            trigger: manual
            steps:
              - task: Call them
            """
        try await server.install(text, named: "calls")
        try await server.command("flows", "start", "calls", "ana@example.com")
        var task = ""
        let isThere = try await eventually(within: .seconds(20), every: .milliseconds(200)) {
            task = try await server.command("tasks", "list")[0]?["task"]?.string ?? ""
            return !task.isEmpty
        }
        #expect(isThere)
        func open(_ options: String...) async throws -> [String] {
            let result = try await Program.run(
                ["tasks", "list", "--data", server.folder.path, "--json"] + options)
            return try result.json().array?.compactMap { $0["task"]?.string } ?? []
        }
        #expect(try await open("--assignee", "sales").isEmpty)
        try await server.command("tasks", "assign", task, "--to", "sales")
        #expect(try await open("--assignee", "sales") == [task])
        try await server.command("tasks", "done", task)
        #expect(try await open().isEmpty)
        #expect(try await open("--state", "done") == [task])
        try await server.command("tasks", "reopen", task)
        #expect(try await open("--assignee", "sales") == [task], "it is still theirs")
    }

    @Test("the secret that calls are signed with stays until it is made anew")
    func rotate() async throws {
        let folder = try TemporaryFolder()
        func secret(_ options: String...) async throws -> String? {
            try await Program.run(["webhooks", "secret", "--data", folder.path, "--json"] + options)
                .json()["secret"]?.string
        }
        let first = try #require(try await secret())
        #expect(first.hasPrefix("whsec_"))
        #expect(try await secret() == first)
        let second = try #require(try await secret("--rotate"))
        #expect(second.hasPrefix("whsec_") && second != first)
        #expect(try await secret() == second)
    }

    @Test("the flows that come along are listed with what to know first, before there is any data")
    func ready() async throws {
        let listed = try await Program.run(["flows", "list", "--ready", "--json"]).json().array ?? []
        let names = listed.compactMap { $0["flow"]?.string }
        #expect(Set(names).isSuperset(of: ["welcome", "abandoned-cart", "sunset"]), "\(names)")
        #expect(listed.allSatisfy { $0["about"]?.string?.isEmpty == false })
        #expect(listed.contains { $0["warning"]?.string?.contains("10 percent") == true })
        let words = try await Program.run(["flows", "list", "--ready"])
        #expect(words.isGood && words.output.contains("know first"), "\(words.errors)")
    }
}
