import CaseFiles
import Foundation
import Testing
import Values

@testable import Engine

/// Requests that stock Segment and RudderStack clients sent, word for word.
@Suite("Requests of stock clients")
struct CapturedRequestTests {
    static func requests() throws -> [(endpoint: TrackEndpoint, body: String)] {
        let text = try String(contentsOfFile: try #require(CaseFile.requests.path), encoding: .utf8)
        return try text.split(separator: "\n").compactMap { line in
            let request = try JSON.parse(String(line))
            guard let path = request["path"]?.string, let endpoint = TrackEndpoint(path: path) else { return nil }
            return (endpoint, request["body"]?.string ?? "")
        }
    }

    @Test(
        "every one is read, with the ids that were sent",
        .enabled(if: CaseFile.requests.path != nil, Comment(rawValue: CaseFile.requests.skipped)))
    func all() throws {
        let requests = try Self.requests()
        #expect(requests.count == 4)
        let received = try #require(Instant(iso8601: "2026-11-22T15:57:50Z"))
        for request in requests {
            let parsed = try IntakeSample.parse(request.body, at: request.endpoint, receivedAt: received)
            #expect(parsed.rejected.map(\.reason) == [])
            let sent = try #require(try JSON.parse(request.body)["batch"]?.array)
            #expect(parsed.accepted.map(\.envelope.messageID) == sent.map { $0["messageId"]?.string })
            #expect(parsed.accepted.map(\.identity.value) == sent.map { $0["userId"]?.string })
            #expect(parsed.accepted.allSatisfy { $0.envelope.contextID != nil && !$0.isHistorical })
            for (event, original) in zip(parsed.accepted, sent) {
                if let properties = original["properties"], event.call == .track {
                    #expect(try JSON.parse(event.properties) == properties)
                }
            }
        }
    }

    @Test(
        "the Segment client's six calls become six events",
        .enabled(if: CaseFile.requests.path != nil, Comment(rawValue: CaseFile.requests.skipped)))
    func segment() throws {
        let parsed = try IntakeSample.parse(try #require(try Self.requests().first).body)
        #expect(parsed.writeKey == "WK")
        #expect(parsed.accepted.map(\.name) == ["identify", "Order Completed", "page", "group", "alias", "screen"])
        #expect(parsed.accepted[0].envelope.identities.map(\.value) == ["u1", "a@x.test"])
        #expect(
            IntakeSample.text(parsed.accepted[2].properties) == #"{"url":"http://x","name":"Home","category":"Docs"}"#)
        #expect(IntakeSample.text(parsed.accepted[3].properties) == #"{"plan":"x","groupId":"g1"}"#)
        #expect(parsed.accepted[4].envelope.previousID == "anon")
        #expect(Set(parsed.accepted.map(\.envelope.contextID)).count == 1)
    }
}
