import Conditions
import Values

@testable import Engine

/// Persons, flows and messages for tests of single steps.
enum StepSample {
    static let now = Instant(iso8601: "2026-03-02T10:00:00Z")!
    static let key = IdentityKey(Identity(.user, "ana")!, workspace: .first)

    static func profile(consented: Bool = true) -> Profile {
        var profile = Profile(key: key, createdAt: now)
        profile.properties["email"] = DatedProperty(value: "ana@example.com", setAt: now, source: "server")
        if consented {
            profile.consents[.email] = Consent(channel: .email, status: .granted, source: "form", at: now)
        }
        return profile
    }

    static func definitions(_ flow: String? = nil, segments: [(String, String)] = []) throws -> Definitions {
        Definitions(
            version: 1, flows: try flow.map { [try FlowFile.read($0, version: 1)] } ?? [],
            segments: try segments.enumerated().map { index, entry in
                Segment(
                    id: Int64(index + 1), name: entry.0,
                    condition: CompiledCondition(try Condition.parse(entry.1)), version: 1)
            })
    }

    static func run(
        of profile: Profile = profile(), _ definitions: Definitions, events: [TimelineEvent] = [],
        at moment: Instant = now
    ) -> StepRun {
        let customer = Customer(profile: profile, timeline: Timeline(events), definitions: definitions)
        return StepRun(customer: customer, definitions: definitions, now: moment, cause: "test")
    }

    static func event(_ name: String, at moment: Instant = now, order: Int64, _ properties: JSONObject = [:]) -> Event {
        Event(
            sequence: order, identity: key, call: .track, name: name, occurredAt: moment, receivedAt: moment,
            authority: .server, properties: Array(JSON.object(properties).text.utf8),
            envelope: Envelope(identities: [Identity(.user, "ana")!], messageID: "m\(order)"))
    }

    static let reminder = """
        flow: reminder
        name: Reminder
        trigger: Checkout Started
        goal: 'any("Order Completed", since: trigger)'
        steps:
          - send: email
            id: first
            subject: You left something
            body: <p>Hello</p>
        """

    static func message(_ id: Int64 = 5, in definitions: Definitions, state: Message.State = .held) -> Message {
        Message(
            id: id, profile: key, flow: definitions.flows[0].id, flowVersion: 1, step: "first", journey: 77,
            channel: .email, purpose: .marketing, address: "ana@example.com", state: state, createdAt: now, dueAt: now,
            expiresAt: now + .days(3),
            context: #"{"trigger_name":"Checkout Started","trigger_time":"\#(now.iso8601)","trigger":{}}"#)
    }
}

extension StepRun {
    mutating func receive(_ event: Event, claim: ObjectClaim?) {
        receive(ReadEvent(event, definitions), claim: claim)
    }
}
