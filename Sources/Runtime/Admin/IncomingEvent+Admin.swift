import Engine
import Values

/// How an import's events travel from the command line to the server that has the database open.
extension IncomingEvent {
    public var admin: JSON {
        var object: JSONObject = [
            "kind": .number(Number(identity.kind.rawValue)), "value": .string(identity.value),
            "call": .number(Number(call.rawValue)), "name": .string(name),
            "occurred": .number(Number(occurredAt.milliseconds)),
            "received": .number(Number(receivedAt.milliseconds)),
            "authority": .number(Number(authority.rawValue)), "historical": .bool(isHistorical),
            "properties": .string(String(decoding: properties, as: UTF8.self)),
            "message": .string(envelope.messageID),
            "identities": .array(
                envelope.identities.map { ["kind": .number(Number($0.kind.rawValue)), "value": .string($0.value)] }),
            "rest": .string(String(decoding: envelope.rest, as: UTF8.self)),
            "context": .string(String(decoding: context, as: UTF8.self)),
        ]
        if let previous = envelope.previousID { object["previous"] = .string(previous) }
        if let id = envelope.contextID { object["context_id"] = .number(Number(id)) }
        return .object(object)
    }

    init(admin json: JSON) throws {
        func fail(_ field: String) -> AdminError {
            AdminError("an event's \(field) cannot be read; use the same version of cartwheel")
        }
        func int(_ field: String) throws -> Int64 {
            guard let value = json[field]?.number?.integer else { throw fail(field) }
            return value
        }
        func identity(_ json: JSON) throws -> Identity {
            guard let kind = json["kind"]?.number?.integer.flatMap({ Identity.Kind(rawValue: Int($0)) }),
                let value = json["value"]?.string
            else { throw fail("identity") }
            return Identity(stored: kind, value: value)
        }
        guard let call = Event.Call(rawValue: Int(try int("call"))) else { throw fail("call") }
        guard let authority = Event.Authority(rawValue: Int(try int("authority"))) else { throw fail("authority") }
        self.init(
            identity: try identity(json), call: call, name: json["name"]?.string ?? "",
            occurredAt: Instant(milliseconds: try int("occurred")),
            receivedAt: Instant(milliseconds: try int("received")), authority: authority,
            isHistorical: json["historical"]?.bool ?? true,
            properties: Array((json["properties"]?.string ?? "{}").utf8),
            envelope: Envelope(
                identities: try (json["identities"]?.array ?? []).map(identity), previousID: json["previous"]?.string,
                messageID: json["message"]?.string ?? "", rest: Array((json["rest"]?.string ?? "").utf8),
                contextID: json["context_id"]?.number?.integer),
            context: Array((json["context"]?.string ?? "").utf8))
    }
}
