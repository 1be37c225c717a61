import Testing
import Values

@testable import Engine

@Suite("Requests of the track API")
struct TrackRequestTests {
    @Test(
        "a request that cannot be read is refused with its place",
        arguments: [
            ("", "empty_body", 400, "The body is empty; send one JSON object."),
            (" \n", "empty_body", 400, "The body is empty; send one JSON object."),
            (
                "{\"batch\":[\n  {\"a\":}]}", "malformed_json", 400,
                "The body is not JSON that can be read: line 2, column 8: expected a value."
            ),
            ("[]", "not_an_object", 400, "The body is a list, expected an object."),
            ("{}", "no_batch", 400, "The body has no \"batch\"; expected a list of events there."),
            (#"{"batch":{}}"#, "bad_member", 400, "\"batch\" is an object, expected a list of events."),
            (
                #"{"batch":[],"sentAt":"soon"}"#, "bad_member", 400,
                #""sentAt" is "soon", expected an ISO 8601 time."#
            ),
            (
                #"{"batch":[],"sentAt":{}}"#, "bad_member", 400,
                #""sentAt" is an object, expected an ISO 8601 time."#
            ),
            (#"{"batch":[],"context":7}"#, "bad_member", 400, #""context" is a number, expected an object."#),
            (
                #"{"batch":[],"context":{"a":"\#(String(repeating: "x", count: 4096))"}}"#, "bad_member", 400,
                #""context" has 4104 bytes, the limit is 4096."#
            ),
            (
                #"{"batch":[],"context":{"a":"\u0000"}}"#, "bad_member", 400,
                #""context" contains NUL characters or bytes that are not UTF-8."#
            ),
            (
                String(repeating: "[", count: 600), "too_deep", 400,
                "The body is not JSON that can be read: line 1, column 513: nested deeper than 512 levels."
            ),
        ])
    func unreadable(body: String, code: String, status: Int, message: String) throws {
        let error = try #require(throws: TrackRequestError.self) { try IntakeSample.parse(body) }
        #expect(error.code == code)
        #expect(error.status == status)
        #expect(error.message == message)
    }

    @Test("a body or a batch beyond its limit is refused with the limit")
    func tooLarge() throws {
        let many = IntakeSample.batch("1" + String(repeating: ",1", count: 2_500))
        #expect(throws: TrackRequestError.tooManyEvents(count: 2_501, limit: 2_500)) { try IntakeSample.parse(many) }
        let long = String(repeating: " ", count: 512_001)
        let error = try #require(throws: TrackRequestError.self) { try IntakeSample.parse(long) }
        #expect(error == .tooLarge(bytes: 512_001, limit: 512_000))
        #expect(error.responseBody["error"]?["limit"]?.number == Number(512_000))
        #expect(error.status == 413)
    }

    @Test("the place of a syntax error is in the answer")
    func errorBody() throws {
        let error = try #require(throws: TrackRequestError.self) { try IntakeSample.parse("{\n x") }
        #expect(
            error.responseBody.text == #"{"success":false,"error":{"code":"malformed_json","message":"#
                + #""The body is not JSON that can be read: line 2, column 2: expected a key in quotes.","#
                + #""line":2,"column":2}}"#)
    }

    @Test(
        "a path names its endpoint",
        arguments: [
            ("/v1/track", TrackEndpoint.track), ("/v1/batch/", .batch), ("/v1/import", .import), ("/v2/track", nil),
            ("/v1/pay", nil), ("/v1/", nil), ("/v1/track/x", nil),
        ] as [(String, TrackEndpoint?)])
    func paths(path: String, endpoint: TrackEndpoint?) {
        #expect(TrackEndpoint(path: path) == endpoint)
    }

    @Test("the write key is found at the top of the body alone")
    func writeKey() {
        func key(_ body: String) -> String? { TrackRequestParser.writeKey(in: Array(body.utf8)) }
        #expect(key(#"{"batch":[{"writeKey":"inner"}],"writeKey":" outer "}"#) == "outer")
        #expect(key(#"{"properties":{"writeKey":"inner"}}"#) == nil)
        #expect(key(#"{"writeKey":7}"#) == nil)
        #expect(key("{") == nil)
    }

    @Test("an empty batch is a good one")
    func emptyBatch() throws {
        let request = try IntakeSample.parse(#"{"batch":[]}"#)
        #expect(request == ParsedRequest())
        #expect(request.status == 200)
    }

    @Test("what the database refuses is answered as rejected; where nothing is left, as a bad request")
    func refusedByStorage() throws {
        let request = try IntakeSample.parse(IntakeSample.batch(IntakeSample.track(""), IntakeSample.track("")))
        let refused = RejectedEvent(
            receivedAt: IntakeSample.received, rule: "refused_by_storage", reason: "A was refused", source: "backend",
            body: "{}")
        let half = request.answer(refused: [refused])
        #expect(half.status == 200)
        #expect(
            half.body.text == #"{"success":true,"accepted":1,"rejected":1,"errors":"#
                + #"[{"code":"refused_by_storage","message":"A was refused"}]}"#)
        #expect(request.answer(refused: [refused, refused]).status == 400)
        #expect(request.answer() == TrackAnswer(accepted: 2, rejected: []))
    }

    @Test("a type that contradicts its path is refused, the same type is not")
    func contradiction() throws {
        let event = IntakeSample.track("")
        #expect(try IntakeSample.parse(event, at: .track).accepted.count == 1)
        #expect(
            try IntakeSample.parse(event, at: .identify).rejected.map(\.reason) == [
                #"type is "track" in a call of /v1/identify; send it there, or to /v1/batch"#
            ])
    }
}
