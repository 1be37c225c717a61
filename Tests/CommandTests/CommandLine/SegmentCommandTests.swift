import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    @Test(
        "a segment is created, explained, counted, exported and archived on a running server", .timeLimit(.minutes(2)))
    func segments() async throws {
        let server = try await RunningServer()
        let key = try #require(try await server.command("keys", "create", "till")["key"]?.string)
        let client = server.client(key: key)
        for who in ["ana", "bo", "cy"] {
            #expect(try await client.send("track", Shop.track(who, "Product Viewed")).status == 200)
        }
        let condition = #"any("Product Viewed", last: 30 days)"#
        let created = try await server.command("segments", "create", "Viewers", condition, "--description", "They look")
        #expect(created["state"]?.string == "building" && created["version"]?.number?.integer == 1)
        var members = 0
        for _ in 0..<100 where members < 3 {
            try await Task.sleep(for: .milliseconds(50))
            members = Int(try await server.command("segments", "count", "Viewers")["members"]?.number?.integer ?? 0)
        }
        #expect(members == 3)
        let why = try await server.command("segments", "explain", "Viewers", "ana")
        #expect(why["member"]?.bool == true && why["until"]?.string != nil && why["parts"]?.array?.count == 1)
        let shown = try await server.command("segments", "show", "Viewers")
        #expect(shown["sentence"]?.string?.isEmpty == false && shown["description"]?.string == "They look")
        let preview = try await server.command("segments", "preview", "--of", "Viewers", #"any("Order Completed")"#)
        #expect(preview["leaving"]?.number?.integer == 3 && preview["exact"]?.bool == true)
        let file = server.folder.path + "/viewers.csv"
        let exported = try await Program.run([
            "segments", "export", "Viewers", "--to", file, "--data", server.folder.path,
        ])
        #expect(exported.isGood, "\(exported.errors)")
        let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\r\n")
        #expect(rows.count == 4 && rows[0] == "id,name,email,since")
        _ = try await server.command("segments", "archive", "Viewers")
        let left = try await server.command("segments", "list").array?.compactMap { $0["name"]?.string } ?? []
        #expect(!left.contains("Viewers") && left.contains("VIP"), "the ready ones came along")
    }

    @Test(
        "members, overlaps and ranks are listed, a segment is edited and built again, a condition explained",
        .timeLimit(.minutes(2)))
    func otherSegmentCommands() async throws {
        let server = try await RunningServer()
        let key = try #require(try await server.command("keys", "create", "till")["key"]?.string)
        let client = server.client(key: key)
        for (who, total) in [("ana", 100), ("bo", 40), ("cy", 40)] {
            #expect(try await client.send("track", Shop.track(who, "Product Viewed")).status == 200)
            let order: JSON = ["order_id": .string(who), "total": .number(Number(total))]
            let event = Shop.track(who, "Order Completed", order)
            #expect(try await client.send("track", event).status == 200)
        }
        let viewers = try await server.command("segments", "create", "Viewers", #"any("Product Viewed")"#, "--wait")
        #expect(viewers["state"]?.string == "live" && viewers["members"] != nil, "\(viewers.text)")
        _ = try await server.command("segments", "create", "Best", #"top 34% by sum("Order Completed".total)"#)
        _ = try await server.command("segments", "create", "Big", #"any("Order Completed" where total > 50)"#)
        func count(_ name: String) async throws -> Int64? {
            try await server.command("segments", "count", name)["members"]?.number?.integer
        }
        for _ in 0..<100 where try await count("Viewers") != 3 { try await Task.sleep(for: .milliseconds(50)) }
        let ranks = try await server.command("segments", "ranks")
        #expect(ranks.text.contains(#"top 34% by sum(\"Order Completed\".total)"#), "\(ranks.text)")
        for _ in 0..<100 where try await count("Best") != 1 { try await Task.sleep(for: .milliseconds(50)) }
        let members = try await server.command("segments", "members", "Best")
        #expect(members.array?.count == 1 && members[0]?["since"]?.string != nil, "\(members.text)")
        #expect(try await server.command("segments", "explain", "Best", "ana")["member"]?.bool == true)
        let overlap = try await server.command("segments", "overlap", "Viewers", "Best", "Big")
        #expect(overlap.array?.map { $0["members"]?.number?.integer } == [1, 1, 1, 1], "\(overlap.text)")
        let wider = #"any("Order Completed" where total > 30)"#
        let edited = try await server.command("segments", "edit", "Big", "--condition", wider)
        #expect(edited["version"]?.number?.integer == 2)
        for _ in 0..<100 where try await count("Big") != 3 { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try await count("Big") == 3)
        #expect(try await server.command("segments", "build", "Big")["name"]?.string == "Big")
        let why = try await server.command("conditions", "explain", #"count("Order Completed") >= 2"#, "ana")
        #expect(why.text.contains("is 1"), "\(why.text)")
    }

    @Test("what is wrong with a condition is said with its place, before anything is stored")
    func wrongSegment() async throws {
        let folder = try TemporaryFolder()
        let result = try await Program.run(
            ["segments", "create", "Bad", #"cuont("Order Completed") > 1"#, "--data", folder.path])
        #expect(!result.isGood && result.errors.contains("did you mean count?"), "\(result.errors)")
        let unknown = try await Program.run(["segments", "show", "Nobody", "--data", folder.path])
        #expect(!unknown.isGood && unknown.errors.contains("cartwheel segments list"), "\(unknown.errors)")
        let format = try await Program.run(["conditions", "format", #"any( "Order Completed" )"#])
        #expect(format.output == "any(\"Order Completed\")\n")
        let fault = try await Program.run(["conditions", "format", "any(", "--json"])
        #expect(!fault.isGood && fault.output.contains("\"line\":1"))
    }

    @Test("people of a file are put on a list, and their consents are kept", .timeLimit(.minutes(2)))
    func importedList() async throws {
        let server = try await RunningServer()
        let file = try server.folder.write(
            """
            email,first_name,email_consent,email_consent_source,email_consent_at
            ana@example.com,Ana,granted,shop form,2026-01-05
            bo@example.com,Bo,,,
            """, to: "people.csv")
        let run = try await Program.run(
            ["import", "profiles", file, "--list", "Newsletter", "--data", server.folder.path])
        #expect(run.isGood, "\(run.errors)")
        var size: Int64 = 0
        for _ in 0..<100 where size < 2 {
            try await Task.sleep(for: .milliseconds(50))
            size = try await server.command("lists", "list").array?.first?["members"]?.number?.integer ?? 0
        }
        #expect(size == 2)
        let ana = try await server.command("profiles", "show", "ana@example.com")
        #expect(ana["profile"]?["consents"]?.text.contains("granted") == true)
        let removed = try await server.command("lists", "remove", "Newsletter", "bo@example.com", "zed@example.com")
        #expect(removed["changed"]?.number?.integer == 1 && removed["unknown"]?.array?.count == 1)
    }

    @Test("the segments that come along are listed with their rules, and installed")
    func readySegments() async throws {
        let folder = try TemporaryFolder()
        let options = ["--data", folder.path, "--json"]
        let ready = try await Program.run(["segments", "install", "--list", "--json"]).json().array ?? []
        #expect(ready.count > 20 && ready.allSatisfy { $0["condition"]?.string?.isEmpty == false })
        let installed = try await Program.run(["segments", "install", "vip", "at-risk"] + options).json()
        #expect(installed.array?.map { $0["name"]?.string } == ["VIP", "At risk"])
        let wrong = try await Program.run(["segments", "install", "vipp"] + options)
        #expect(!wrong.isGood && wrong.errors.contains("did you mean vip?"), "\(wrong.errors)")
    }
}
