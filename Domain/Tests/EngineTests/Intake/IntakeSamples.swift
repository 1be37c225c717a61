import Values

@testable import Engine

/// Requests with valid defaults, so that a test states only what matters to it.
enum IntakeSample {
    static let received = Instant(iso8601: "2026-11-22T12:00:00Z")!
    static let server = SourceKey(name: "backend", workspace: .first, authority: .server)
    static let browser = SourceKey(name: "shop pages", workspace: .first, authority: .browser)

    static func parse(
        _ body: String, at endpoint: TrackEndpoint = .batch, from source: SourceKey = server,
        receivedAt: Instant = received
    ) throws(TrackRequestError) -> ParsedRequest {
        try TrackRequestParser(endpoint: endpoint, source: source, receivedAt: receivedAt).parse(Array(body.utf8))
    }

    /// A track call with these members beside the usual ones.
    static func track(_ members: String) -> String {
        #"{"type":"track","event":"Coupon Applied","userId":"u1","messageId":"m1""# + (members.isEmpty ? "" : ",")
            + members + "}"
    }

    static func identify(traits: String, _ members: String = #""userId":"u1""#) -> String {
        #"{"type":"identify","messageId":"m1","traits":\#(traits),\#(members)}"#
    }

    static func batch(_ events: String...) -> String { #"{"batch":["# + events.joined(separator: ",") + "]}" }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
