import Values

/// Reads the events of one request from its tape: each becomes one that can be stored, or a rejection.
struct EventReader {
    let tape: JSONTape
    let parser: TrackRequestParser
    var shared = BatchMembers()
    var placeInBatch: Int?

    init(tape: JSONTape, parser: TrackRequestParser) {
        self.tape = tape
        self.parser = parser
    }

    func read(_ event: Int, into request: inout ParsedRequest) {
        do throws(Rejection) {
            request.accepted.append(try incoming(event))
        } catch {
            request.rejected.append(rejected(event, by: error))
        }
    }

    private func incoming(_ event: Int) throws(Rejection) -> IncomingEvent {
        try checkBounds(of: event)
        try checkCharacters(of: event)
        let fields = EventFields(of: event, on: tape)
        let call = try call(of: fields)
        try checkObjects(in: fields)
        let name = try name(of: fields, call: call)
        let people = try people(in: fields, call: call, name: name)
        let occurrence = try occurrence(of: fields)
        let details = try details(of: fields, call: call)
        let context = context(of: fields, traitsAreProperties: details.areContextTraits)
        let messageID = try messageID(of: event, fields: fields)
        return IncomingEvent(
            identity: people.strongest, call: call, name: name, occurredAt: occurrence.at,
            receivedAt: parser.receivedAt, authority: parser.source.authority,
            isHistorical: occurrence.isHistorical, properties: details.text,
            envelope: Envelope(
                identities: people.identities, previousID: people.previousID, messageID: messageID,
                rest: rest(
                    of: fields, call: call, volatileContext: context.volatile,
                    ignored: people.ignored + details.ignored),
                contextID: context.id),
            context: context.shared)
    }

    private func call(of fields: EventFields) throws(Rejection) -> Event.Call {
        guard let type = fields[.type] else {
            if let call = parser.endpoint.call { return call }
            throw Rejection(
                .unknownType, "has no type, expected identify, track, page, screen, group or alias")
        }
        guard tape.kind(type) == .string else { throw wrongType(type, at: "type", expected: "a text") }
        let text = tape.string(type)
        guard let call = Event.Call(type: text) else {
            throw Rejection(
                .unknownType, at: "type",
                "is \(quoted(text)), expected identify, track, page, screen, group or alias")
        }
        guard let expected = parser.endpoint.call, expected != call else { return call }
        throw Rejection(
            .unknownType, at: "type",
            "is \(quoted(text)) in a call of /v1/\(expected.typeName); send it there, or to /v1/batch")
    }

    private func name(of fields: EventFields, call: Event.Call) throws(Rejection) -> String {
        guard call == .track else { return call.typeName }
        guard let name = try label(.event, of: fields) else {
            throw Rejection(.noEventName, "is a track call without an event name; \"event\" must say what happened")
        }
        return EventNames.canonical(name)
    }

    /// The client's own, or one made of what it sent.
    ///
    /// Two sends of one payload get the same made-up id, so that a resend is recognised. Where the payload has no
    /// time of its own nothing tells a resend from a second event that looks the same: then the moment of receipt
    /// and the place in the batch are part of the id, and nothing is taken for a resend.
    private func messageID(of event: Int, fields: EventFields) throws(Rejection) -> String {
        if let given = try identifier(.messageID, of: fields) {
            guard given.utf8.count <= IntakeLimits.messageIDLength else {
                throw Rejection(
                    .idTooLong, at: "messageId",
                    "has \(given.utf8.count) bytes, the limit is \(IntakeLimits.messageIDLength)")
            }
            return given
        }
        var hash = StableHash()
        tape.members(of: event) { key, value in
            // Of a single call these two change from one attempt to the next.
            if fields[.sentAt] == value || fields[.writeKey] == value { return }
            hash.combine(bytes: tape.bytes[tape.range(key)])
            hash.combine(bytes: tape.bytes[tape.range(value)])
        }
        if fields[.timestamp] == nil, fields[.originalTimestamp] == nil {
            hash.combine(parser.receivedAt.milliseconds)
            hash.combine(Int64(placeInBatch ?? 0))
        }
        return "made-\(String(hash.finish(), radix: 16))"
    }

    private func rejected(_ event: Int, by rejection: Rejection) -> RejectedEvent {
        RejectedEvent(
            receivedAt: parser.receivedAt, rule: rejection.rule.rawValue,
            reason: rejection.reason(in: placeInBatch.map { "batch[\($0)]" } ?? ""), source: parser.source.name,
            body: body(of: event))
    }

    /// The event as it came, without the key that some clients write into it.
    private func body(of event: Int) -> String {
        let range = tape.range(event)
        var bytes = tape.bytes[range]
        if let key = tape.member("writeKey", of: event) {
            bytes.replaceSubrange(tape.range(key), with: Array("\"(hidden)\"".utf8))
        }
        return String(decoding: bytes.prefix(IntakeLimits.rejectedBodyBytes), as: UTF8.self)
    }
}
