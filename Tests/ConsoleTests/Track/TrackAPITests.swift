import Connectors
import Engine
import Hummingbird
import HummingbirdTesting
import Runtime
import Testing
import Values

@testable import Console

@Suite struct TrackAPITests {
    static let good: JSON = ["userId": "u1", "event": "Product Viewed", "messageId": "m1"]

    struct Refusal: Sendable, CustomTestStringConvertible {
        var name: String
        var body: [UInt8]
        var status: HTTPResponse.Status
        var code: String
        var headers: HTTPFields = [:]
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "cut off", body: Array("{\"userId\":".utf8), status: .badRequest, code: "malformed_json"),
        Refusal(name: "empty", body: [], status: .badRequest, code: "empty_body"),
        Refusal(name: "no object", body: Array("[1]".utf8), status: .badRequest, code: "not_an_object"),
        Refusal(
            name: "not gzip", body: Array("{}".utf8), status: .badRequest, code: "bad_body",
            headers: [.contentEncoding: "gzip"]),
        Refusal(
            name: "packed in another way", body: Array("{}".utf8), status: .badRequest, code: "bad_body",
            headers: [.contentEncoding: "br"]),
        Refusal(
            name: "too large", body: [UInt8](repeating: UInt8(ascii: " "), count: IntakeLimits.requestBytes + 1),
            status: .contentTooLarge, code: "too_large"),
        Refusal(
            name: "too large once inflated",
            body: Gzip.deflate([UInt8](repeating: UInt8(ascii: " "), count: IntakeLimits.requestBytes * 4)),
            status: .contentTooLarge, code: "too_large", headers: [.contentEncoding: "gzip"]),
    ]

    @Test("what cannot be read is refused with a reason a program can tell apart", arguments: refusals)
    func refused(refusal: Refusal) async throws {
        try await TestConsole.run { console, browser in
            let response = try await browser.send(
                bytes: refusal.body, to: "track", key: console.serverKey, headers: refusal.headers)
            #expect(response.status == refusal.status)
            #expect(response.json?["error"]?["code"]?.string == refusal.code, "\(response.text)")
            #expect(response.headers[.accessControlAllowOrigin] == "*")
        }
    }

    @Test("without a key that is known nothing is taken", arguments: [nil, "sk_nobody", "pk_nobody"])
    func keys(key: String?) async throws {
        try await TestConsole.run { _, browser in
            let response = try await browser.send(TrackAPITests.good, to: "track", key: key)
            #expect(response.status == .unauthorized)
            #expect(response.json?["error"]?["code"]?.string == (key == nil ? "no_key" : "unknown_key"))
        }
    }

    @Test("the key may stand in the body, and the body may be compressed")
    func bodyKeyAndGzip() async throws {
        try await TestConsole.run { console, browser in
            var event = try #require(TrackAPITests.good.object)
            event["writeKey"] = .string(console.browserKey)
            let text = JSON.object(event).text
            let response = try await browser.send(
                bytes: Gzip.deflate(Array(text.utf8)), to: "track", key: nil, headers: [.contentEncoding: "gzip"])
            #expect(response.status == .ok)
            #expect(try await Rooms(console.system).overview().eventsToday == 1)
        }
    }

    @Test("the good events of a batch are kept, the bad ones are listed with their reasons")
    func halfGood() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let batch: JSON = [
                "batch": [
                    ["type": "track", "userId": "u1", "event": "A", "messageId": "1"],
                    ["type": "track", "userId": "u1"],
                    ["type": "dance", "userId": "u1"], 5,
                ]
            ]
            let response = try await browser.send(batch, to: "batch", key: console.serverKey)
            #expect(response.status == .ok)
            let overview = try await Rooms(console.system).overview()
            #expect(overview.eventsToday == 1)
            #expect(overview.rejectedToday == 3)
            let page = try await browser.get("/console/rejected").text
            for code in ["no_event_name", "unknown_type", "not_an_object"] { #expect(page.contains(code)) }
        }
    }

    @Test("an event that the database refuses is answered as rejected, and its neighbours as accepted")
    func refusedByStorage() async throws {
        try await TestConsole.run { console, browser in
            try await console.system.database.write(lane: .jobs) {
                try $0.executeScript(
                    """
                    CREATE TRIGGER refusing BEFORE INSERT ON events WHEN NEW.properties LIKE '%poison%'
                    BEGIN SELECT RAISE(ABORT, 'no poison here'); END
                    """)
            }
            func track(_ id: String, _ item: String) -> JSON {
                [
                    "type": "track", "userId": "u1", "event": "A", "messageId": .string(id),
                    "properties": ["item": .string(item)],
                ]
            }
            let batch: JSON = ["batch": [track("1", "bread"), track("2", "poison"), track("3", "wine")]]
            let half = try await browser.send(batch, to: "batch", key: console.serverKey)
            #expect(half.status == .ok)
            #expect(half.json?["accepted"]?.number?.integer == 2 && half.json?["rejected"]?.number?.integer == 1)
            #expect(half.json?["errors"]?[0]?["code"]?.string == "refused_by_storage", "\(half.text)")
            #expect(half.json?["errors"]?[0]?["message"]?.string?.contains("no poison here") == true)
            let alone = try await browser.send(track("4", "poison"), to: "track", key: console.serverKey)
            #expect(alone.status == .badRequest)
            let kept = try await Rooms(console.system).rejected().listing.rows
            #expect(kept.map(\.rule) == ["refused_by_storage", "refused_by_storage"])
            #expect(kept.allSatisfy { $0.reason.contains("no poison here") })
        }
    }

    @Test("any shop's page may ask whether it may send")
    func preflight() async throws {
        try await TestConsole.run { _, browser in
            let response = try await browser.request(
                .options, "/v1/batch", headers: [.origin: "https://shop.example", .accessControlRequestMethod: "POST"])
            #expect(response.status == .noContent)
            #expect(response.headers[.accessControlAllowOrigin] == "*")
            #expect(response.headers[.accessControlAllowHeaders]?.contains("Authorization") == true)
        }
    }

    @Test("a call that does not exist names those that do")
    func unknownCall() async throws {
        try await TestConsole.run { console, browser in
            let response = try await browser.send(TrackAPITests.good, to: "trace", key: console.serverKey)
            #expect(response.status == .notFound)
            #expect(response.json?["error"]?["message"]?.string?.contains("track") == true)
        }
    }
}
