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

    @Test("the doctor names settings that nobody reads, and takes every one that the help names")
    func environment() async throws {
        let folder = try TemporaryFolder()
        let options = ["doctor", "--data", folder.path, "--json"]
        let odd = try await Program.run(
            options, environment: ["CARTWHEEL_SMPT": "smtp://x", "CARTWHEEL_COLOUR": "red", "CARTWHEEL_TEST_X": "1"])
        let texts = (try odd.json().array ?? []).filter { $0["subject"]?.string == "Environment" }
            .compactMap { $0["finding"]?.string }
        #expect(texts.count == 2, "\(texts)")
        #expect(texts.contains { $0.contains("CARTWHEEL_SMPT") && $0.contains("did you mean CARTWHEEL_SMTP?") })
        #expect(texts.contains { $0.contains("CARTWHEEL_COLOUR") && $0.contains("CARTWHEEL_TRUSTED_PROXIES") })
        let help = try await Program.run(["doctor", "--help"]).output
        let named = Set(help.matches(of: /CARTWHEEL_[A-Z_]+/).map { String($0.0) })
        #expect(named.count >= 10)
        let values = ["CARTWHEEL_PORT": "8080", "CARTWHEEL_LOG": "error", "CARTWHEEL_URL": "http://localhost"]
        let whole = try await Program.run(
            options, environment: Dictionary(uniqueKeysWithValues: named.map { ($0, values[$0] ?? "") }))
        #expect(try findings(whole)["Environment"] == nil, "\(whole.output)")
    }

    @Test("the doctor says what somebody stopped, and whether the public address leads here")
    func stopped() async throws {
        let server = try await RunningServer()
        try await server.command("flows", "install", "welcome", "--live")
        let options = ["doctor", "--data", server.folder.path, "--json"]
        let before = try findings(await Program.run(options))
        for subject in ["Marketing", "Paused flows", "Public address", "Failed messages", "Clock", "PostgreSQL"] {
            #expect(before[subject] == nil, "\(subject)")
        }
        try await server.command("flows", "pause", "welcome")
        try await server.command("settings", "marketing_stopped=true")
        let after = try await Program.run(options)
        #expect(try findings(after)["Marketing"] == "note" && findings(after)["Paused flows"] == "note")
        #expect(after.output.contains("welcome"), "\(after.output)")
        // Reserved for examples (RFC 2606): no such name will ever be.
        let away = try await Program.run(options + ["--url", "https://mail.shop.invalid"])
        #expect(try findings(away)["Public address"] == "warning", "\(away.output)")
    }

    @Test("the doctor counts messages that were given up, and those of which nobody knows")
    func undelivered() async throws {
        let server = try await RunningServer()
        try await server.install(
            """
            flow: broken
            name: Broken
            purpose: transactional
            trigger: Order Completed
            steps:
              - send: email
                id: thanks
                subject: Thanks
                body: '{% if trigger.total %}{{ 5 | divided_by: trigger.total }}{% endif %}'
            """, named: "broken")
        let client = server.client()
        _ = try await client.send("identify", Shop.identify("ana", email: "ana@example.com", hasConsent: false))
        let order = Shop.track("ana", "Order Completed", ["order_id": "o1", "total": 0])
        #expect(try await client.send("track", order).status == 200)
        let books = try Books(sqlite: server.folder)
        #expect(try await eventually(within: .seconds(15)) { try books.messages().contains { $0.state == .failed } })
        let result = try await Program.run(["doctor", "--data", server.folder.path, "--json"])
        #expect(try findings(result)["Failed messages"] == "warning", "\(result.output)")
        #expect(result.output.contains("1 of the last 7 days"))
    }

    @Test("on PostgreSQL the doctor looks at its version and its clock", .needsPostgres)
    func postgres() async throws {
        let database = try PostgresForTest()
        defer { database.drop() }
        let folder = try TemporaryFolder()
        let options = ["--data", folder.path, "--json", "--database", database.url]
        let result = try await Program.run(["doctor"] + options, environment: PostgresForTest.environment)
        #expect(try findings(result)["PostgreSQL"] == "good" && findings(result)["Clock"] == "good", "\(result.output)")
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
