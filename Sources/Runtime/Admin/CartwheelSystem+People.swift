import Engine
import Storage
import Values

extension CartwheelSystem {
    /// The profile that an e-mail address, user id or other identifier belongs to.
    public func profile(of text: String) async throws -> Profile? {
        try await database.read { [customers, scope] connection in
            let candidates = Identity.Kind.allCases.reversed().compactMap { Identity($0, text) }
                .map { IdentityKey($0, workspace: scope.workspace) }
            let rows = try customers.identities(candidates, on: connection)
            guard let key = candidates.lazy.compactMap({ rows[$0]?.owner }).first else { return nil }
            return try customers.home(of: key, on: connection)
        }
    }

    /// The profile that was once at this key, wherever it has gone.
    func profile(at key: ProfileKey) async throws -> Profile? {
        try await database.read { [customers] in try customers.home(of: key, on: $0) }
    }

    func showProfile(_ parameters: JSON) async throws -> JSON {
        let who = try required("who", of: parameters)
        guard let profile = try await profile(of: who) else {
            throw AdminError("nobody is known as “\(who)”; check the spelling, or whether events have arrived yet")
        }
        let (events, log) = try await database.read { [customers] connection in
            let spans = profile.identities.flatMap { owned in
                owned.intervals.map {
                    TimelineSpan(
                        identity: owned.identity.key, from: $0.from, until: $0.until ?? .distantFuture)
                }
            }
            return (
                try customers.timelines(of: [spans], limit: 50, on: connection)[0],
                try LogStore().entries(of: profile.key, limit: 50, on: connection)
            )
        }
        return [
            "profile": profile.described,
            "events": .array(
                events.reversed().map { event in
                    [
                        "at": .string(event.occurredAt.iso8601), "event": .string(event.name),
                        "properties": (try? JSON.parse(event.properties)).map(SecretNames.masked) ?? .null,
                    ]
                }),
            "log": .array(
                log.map { ["at": .string($0.entry.at.iso8601), "text": .string($0.entry.text)] }),
        ]
    }

    func listMessages(_ parameters: JSON) async throws -> JSON {
        let limit = Int(parameters["limit"]?.number?.integer ?? 50)
        let templates = TemplateStore()
        let (found, subjects) = try await database.read { [scope, definitions] connection in
            let found = try MessageStore().newest(
                address: parameters["address"]?.string, limit: min(max(limit, 1), 1000), in: scope, on: connection)
            let definitions = try definitions.upToDate(on: connection)
            return (found, try MessageSubjects(of: found, templates, definitions, on: connection))
        }
        return .array(
            found.map { message in
                [
                    "id": .string(PublicID.message.text(message.id)), "at": .string(message.createdAt.iso8601),
                    "to": .string(message.address), "step": .string(message.step),
                    "subject": subjects[message.id].map(JSON.string) ?? .null,
                    "state": .string(message.state.name), "reason": .string(message.reason),
                ]
            })
    }

    func storeEvents(_ parameters: JSON) async throws -> JSON {
        let events = try (parameters["events"]?.array ?? []).map { try IncomingEvent(admin: $0) }
        // A command that opened the database itself has not started the system, which reads these.
        try await erasure.load()
        switch await intake.store(source: "import", events: events, rejected: []) {
        case .stored(let refused):
            return [
                "stored": .number(Number(events.count - refused.count)),
                "refused": .array(refused.map { .string($0.reason) }),
            ]
        case .refused(let refusal): throw AdminError(refusal.message)
        }
    }
}

extension Profile {
    /// Everything in it, for the command line and exports.
    public var described: JSON {
        [
            "id": .string(PublicID.customer.text(key.rawValue)), "name": displayName.map(JSON.string) ?? .null,
            "email": address(on: .email).map(JSON.string) ?? .null,
            "first_seen": .string(createdAt.iso8601), "last_seen": .string(lastSeenAt.iso8601),
            "identities": .array(
                identities.map { ["kind": .string($0.identity.identity.name), "value": .string($0.identity.value)] }),
            "properties": .object(
                JSONObject(
                    properties.sorted { $0.key < $1.key }.map {
                        JSONObject.Member(
                            key: $0.key,
                            value: [
                                "value": SecretNames.isSecret($0.key)
                                    ? SecretNames.hidden($0.value.value) : SecretNames.masked($0.value.value),
                                "set_at": .string($0.value.setAt.iso8601),
                                "source": .string($0.value.source),
                            ])
                    })),
            "consents": .array(
                consents.values.sorted { $0.channel.rawValue < $1.channel.rawValue }.map {
                    [
                        "channel": .string($0.channel.name), "status": .string($0.status.name),
                        "source": .string($0.source), "at": .string($0.at.iso8601),
                    ]
                }),
            "suppressed": .array(Set(suppressions.map(\.channel.name)).sorted().map(JSON.string)),
            "cart": cart?.json ?? .null,
            "journeys": .array(
                journeys.map {
                    [
                        "id": .string(String($0.id)), "flow": .string(String($0.flow)),
                        "entered_at": .string($0.enteredAt.iso8601),
                    ]
                }),
        ]
    }
}

extension CustomerStore {
    /// Follows a profile to where it is now; nil where it is gone. Longer chains mean a fault.
    fileprivate func home(of key: ProfileKey, on connection: any Connection) throws -> Profile? {
        var key = key
        for _ in 0..<16 {
            guard let row = try profiles([key], on: connection)[key] else { return nil }
            guard let movedTo = row.movedTo else { return try Profile(key: key, document: row.document) }
            key = movedTo
        }
        return nil
    }
}
