import CaseFiles
import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    private func run(_ kind: String, _ file: String, _ folder: TemporaryFolder, _ more: String...) async throws -> JSON
    {
        let result = try await Program.run(
            ["import", kind, file, "--data", folder.path, "--json"] + more, within: .seconds(150))
        guard result.isGood else { throw TestFault("\(result.ending) \(result.errors)") }
        return try result.json()
    }

    private func events(in folder: TemporaryFolder) throws -> Int {
        FileManager.default.fileExists(atPath: folder.file("cartwheel.sqlite"))
            ? try Books(sqlite: folder).count("SELECT count(*) FROM events") : 0
    }

    struct SmallFile: Sendable, CustomTestStringConvertible {
        let kind: String
        let text: String
        let counts: [String: Int64]
        /// Events that it makes.
        let events: Int
        var testDescription: String { kind }
    }

    static let smallFiles = [
        SmallFile(
            kind: "events",
            text: """
                {"type":"track","userId":"u1","event":"Order Completed","timestamp":"2026-01-05T10:00:00Z","messageId":"m1","properties":{"order_id":"1","total":20}}
                {"type":"identify","userId":"u1","traits":{"email":"ana@example.com"},"timestamp":"2026-01-04T10:00:00Z","messageId":"m2"}
                {"type":"track","userId":"u1"
                {"type":"track","event":"nobody's"}

                """, counts: ["imported": 2, "rejected": 2], events: 2),
        SmallFile(
            kind: "profiles",
            text: """
                email,first_name,email_consent,email_consent_source,email_consent_at
                ana@example.com,Ana,yes,checkout,2026-01-04T10:00:00Z
                bea@example.com,Bea,yes,,
                not an address,Cleo,,,

                """, counts: ["rows": 3, "imported": 2, "rejected_rows": 1], events: 2),
        SmallFile(
            kind: "orders",
            text: """
                InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
                1,A,MUG,2,2010-12-01 08:26:00,2.50,17850.0,United Kingdom
                1,B,TRAY,1,2010-12-01 08:26:00,3.00,17850.0,United Kingdom
                C2,A,MUG,-1,2010-12-02 08:26:00,2.50,17850.0,United Kingdom
                3,A,MUG,1,2010-12-02 09:00:00,2.50,,United Kingdom

                """, counts: ["rows": 4, "orders": 1, "refunds": 1], events: 2),
    ]

    @Test(
        "a dry run stores nothing, an import stores what it says, and again it changes nothing", arguments: smallFiles)
    func importsOnce(_ file: SmallFile) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(file.text, to: "file.txt")
        let dry = try await run(file.kind, path, folder, "--dry-run")
        #expect(try events(in: folder) == 0)
        let first = try await run(file.kind, path, folder, "--rejects", folder.file("rejects.csv"))
        #expect(first == dry, "the dry run told what would be")
        for (name, count) in file.counts {
            #expect(first[name]?.number?.integer == count, "\(name) in \(first.text)")
        }
        #expect(try events(in: folder) == file.events)
        let again = try await run(file.kind, path, folder)
        #expect(again == first)
        #expect(try events(in: folder) == file.events, "nothing counts twice")
    }

    @Test(
        "what an import makes people enter starts flows where that is asked for, and only there",
        .timeLimit(.minutes(2)))
    func startsFlows() async throws {
        let server = try await RunningServer()
        let folder = server.folder
        _ = try await server.command("segments", "create", "Buyers", #"any("Order Completed")"#)
        let flow = """
            flow: thanks
            name: Thanks
            purpose: transactional
            trigger:
              - segment entered: Buyers
            steps:
              - update: {thanked: true}
            """
        _ = try await server.command("flows", "install", try folder.write(flow, to: "thanks.yaml"), "--live")
        func buy(_ who: String, startsFlows: Bool) async throws {
            let order =
                #"{"type":"track","userId":"\#(who)","event":"Order Completed","timestamp":"2026-01-05T10:00:00Z","messageId":"\#(who)","properties":{"order_id":"\#(who)","total":20}}"#
            let file = try folder.write(order + "\n", to: who + ".jsonl")
            if startsFlows {
                try await server.command("import", "events", file, "--starts-flows")
            } else {
                try await server.command("import", "events", file)
            }
        }
        func members() async throws -> Int64? {
            try await server.command("segments", "count", "Buyers")["members"]?.number?.integer
        }
        func isThanked(_ who: String) async throws -> Bool {
            try await server.command("profiles", "show", who).text.contains("thanked")
        }
        try await buy("ana", startsFlows: false)
        for _ in 0..<200 where try await members() != 1 { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try await members() == 1)
        try await buy("bo", startsFlows: true)
        for _ in 0..<200 where try await !isThanked("bo") { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try await isThanked("bo"))
        #expect(try await !isThanked("ana"), "she bought long ago, and that is history")
    }

    @Test("an import of orders says which currency it took, and why")
    func orderCurrency() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.smallFiles[2].text, to: "orders.csv")
        let guessed = try await run("orders", path, folder, "--dry-run")
        #expect(guessed["currency"]?.string == "GBP")
        #expect(guessed["currency_because"]?.string?.contains("neither --currency nor the workspace") == true)
        let said = try await run("orders", path, folder, "--dry-run", "--currency", "eur")
        #expect(said["currency"]?.string == "EUR" && said["ordered"]?["EUR"] != nil)
        #expect(said["currency_because"]?.string?.contains("--currency says so") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.file("cartwheel.sqlite")), "a dry run makes no database")
        let wrong = try await Program.run(["import", "orders", path, "--currency", "EUX", "--data", folder.path])
        #expect(!wrong.isGood && wrong.errors.contains("EUX"), "\(wrong.errors)")
    }

    @Test("an imported person has the consent that has a source and date, and no other")
    func importedConsent() async throws {
        let server = try await RunningServer()
        try await server.install(try HurriedFlows.text("welcome"), named: "welcome")
        let file = try server.folder.write(Self.smallFiles[1].text, to: "people.csv")
        try await server.command("import", "profiles", file)
        func consents(_ who: String) async throws -> JSON? {
            var shown: JSON = .null
            _ = await eventually(within: .seconds(10)) {
                shown = (try? await server.command("profiles", "show", who)) ?? .null
                return shown["profile"] != nil
            }
            return shown["profile"]?["consents"]
        }
        #expect(try await consents("ana@example.com")?[0]?["source"]?.string == "checkout")
        #expect(try await consents("bea@example.com") == [])
        #expect(try await server.command("messages", "list") == [], "an import greets nobody")
    }

    private static let retail = CaseFile.retail("2010-12")

    @Test(
        "a month of a real shop's invoices comes in to the penny, and once only",
        .enabled(if: retail.path != nil, Comment(rawValue: retail.skipped)),
        .timeLimit(.minutes(4)))
    func retailMonth() async throws {
        let file = try #require(Self.retail.path)
        let folder = try TemporaryFolder()
        let report = try await run("orders", file, folder, "--currency", "GBP")
        #expect(report["rows"]?.number?.integer == 42_481)
        #expect(report["orders"]?.number?.integer == 1_400, "\(report.text.prefix(600))")
        #expect(report["refunds"]?.number?.integer == 308)
        #expect(report["without_customer"]?["lines"]?.number?.integer == 15_631)
        #expect(report["ordered"]?["GBP"]?.number == Number(literal: "572713.89"))
        let stored = try events(in: folder)
        #expect(try await run("orders", file, folder, "--currency", "GBP") == report)
        #expect(try events(in: folder) == stored)
    }
}
