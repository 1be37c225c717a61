import Engine
import Storage
import Values

extension CartwheelSystem {
    /// Two people as they are before they are joined.
    public struct JoinPlan: Sendable {
        public var first: Profile
        public var second: Profile
    }

    /// Who would be joined: each named by an e-mail address, user id, phone number or the id of their page.
    ///
    /// - Throws: `AdminError` where nobody is known by a name, both are one person, or only a browser is known of one.
    public func joinPlan(_ one: String, _ other: String) async throws -> JoinPlan {
        let (first, second) = (try await joinable(one), try await joinable(other))
        guard first.key != second.key else {
            throw AdminError("“\(one)” and “\(other)” are one person already; name two different people")
        }
        return JoinPlan(first: first, second: second)
    }

    private func joinable(_ who: String) async throws -> Profile {
        let key = PublicID.customer.key(who).map { ProfileKey(rawValue: $0) }
        let found = if let key { try await profile(at: key) } else { try await profile(of: who) }
        guard let profile = found else {
            throw AdminError("nobody is known as “\(who)”; check the spelling, or whether events have arrived yet")
        }
        guard profile.joinedBy != nil else {
            throw AdminError(
                "of “\(who)” only a browser is known, which may be several people's; join by an e-mail address, user id or phone number"
            )
        }
        return profile
    }

    /// Has two people joined by review: one person with both histories, consents and properties by the rules of merging.
    ///
    /// It cannot be undone. Done by whoever has them in hand, usually within a second of a running server.
    /// - Throws: as ``joinPlan(_:_:)``.
    public func join(_ one: String, _ other: String, by person: String) async throws {
        let plan = try await joinPlan(one, other)
        guard let first = plan.first.joinedBy, let second = plan.second.joinedBy else { return }
        let now = clock.now()
        let work = [
            PersonJoin(of: plan.first.key, first, with: second, at: now, by: person),
            PersonJoin(of: plan.second.key, second, with: first, at: now, by: person),
        ].map { join in
            let payload = Command.join(join).payload
            var hash = StableHash()
            hash.combine(payload)
            return WorkItem(dueAt: now, kind: .command, id: hash.finishSigned(), subject: join.home, payload: payload)
        }
        try await database.write(lane: .jobs) { [scope] in try WorkStore().schedule(work, in: scope, on: $0) }
        logger.info("Two people are joined by review, by \(person)")
        await engine.nudge()
    }

    /// Joins, or says what would be joined where `plan` is true.
    func joinProfiles(_ parameters: JSON) async throws -> JSON {
        let (one, other) = (try required("first", of: parameters), try required("second", of: parameters))
        let plan = try await joinPlan(one, other)
        if parameters["plan"]?.bool != true { try await join(one, other, by: author(parameters)) }
        return ["first": plan.first.joinSummary, "second": plan.second.joinSummary]
    }
}

extension Profile {
    /// What a person reads before they join somebody.
    fileprivate var joinSummary: JSON {
        [
            "name": displayName.map(JSON.string) ?? .null, "email": address(on: .email).map(JSON.string) ?? .null,
            "first_seen": .string(createdAt.iso8601), "last_seen": .string(lastSeenAt.iso8601),
            "identities": .array(
                identities.map { ["kind": .string($0.identity.identity.name), "value": .string($0.identity.value)] }),
            "consents": .array(
                consents.sorted { $0.key.name < $1.key.name }.map {
                    ["channel": .string($0.key.name), "status": .string($0.value.status.name)]
                }), "journeys": .number(Number(journeys.count)),
        ]
    }
}
