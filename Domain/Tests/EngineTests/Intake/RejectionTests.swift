import Testing
import Values

@testable import Engine

@Suite("Events that intake refuses")
struct RejectionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var event: String
        var rule: RejectionRule
        var reason: String
        var testDescription: String { reason }

        init(_ event: String, _ rule: RejectionRule, _ reason: String) {
            self.event = event
            self.rule = rule
            self.reason = reason
        }
    }

    static let cases: [Case] = [
        Case("17", .notAnObject, "batch[1] is a number, expected an object"),
        Case("null", .notAnObject, "batch[1] is null, expected an object"),
        Case(
            IntakeSample.track(#""properties":{"a":"\#(String(repeating: "x", count: 40_000))"}"#), .tooLarge,
            "batch[1] has 40094 bytes, the limit is 32768"),
        Case(
            IntakeSample.track(#""properties":"# + nested(32)), .tooDeep,
            "batch[1] is nested 33 levels deep, the limit is 32"),
        Case(
            IntakeSample.track(#""properties":{"products":[{"name":"a"},{"name":"b\u0000"}]}"#), .nulCharacter,
            "batch[1].properties.products[1].name contains the character NUL, which no database text can hold"),
        Case(
            IntakeSample.track(#""properties":{"a\u0000":1}"#), .nulCharacter,
            "batch[1].properties has a key that contains the character NUL, which no database text can hold"),
        Case(
            IntakeSample.track(#""event":"A\u0000""#), .nulCharacter,
            "batch[1].event contains the character NUL, which no database text can hold"),
        Case(
            #"{"event":"A","userId":"u"}"#, .unknownType,
            "batch[1] has no type, expected identify, track, page, screen, group or alias"),
        Case(
            #"{"type":"pay","userId":"u"}"#, .unknownType,
            #"batch[1].type is "pay", expected identify, track, page, screen, group or alias"#),
        Case(#"{"type":3,"userId":"u"}"#, .wrongType, "batch[1].type is a number, expected a text"),
        Case(
            #"{"type":"track","userId":"u"}"#, .noEventName,
            "batch[1] is a track call without an event name; \"event\" must say what happened"),
        Case(
            #"{"type":"track","event":"  ","userId":"u"}"#, .noEventName,
            "batch[1] is a track call without an event name; \"event\" must say what happened"),
        Case(#"{"type":"track","event":{},"userId":"u"}"#, .wrongType, "batch[1].event is an object, expected a text"),
        Case(
            #"{"type":"track","event":"\#(String(repeating: "é", count: 201))","userId":"u"}"#, .nameTooLong,
            "batch[1].event has 201 characters, the limit is 200"),
        Case(
            #"{"type":"track","event":"A"}"#, .noIdentity,
            "batch[1] names nobody, expected a userId, an anonymousId, or an e-mail or phone in its traits"),
        Case(
            #"{"type":"track","event":"A","userId":"","anonymousId":null}"#, .noIdentity,
            "batch[1] names nobody, expected a userId, an anonymousId, or an e-mail or phone in its traits"),
        Case(
            #"{"type":"track","event":"A","properties":{"email":"nonsense"}}"#, .noIdentity,
            "batch[1] names nobody, expected a userId, an anonymousId, or an e-mail or phone in its traits"),
        Case(
            #"{"type":"track","event":"A","userId":"undefined"}"#, .noIdentity,
            #"batch[1].userId is "undefined", which names nobody"#),
        Case(
            #"{"type":"track","event":"A","userId":true}"#, .wrongType,
            "batch[1].userId is a boolean, expected a text"),
        Case(
            #"{"type":"track","event":"A","anonymousId":["a"]}"#, .wrongType,
            "batch[1].anonymousId is a list, expected a text"),
        Case(
            #"{"type":"track","event":"A","userId":"\#(String(repeating: "x", count: 513))"}"#, .idTooLong,
            "batch[1].userId has 513 bytes, the limit is 512"),
        Case(
            IntakeSample.track(#""messageId":"\#(String(repeating: "x", count: 513))""#), .idTooLong,
            "batch[1].messageId has 513 bytes, the limit is 512"),
        Case(IntakeSample.track(#""messageId":{}"#), .wrongType, "batch[1].messageId is an object, expected a text"),
        Case(
            #"{"type":"alias","userId":"u"}"#, .noPreviousID,
            "batch[1] is an alias call without a previousId, expected the id used before"),
        Case(
            #"{"type":"alias","userId":"u","previousId":"null"}"#, .noPreviousID,
            #"batch[1].previousId is "null", which names nobody"#),
        Case(#"{"type":"group","userId":"u"}"#, .noGroupID, "batch[1] is a group call without a groupId"),
        Case(IntakeSample.track(#""properties":[1]"#), .wrongType, "batch[1].properties is a list, expected an object"),
        Case(IntakeSample.track(#""traits":"x""#), .wrongType, "batch[1].traits is a text, expected an object"),
        Case(IntakeSample.track(#""context":7"#), .wrongType, "batch[1].context is a number, expected an object"),
        Case(#"{"type":"page","userId":"u","name":7}"#, .wrongType, "batch[1].name is a number, expected a text"),
        Case(
            IntakeSample.track(#""timestamp":"yesterday""#), .badTimestamp,
            #"batch[1].timestamp is "yesterday", expected an ISO 8601 time"#),
        Case(
            IntakeSample.track(#""timestamp":1763812800000"#), .badTimestamp,
            "batch[1].timestamp is a number, expected an ISO 8601 time"),
        Case(
            IntakeSample.track(#""timestamp":"2026-11-22T12:00:00Z","sentAt":"soon""#), .badTimestamp,
            #"batch[1].sentAt is "soon", expected an ISO 8601 time"#),
        Case(
            IntakeSample.track(#""timestamp":"1989-12-31T23:59:59Z""#), .absurdTimestamp,
            "batch[1].timestamp is 1989-12-31T23:59:59.000Z, before 1990-01-01T00:00:00.000Z once the clock is corrected"
        ),
        Case(
            IntakeSample.track(#""timestamp":"2026-11-23T12:00:00.001Z""#), .absurdTimestamp,
            "batch[1].timestamp is 2026-11-23T12:00:00.001Z, more than a day after it was received "
                + "(2026-11-22T12:00:00.000Z) once the clock is corrected"),
    ]

    static func nested(_ levels: Int) -> String {
        String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels)
    }

    @Test("each is named with its rule, place and reason, and its neighbours are kept", arguments: cases)
    func refused(example: Case) throws {
        let request = try IntakeSample.parse(
            IntakeSample.batch(IntakeSample.track(""), example.event, IntakeSample.track("")))
        #expect(request.accepted.count == 2)
        let rejected = try #require(request.rejected.first)
        #expect(request.rejected.count == 1)
        #expect(rejected.rule == example.rule.rawValue)
        #expect(rejected.reason == example.reason)
        #expect(rejected.source == "backend")
        #expect(rejected.body == String(example.event.prefix(IntakeLimits.rejectedBodyBytes)))
        #expect(rejected.receivedAt == IntakeSample.received)
        #expect(request.status == 200)
    }

    @Test("every rule of intake has a case in the table")
    func coverage() {
        let elsewhere: Set<RejectionRule> = [.badConsent, .invalidUTF8, .refusedByStorage, .erased]
        #expect(Set(Self.cases.map(\.rule)).union(elsewhere) == Set(RejectionRule.allCases))
    }

    @Test("bytes that are not UTF-8 refuse their own event and name the text they stand in")
    func invalidUTF8() throws {
        let body = Array(
            IntakeSample.batch(IntakeSample.track(#""properties":{"city":"K?ln"}"#), IntakeSample.track("")).utf8)
        let bytes = body.map { $0 == UInt8(ascii: "?") ? 0xF6 : $0 }
        let request = try TrackRequestParser(
            endpoint: .batch, source: IntakeSample.server, receivedAt: IntakeSample.received
        )
        .parse(bytes)
        #expect(request.accepted.count == 1)
        #expect(request.rejected.map(\.rule) == ["invalid_utf8"])
        #expect(request.rejected[0].reason == "batch[0].properties.city contains bytes that are not UTF-8")
        #expect(request.rejected[0].body.contains("K\u{FFFD}ln"))
    }

    @Test("a reason stays short and printable whatever the sender's names are")
    func reasons() throws {
        let name = #"\u0007"# + String(repeating: "x", count: 900)
        let request = try IntakeSample.parse(IntakeSample.track(#""properties":{"\#(name)":"\u0000"}"#), at: .track)
        let reason = try #require(request.rejected.first?.reason)
        #expect(reason == "properties.\u{FFFD}" + String(repeating: "x", count: 488) + "…")
    }

    @Test("a single call's reason stands without a place, and nothing good makes it a bad request")
    func single() throws {
        let request = try IntakeSample.parse(#"{"event":"A","userId":false}"#, at: .track)
        #expect(request.rejected.map(\.reason) == ["userId is a boolean, expected a text"])
        #expect(request.status == 400)
        #expect(
            request.responseBody.text == #"{"success":false,"accepted":0,"rejected":1,"errors":"#
                + #"[{"code":"wrong_type","message":"userId is a boolean, expected a text"}]}"#)
    }

    @Test("the write key never reaches the list of rejected events")
    func secret() throws {
        let request = try IntakeSample.parse(#"{"event":"A","writeKey":"SECRET"}"#, at: .track)
        #expect(request.rejected.map(\.body) == [#"{"event":"A","writeKey":"(hidden)"}"#])
        #expect(request.writeKey == "SECRET")
    }
}
