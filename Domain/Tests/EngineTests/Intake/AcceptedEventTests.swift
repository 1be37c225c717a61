import Testing
import Values

@testable import Engine

@Suite("Events that intake accepts")
struct AcceptedEventTests {
    static func accepted(
        _ event: String, at endpoint: TrackEndpoint = .batch, from source: SourceKey = IntakeSample.server
    ) throws -> IncomingEvent {
        let body = endpoint.call == nil ? IntakeSample.batch(event) : event
        let request = try IntakeSample.parse(body, at: endpoint, from: source)
        #expect(request.rejected.map(\.reason) == [])
        return try #require(request.accepted.first)
    }

    @Test(
        "an event is filed under the strongest of its identities, and all are kept",
        arguments: [
            (#""userId":"u1","anonymousId":"a1""#, "{}", ["user id u1", "anonymous id a1"]),
            (#""anonymousId":"a1""#, "{}", ["anonymous id a1"]),
            (#""userId":" u1 ","anonymousId":"""#, "{}", ["user id u1"]),
            (#""userId":42"#, "{}", ["user id 42"]),
            (#""userId":9007199254740993"#, "{}", ["user id 9007199254740993"]),
            (#""userId":null,"anonymousId":"a1""#, #"{"email":"A@X.test"}"#, ["e-mail a@x.test", "anonymous id a1"]),
            (#""anonymousId":"a1""#, #"{"email":"not one"}"#, ["anonymous id a1"]),
            (#""anonymousId":"a1""#, #"{"email":7}"#, ["anonymous id a1"]),
            (
                #""anonymousId":"a1""#, #"{"phone":"+49 (30) 123-456","email":"a@x.test"}"#,
                ["e-mail a@x.test", "phone +4930123456", "anonymous id a1"]
            ),
            (#""userId":"undefined","anonymousId":"a1""#, "{}", ["anonymous id a1"]),
            (
                #""userId":"u1","context":{"traits":{"email":"old@x.test","phone":"004930123456"}}"#,
                #"{"email":"new@x.test"}"#,
                ["user id u1", "e-mail new@x.test", "e-mail old@x.test", "phone 004930123456"]
            ),
        ])
    func identities(ids: String, traits: String, expected: [String]) throws {
        let event = try Self.accepted(IntakeSample.identify(traits: traits, ids))
        #expect(event.envelope.identities.map { "\($0.name) \($0.value)" } == expected)
        #expect(event.identity == event.envelope.identities[0])
    }

    @Test("an order's e-mail names the buyer; a company's e-mail names nobody")
    func holders() throws {
        let order = try Self.accepted(
            #"{"type":"track","event":"Order Completed","properties":{"email":"a@x.test","order_id":"1"}}"#)
        #expect(order.identity == Identity(.email, "a@x.test"))
        let company = try Self.accepted(
            #"{"type":"group","userId":"u1","groupId":7,"traits":{"email":"info@firm.test"}}"#)
        #expect(company.envelope.identities.map(\.kind) == [.user])
        #expect(IntakeSample.text(company.properties) == #"{"email":"info@firm.test","groupId":7}"#)
    }

    @Test(
        "an e-mail among an event's properties is the buyer's in purchases; elsewhere it may be a friend's, who stays a stranger",
        arguments: [
            (#""userId":"ana""#, "Order Completed", ["user id ana", "e-mail friend@x.test"]),
            (#""userId":"ana""#, "Started Checkout", ["user id ana", "e-mail friend@x.test"]),
            (#""userId":"ana""#, "Referral Sent", ["user id ana"]),
            (#""userId":"ana","anonymousId":"a1""#, "Gift Card Sent", ["user id ana", "anonymous id a1"]),
            (#""context":{"traits":{"email":"ana@x.test"}}"#, "Referral Sent", ["e-mail ana@x.test"]),
            (#""anonymousId":"a1""#, "Asked for a Callback", ["e-mail friend@x.test", "anonymous id a1"]),
            (#""messageId":"m1""#, "Asked for a Callback", ["e-mail friend@x.test"]),
        ])
    func mentioned(ids: String, event: String, expected: [String]) throws {
        let read = try Self.accepted(
            #"{"type":"track","event":"\#(event)",\#(ids),"properties":{"email":"friend@x.test"}}"#)
        #expect(read.envelope.identities.map { "\($0.name) \($0.value)" } == expected)
        #expect(IntakeSample.text(read.properties).contains("friend@x.test"))
    }

    @Test("an alias keeps the id that was used before")
    func alias() throws {
        let event = try Self.accepted(#"{"userId":"u1","previousId":"a1"}"#, at: .alias)
        #expect(event.call == .alias)
        #expect(event.identity == Identity(.user, "u1"))
        #expect(event.envelope.previousID == "a1")
        #expect(event.properties == Array("{}".utf8))
    }

    @Test(
        "properties are kept as they came, without white space",
        arguments: [
            (#""properties":{"price":59.90,"price":"x","a":"b c"}"#, #"{"price":59.90,"price":"x","a":"b c"}"#),
            (#""properties": { "a" : [ 1 , 2 ] } "#, #"{"a":[1,2]}"#),
            (#""properties":null"#, "{}"), (#""properties":{}"#, "{}"), (#""userId":"u1""#, "{}"),
        ])
    func properties(members: String, expected: String) throws {
        #expect(IntakeSample.text(try Self.accepted(IntakeSample.track(members)).properties) == expected)
    }

    @Test("a page's name and category stand among its properties")
    func page() throws {
        let event = try Self.accepted(
            #"{"type":"page","userId":"u","name":"Home","category":"Docs","properties":{"name":"x", "url":"/"}}"#)
        #expect(event.name == "page")
        #expect(IntakeSample.text(event.properties) == #"{"url":"/","name":"Home","category":"Docs"}"#)
        let bare = try Self.accepted(#"{"userId":"u","name":"Cart"}"#, at: .screen)
        #expect(IntakeSample.text(bare.properties) == #"{"name":"Cart"}"#)
    }

    @Test("an identify call whose traits stand in its context alone is read all the same")
    func contextTraits() throws {
        let event = try Self.accepted(
            #"{"userId":"u","context":{"traits":{"plan":"x"},"page":{"url":"/"}}}"#, at: .identify)
        #expect(IntakeSample.text(event.properties) == #"{"plan":"x"}"#)
        #expect(IntakeSample.text(event.envelope.rest) == #"{"context":{"page":{"url":"/"}}}"#)
    }

    @Test("equal contexts have one id whatever order they were written in, and pages do not tell them apart")
    func context() throws {
        let first = try Self.accepted(
            IntakeSample.track(#""context":{"locale":"de","library":{"name":"a","version":"1"},"page":{"url":"/1"}}"#))
        let second = try Self.accepted(
            IntakeSample.track(
                #""context": {"page":{"url":"/2"}, "library":{"version":"1", "name":"a"},"locale":"de"}"#))
        #expect(IntakeSample.text(first.context) == #"{"library":{"name":"a","version":"1"},"locale":"de"}"#)
        #expect(first.context == second.context)
        #expect(first.envelope.contextID == second.envelope.contextID)
        #expect(first.envelope.contextID != nil)
        #expect(IntakeSample.text(second.envelope.rest) == #"{"context":{"page":{"url":"/2"}}}"#)
        #expect(try Self.accepted(IntakeSample.track("")).envelope.contextID == nil)
    }

    @Test("a batch's context joins that of each event, which goes before it")
    func sharedContext() throws {
        let events =
            IntakeSample.track(#""context":{"locale":"de","page":{"url":"/1"}}"#) + "," + IntakeSample.track("")
        let request = try IntakeSample.parse(
            #"{"batch":[\#(events)],"context":{"locale":"en","os":{"name":"iOS"},"page":{"url":"/0"}}}"#)
        #expect(
            request.accepted.map { IntakeSample.text($0.context) } == [
                #"{"locale":"de","os":{"name":"iOS"}}"#, #"{"locale":"en","os":{"name":"iOS"}}"#,
            ])
        #expect(
            request.accepted.map { IntakeSample.text($0.envelope.rest) } == [
                #"{"context":{"page":{"url":"/1"}}}"#, #"{"context":{"page":{"url":"/0"}}}"#,
            ])
    }

    @Test("what the specification does not know is kept; choices that are the default are not")
    func rest() throws {
        let event = try Self.accepted(
            IntakeSample.track(
                #""timestamp":"2026-11-22T11:00:00Z","integrations":{"All": true},"channel":"web","x":{"y": 1}"#))
        #expect(
            IntakeSample.text(event.envelope.rest)
                == #"{"timestamp":"2026-11-22T11:00:00Z","channel":"web","x":{"y":1}}"#)
        let choice = try Self.accepted(IntakeSample.track(#""integrations":{"All":false},"writeKey":"SECRET""#))
        #expect(IntakeSample.text(choice.envelope.rest) == #"{"integrations":{"All":false}}"#)
        #expect(try Self.accepted(IntakeSample.track(#""integrations":{}"#)).envelope.rest == [])
        let placeholder = try Self.accepted(IntakeSample.track(#""userId":"guest","anonymousId":"a""#))
        #expect(IntakeSample.text(placeholder.envelope.rest) == #"{"ignored":{"userId":"guest"}}"#)
    }

    @Test("an event says which key sent it")
    func authority() throws {
        #expect(try Self.accepted(IntakeSample.track("")).authority == .server)
        #expect(try Self.accepted(IntakeSample.track(""), from: IntakeSample.browser).authority == .browser)
    }
}

@Suite("Consent in an identify call")
struct ConsentIntakeTests {
    static let granted = #"{"email":{"status":"granted","source":"checkout","at":"2026-11-20T10:00:00Z"}}"#

    @Test("a server key's statement is kept as it is")
    func server() throws {
        let event = try AcceptedEventTests.accepted(IntakeSample.identify(traits: #"{"consents":\#(Self.granted)}"#))
        #expect(IntakeSample.text(event.properties) == #"{"consents":\#(Self.granted)}"#)
        #expect(event.envelope.rest == [])
    }

    @Test("a browser key's statement is left aside, good or bad, and shown as ignored")
    func browser() throws {
        for consents in [Self.granted, "7"] {
            let event = try AcceptedEventTests.accepted(
                IntakeSample.identify(traits: #"{"a":1,"consents":\#(consents),"b":2}"#), from: IntakeSample.browser)
            #expect(IntakeSample.text(event.properties) == #"{"a":1,"b":2}"#)
            #expect(IntakeSample.text(event.envelope.rest) == #"{"ignored":{"consents":\#(consents)}}"#)
        }
    }

    @Test(
        "a bad statement refuses the event and says what is bad",
        arguments: [
            ("true", "traits.consents is a boolean, expected an object with a member a channel"),
            (#"{"fax":{}}"#, #"traits.consents has the channel "fax", expected email or sms"#),
            (#"{"email":"granted"}"#, "traits.consents.email is a text, expected an object with status, source and at"),
            (#"{"email":{}}"#, "traits.consents.email has no status, expected granted or withdrawn"),
            (
                #"{"email":{"status":"SUBSCRIBED"}}"#,
                #"traits.consents.email.status is "SUBSCRIBED", expected granted or withdrawn"#
            ),
            (
                #"{"email":{"status":"granted","at":"2026-11-20"}}"#,
                "traits.consents.email has no source, expected where it was given"
            ),
            (
                #"{"email":{"status":"granted","source":" ","at":"2026-11-20"}}"#,
                "traits.consents.email.source is empty, expected where it was given"
            ),
            (
                #"{"sms":{"status":"granted","source":"till"}}"#,
                "traits.consents.sms has no at, expected an ISO 8601 time"
            ),
            (
                #"{"sms":{"status":"granted","source":"till","at":"now"}}"#,
                #"traits.consents.sms.at is "now", expected an ISO 8601 time"#
            ),
            (
                #"{"sms":{"status":"granted","source":"till","at":"2027-01-01"}}"#,
                #"traits.consents.sms.at is "2027-01-01", a time at which nobody can have said it"#
            ),
        ])
    func bad(consents: String, reason: String) throws {
        let request = try IntakeSample.parse(
            IntakeSample.identify(traits: #"{"consents":\#(consents)}"#), at: .identify)
        #expect(request.rejected.map(\.reason) == [reason])
        #expect(request.rejected.map(\.rule) == ["bad_consent"])
    }
}
