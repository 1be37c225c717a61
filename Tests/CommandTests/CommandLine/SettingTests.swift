import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    @Test("a new key is taken at once, a revoked one refused at once")
    func keys() async throws {
        let server = try await RunningServer()
        let made = try await server.command("keys", "create", "till", "--browser")
        let key = try #require(made["key"]?.string)
        let client = server.client(key: key)
        #expect(try await client.send("track", Shop.track("ana", "Product Viewed")).status == 200)
        try await server.command("keys", "revoke", "till")
        let refused = try await client.send("track", Shop.track("ana", "Product Viewed"))
        #expect(refused.status == 401)
        #expect(refused.errorCode == "unknown_key")
        let again = try await Program.run(["keys", "revoke", "till", "--data", server.folder.path])
        #expect(!again.isGood && again.errors.contains("till"), "\(again.errors)")
        let listed = try await server.command("keys", "list").array?.first { $0["name"]?.string == "till" }
        #expect(listed?["revoked_at"]?.string != nil)
        #expect(listed?.text.contains(key) == false, "a key is shown once only")
    }

    @Test("codes are added once each, from a file or standard input")
    func coupons() async throws {
        let folder = try TemporaryFolder()
        let options = ["--data", folder.path, "--json"]
        let file = try folder.write("A1\nA2\n\n  A3  \nA1\n", to: "codes.txt")
        #expect(
            try await Program.run(["coupons", "add", "spring", file] + options).json()["added"]?.number?.integer == 3)
        let more = try await Program.run(["coupons", "add", "spring"] + options, input: Array("A3\nA4\n".utf8)).json()
        #expect(more["added"]?.number?.integer == 1)
        let list = try await Program.run(["coupons", "list"] + options).json()
        #expect(list[0]?["pool"]?.string == "spring" && list[0]?["left"]?.number?.integer == 4, "\(list.text)")
    }

    @Test("settings are kept; what cannot be a setting is refused and changes nothing")
    func settings() async throws {
        let folder = try TemporaryFolder()
        func run(_ arguments: String...) async throws -> Program.Result {
            try await Program.run(["settings"] + arguments + ["--data", folder.path, "--json"])
        }
        #expect(try await run("shop_name=My shop", "zone=Europe/Berlin", "marketing_per_day=2").isGood)
        for wrong in [["zone=Europe/Atlantis"], ["no_such=1"], ["marketing_opens_at=late"], ["nonsense"]] {
            let result = try await Program.run(["settings"] + wrong + ["--data", folder.path, "--json"])
            #expect(!result.isGood && !result.errors.isEmpty, "\(wrong) was taken: \(result.output)")
        }
        let kept = try await run().json()
        #expect(kept["zone"]?.string == "Europe/Berlin" && kept["shop_name"]?.string == "My shop")
        #expect(try await run("shop_name=1984").json()["shop_name"]?.string == "1984")
        #expect(kept["marketing_per_day"]?.number?.integer == 2)
    }

    @Test("an account is added through the running server, with a link to its own address, and is listed and removed")
    func accounts() async throws {
        let server = try await RunningServer()
        let first = try await server.command("accounts", "add", "mia@shop.example", "--name", "Mia")
        #expect(first["link"]?.string?.contains("/console/password?token=") == true)
        let second = try await server.command(
            "accounts", "add", "ben@shop.example", "--password-stdin", input: "a password of some length\n")
        #expect(second["link"] == .null)
        let listed = try await server.command("accounts", "list").array ?? []
        #expect(listed.map { $0["email"]?.string } == ["ben@shop.example", "mia@shop.example"])
        #expect(listed.map { $0["has_password"]?.bool } == [true, false])
        try await server.command("accounts", "remove", "mia@shop.example")
        let last = try await Program.run(["accounts", "remove", "ben@shop.example", "--data", server.folder.path])
        #expect(!last.isGood && last.errors.contains("only account"), "\(last.errors)")
        let link = try await server.command("accounts", "password", "ben@shop.example")
        #expect(link["link"]?.string?.contains("token=") == true)
        let short = try await Program.run(
            ["accounts", "password", "ben@shop.example", "--password-stdin", "--data", server.folder.path],
            input: Array("short\n".utf8))
        #expect(!short.isGood && short.errors.contains("12 characters"), "\(short.errors)")
    }
}
