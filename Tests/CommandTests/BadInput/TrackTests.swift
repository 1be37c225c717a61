import Foundation
import Testing
import Values

extension ProgramTests.BadInputTests {
    struct BadBody: Sendable, CustomTestStringConvertible {
        var call = "track"
        let body: [UInt8]
        var headers: [String: String] = [:]
        let status: Int
        let code: String
        let name: String
        var testDescription: String { name }

        init(
            _ name: String, _ body: String, _ status: Int, _ code: String, call: String = "track",
            headers: [String: String] = [:]
        ) {
            self.init(name, bytes: Array(body.utf8), status, code, call: call, headers: headers)
        }

        init(
            _ name: String, bytes: [UInt8], _ status: Int, _ code: String, call: String = "track",
            headers: [String: String] = [:]
        ) {
            (self.name, self.body, self.status, self.code, self.call, self.headers) = (
                name, bytes, status, code, call, headers
            )
        }
    }

    private static func nested(_ levels: Int) -> String {
        String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels)
    }

    private static let tooLarge =
        #"{"userId":"a","event":"E","properties":{"x":"\#(String(repeating: "y", count: 520_000))"}}"#

    /// What is refused whole, and what is refused as an event, each with its code.
    static let badBodies: [BadBody] = [
        BadBody("nothing", "", 400, "empty_body"),
        BadBody("white space", " \n\t", 400, "empty_body"),
        BadBody("no JSON", "userId=ana", 400, "malformed_json"),
        BadBody("half an object", #"{"userId":"a","event":"#, 400, "malformed_json"),
        BadBody("two objects", #"{"userId":"a","event":"E"}{}"#, 400, "malformed_json"),
        BadBody("a list", "[]", 400, "not_an_object"),
        BadBody("a number", "7", 400, "not_an_object"),
        BadBody("depth beyond any reader", String(repeating: "[", count: 100_000), 400, "too_deep"),
        BadBody("half a megabyte", tooLarge, 413, "too_large"),
        BadBody("no list in a batch", #"{"sentAt":"2026-01-01T00:00:00Z"}"#, 400, "no_batch", call: "batch"),
        BadBody("a batch that is a text", #"{"batch":"all"}"#, 400, "bad_member", call: "batch"),
        BadBody(
            "too many events", #"{"batch":[\#(Array(repeating: "{}", count: 3_000).joined(separator: ","))]}"#, 413,
            "too_many_events", call: "batch"),
        BadBody("no gzip", "plain", 400, "bad_body", headers: ["Content-Encoding": "gzip"]),
        BadBody("an unknown call", "{}", 404, "unknown_call", call: "trakc"),
        BadBody("nobody's event", #"{"event":"E"}"#, 400, "no_identity"),
        BadBody("an event without a name", #"{"userId":"a"}"#, 400, "no_event_name"),
        BadBody("an event whose name is a number", #"{"userId":"a","event":7}"#, 400, "wrong_type"),
        BadBody("properties as a list", #"{"userId":"a","event":"E","properties":[]}"#, 400, "wrong_type"),
        BadBody("NUL", #"{"userId":"a","event":"E","properties":{"x":"a\u0000b"}}"#, 400, "nul_character"),
        BadBody(
            "bytes that are no UTF-8", bytes: Array(#"{"userId":"a","event":"E"#.utf8) + [0xFF] + Array(#""}"#.utf8),
            400,
            "invalid_utf8"),
        BadBody("a nested event", #"{"userId":"a","event":"E","properties":\#(nested(40))}"#, 400, "too_deep"),
        BadBody(
            "an event of 40 KB",
            #"{"userId":"a","event":"E","properties":{"x":"\#(String(repeating: "y", count: 40_000))"}}"#,
            400, "too_large"),
        BadBody("yesterday, in words", #"{"userId":"a","event":"E","timestamp":"yesterday"}"#, 400, "bad_timestamp"),
        BadBody(
            "the year 3000", #"{"userId":"a","event":"E","timestamp":"3000-01-01T00:00:00Z"}"#, 400, "absurd_timestamp"),
        BadBody(
            "the year 1900", #"{"userId":"a","event":"E","timestamp":"1900-01-01T00:00:00Z"}"#, 400, "absurd_timestamp"),
        BadBody(
            "consent without a source", #"{"userId":"a","traits":{"consents":{"email":{"status":"granted"}}}}"#, 400,
            "bad_consent", call: "identify"),
        BadBody("an alias of nobody", #"{"userId":"a"}"#, 400, "no_previous_id", call: "alias"),
        BadBody("a group without an id", #"{"userId":"a"}"#, 400, "no_group_id", call: "group"),
    ]

    @Test("every bad body gets a status, a code and a reason, and stands in the rejected events")
    func badBodies() async throws {
        let server = try await RunningServer()
        let client = server.client()
        for bad in Self.badBodies {
            let answer = try await client.send(bad.call, bad.body, headers: bad.headers)
            #expect(answer.status == bad.status, "\(bad.name): \(answer.text)")
            let code = answer.errorCode ?? answer.json["errors"]?[0]?["code"]?.string
            #expect(code == bad.code, "\(bad.name): \(answer.text)")
            let message = answer.json["error"]?["message"]?.string ?? answer.json["errors"]?[0]?["message"]?.string
            #expect(message?.isEmpty == false, "\(bad.name): \(answer.text)")
        }
        #expect(
            try await client.send("track", Shop.track("ana", "Product Viewed")).status == 200, "it is none the worse")
        let books = try Books(sqlite: server.folder)
        let kept = Set(try books.rejected())
        // An address that is none has no events.
        for bad in Self.badBodies where bad.code != "unknown_call" {
            #expect(kept.contains(bad.code), "\(bad.name) was dropped in silence")
        }
        #expect(try books.events().count == 1)
    }

    @Test("of a half-good batch the good is kept and the bad is listed, with its place and reason")
    func halfGoodBatch() async throws {
        let server = try await RunningServer()
        let batch: JSON = [
            "batch": [
                Shop.track("ana", "Product Viewed", messageID: "good-1"), "not an event",
                ["type": "track", "event": "E"], Shop.track("ana", "Product Viewed", messageID: "good-2"),
                ["type": "dance", "userId": "ana"], Shop.track("ana", "Product Viewed", messageID: "good-1"),
            ]
        ]
        let answer = try await server.client().send("batch", batch)
        #expect(answer.status == 200)
        #expect(
            answer.json["accepted"]?.number?.integer == 3 && answer.json["rejected"]?.number?.integer == 3,
            "\(answer.text)")
        let errors = (answer.json["errors"]?.array ?? []).map {
            ($0["code"]?.string ?? "", $0["message"]?.string ?? "")
        }
        #expect(errors.map(\.0) == ["not_an_object", "no_identity", "unknown_type"])
        for (error, place) in zip(errors, ["batch[1]", "batch[2]", "batch[4]"]) { #expect(error.1.contains(place)) }
        let books = try Books(sqlite: server.folder)
        #expect(try books.events() == ["good-1": 1, "good-2": 1])
        #expect(try books.rejected().sorted() == ["no_identity", "not_an_object", "unknown_type"])
    }

    @Test("a key that is missing, unknown or a browser's gets what it may and no more")
    func keys() async throws {
        let server = try await RunningServer()
        let body = Shop.track("ana", "Product Viewed")
        let none = try await TrackClient(url: server.url, key: nil).send("track", body)
        #expect(none.status == 401 && none.errorCode == "no_key")
        let unknown = try await server.client(key: "sk_wrong").send("track", body)
        #expect(unknown.status == 401 && unknown.errorCode == "unknown_key")
        let large = try await server.client(key: "sk_wrong").send("track", Array(Self.tooLarge.utf8))
        #expect(large.status == 413)
        var inBody = body.object ?? [:]
        inBody["writeKey"] = .string(server.serverKey)
        #expect(try await TrackClient(url: server.url, key: nil).send("track", .object(inBody)).status == 200)
        // Anybody can read a browser's key: it grants no consent.
        let browser = server.client(key: server.browserKey)
        _ = try await browser.send("identify", Shop.identify("eve", email: "eve@example.com", hasConsent: true))
        var shown: JSON = .null
        _ = await eventually(within: .seconds(10)) {
            shown = (try? await server.command("profiles", "show", "eve")) ?? .null
            return shown["events"]?.array?.isEmpty == false
        }
        #expect(shown["profile"]?["consents"]?.array?.isEmpty == true, "\(shown.text.prefix(500))")
        // What came within a minute is one row, at the latest when the server stops.
        _ = try await server.stop()
        #expect(try Books(sqlite: server.folder).rejected().sorted() == ["no_key", "unknown_key"])
    }

    @Test("gzip is taken, a bomb is not")
    func gzip() async throws {
        let server = try await RunningServer()
        let folder = try TemporaryFolder()
        func gzipped(_ text: String) async throws -> [UInt8] {
            try folder.write(text, to: "body")
            let gzip = try Child(
                "/bin/gzip", ["-kf", folder.file("body")], environment: [:], output: "/dev/null", errors: "/dev/null")
            try await gzip.end(within: .seconds(10))
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file("body.gz"))))
        }
        let headers = ["Content-Encoding": "gzip"]
        let good = try await gzipped(Shop.track("ana", "Product Viewed").text)
        #expect(try await server.client().send("track", good, headers: headers).status == 200)
        let bomb = try await gzipped(String(repeating: " ", count: 50_000_000))
        let answer = try await server.client().send("track", bomb, headers: headers)
        #expect(answer.status == 413 && answer.errorCode == "too_large", "\(answer.status) \(answer.text)")
        let cut = try await server.client().send("track", Array(good.dropLast(9)), headers: headers)
        #expect(cut.status == 400, "\(cut.text)")
    }
}
