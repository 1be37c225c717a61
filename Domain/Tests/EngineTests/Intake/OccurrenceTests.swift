import Testing
import Values

@testable import Engine

/// Received at 2026-11-22T12:00:00Z.
@Suite("When an event happened")
struct OccurrenceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var members: String
        var expected: String
        var isHistorical = false
        var endpoint = TrackEndpoint.batch
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "no time: when it was received", members: "", expected: "2026-11-22T12:00:00.000Z"),
        Case(
            name: "a time without a moment of sending is believed",
            members: #""timestamp":"2026-11-22T11:00:00+01:00""#, expected: "2026-11-22T10:00:00.000Z"),
        Case(
            name: "a right clock is not corrected",
            members: #""timestamp":"2026-11-22T11:59:00Z","sentAt":"2026-11-22T12:00:00Z""#,
            expected: "2026-11-22T11:59:00.000Z"),
        Case(
            name: "a clock that runs an hour ahead is corrected",
            members: #""timestamp":"2026-11-22T12:59:00Z","sentAt":"2026-11-22T13:00:00Z""#,
            expected: "2026-11-22T11:59:00.000Z"),
        Case(
            name: "a clock that stands in 1970 is corrected",
            members: #""timestamp":"1970-01-01T00:00:00Z","sentAt":"1970-01-01T00:05:00Z""#,
            expected: "2026-11-22T11:55:00.000Z"),
        Case(
            name: "the original time is the one to correct",
            members: #""originalTimestamp":"2026-11-22T13:00:00Z","sentAt":"2026-11-22T13:00:10Z""#,
            expected: "2026-11-22T11:59:50.000Z"),
        Case(
            name: "a forwarded event was corrected already",
            members: #""timestamp":"2026-11-22T11:30:00Z","originalTimestamp":"2026-11-22T13:00:00Z","#
                + #""sentAt":"2026-11-22T13:00:10Z""#,
            expected: "2026-11-22T11:30:00.000Z"),
        Case(
            name: "a little into the future counts as now", members: #""timestamp":"2026-11-23T12:00:00Z""#,
            expected: "2026-11-22T12:00:00.000Z"),
        Case(
            name: "a day old is of the present", members: #""timestamp":"2026-11-21T12:00:00Z""#,
            expected: "2026-11-21T12:00:00.000Z"),
        Case(
            name: "older than a day starts nothing", members: #""timestamp":"2026-11-21T11:59:59.999Z""#,
            expected: "2026-11-21T11:59:59.999Z", isHistorical: true),
        Case(
            name: "an import is historical and its clock is left alone",
            members: #""timestamp":"2026-11-22T11:00:00Z","sentAt":"2026-11-22T13:00:00Z""#,
            expected: "2026-11-22T11:00:00.000Z", isHistorical: true, endpoint: .import),
        Case(
            name: "an import without a time is historical", members: "", expected: "2026-11-22T12:00:00.000Z",
            isHistorical: true, endpoint: .import),
    ]

    @Test("follows from its times and the moment of receipt", arguments: cases)
    func occurrence(example: Case) throws {
        let request = try IntakeSample.parse(
            IntakeSample.batch(IntakeSample.track(example.members)), at: example.endpoint)
        #expect(request.rejected.map(\.reason) == [])
        #expect(request.accepted.map(\.occurredAt.iso8601) == [example.expected])
        #expect(request.accepted.map(\.isHistorical) == [example.isHistorical])
        #expect(request.accepted.map(\.receivedAt) == [IntakeSample.received])
    }

    @Test("a batch's moment of sending corrects events without their own, and is kept with them")
    func shared() throws {
        let events = [
            IntakeSample.track(#""timestamp":"2026-11-22T13:00:00Z""#),
            IntakeSample.track(#""timestamp":"2026-11-22T11:50:00Z","sentAt":"2026-11-22T12:00:00Z""#),
        ]
        let request = try IntakeSample.parse(
            #"{"batch":[\#(events.joined(separator: ","))],"sentAt":"2026-11-22T13:10:00Z"}"#)
        #expect(
            request.accepted.map(\.occurredAt.iso8601) == ["2026-11-22T11:50:00.000Z", "2026-11-22T11:50:00.000Z"])
        #expect(
            IntakeSample.text(request.accepted[0].envelope.rest)
                == #"{"timestamp":"2026-11-22T13:00:00Z","sentAt":"2026-11-22T13:10:00Z"}"#)
    }
}

@Suite("How a resend is recognised")
struct ResendTests {
    @Test("by its message id, under the identity it is filed under, whatever else changed")
    func given() throws {
        let first = try IntakeSample.parse(
            IntakeSample.track(#""anonymousId":"a","sentAt":"2026-11-22T11:59:59Z""#), at: .track)
        let again = try IntakeSample.parse(
            IntakeSample.track(#""anonymousId":"a","sentAt":"2026-11-22T12:04:59Z""#), at: .track,
            receivedAt: IntakeSample.received + .minutes(5))
        #expect(first.accepted.map(\.messageHash) == again.accepted.map(\.messageHash))
        #expect(first.accepted.map(\.identity) == again.accepted.map(\.identity))
    }

    static func made(_ event: String, later: TimeSpan = .zero) throws -> [Int64] {
        try IntakeSample.parse(event, receivedAt: IntakeSample.received + later).accepted.map(\.messageHash)
    }

    @Test("without a message id by all it says, where it says when it happened")
    func timed() throws {
        let event = #"{"type":"track","event":"A","userId":"u","timestamp":"2026-11-22T11:00:00Z"}"#
        let other = event.replacing("\"A\"", with: "\"B\"")
        #expect(try Self.made(IntakeSample.batch(event)) == Self.made(IntakeSample.batch(event), later: .minutes(5)))
        #expect(try Self.made(IntakeSample.batch(event)) != Self.made(IntakeSample.batch(other)))
        #expect(Set(try Self.made(IntakeSample.batch(event, event))).count == 1)
    }

    @Test("not at all where it names neither: two events that look alike are two")
    func untimed() throws {
        let event = #"{"type":"track","event":"A","userId":"u"}"#
        #expect(Set(try Self.made(IntakeSample.batch(event, event))).count == 2)
        #expect(try Self.made(IntakeSample.batch(event)) != Self.made(IntakeSample.batch(event), later: .minutes(5)))
    }
}

extension String {
    fileprivate func replacing(_ text: String, with other: String) -> String {
        guard let range = firstRange(of: text) else { return self }
        return replacingSubrange(range, with: other)
    }

    private func replacingSubrange(_ range: Range<Index>, with other: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: other)
        return copy
    }
}
