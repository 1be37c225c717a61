import Values

extension EventReader {
    /// Who an event is about.
    struct People {
        /// The strongest first.
        var identities: [Identity] = []
        var previousID: String?
        /// Members left aside, each with the reason in its place: a placeholder where an id should be.
        var ignored: [Int] = []

        var strongest: Identity { identities[0] }

        mutating func add(_ identity: Identity?) {
            guard let identity, !identities.contains(identity) else { return }
            identities.append(identity)
        }
    }

    func people(in fields: EventFields, call: Event.Call, name: String) throws(Rejection) -> People {
        var people = People()
        try add(.user, .userID, of: fields, to: &people)
        let holders = personalTraits(of: fields, call: call)
        var mentioned: String?
        for holder in holders {
            // What is no e-mail address stays a property and names nobody.
            guard let email = text(of: "email", in: holder) else { continue }
            if holder == fields[.properties], !EventNames.concernsBuyer(name) {
                mentioned = email
            } else {
                people.add(Identity(.email, email))
            }
        }
        // What somebody does may name somebody else: whom they invite, or who gets a gift.
        if let mentioned, people.identities.isEmpty { people.add(Identity(.email, mentioned)) }
        for holder in holders where holder != fields[.properties] {
            if let phone = text(of: "phone", in: holder) { people.add(Identity(.phone, phone)) }
        }
        try add(.anonymous, .anonymousID, of: fields, to: &people)
        guard !people.identities.isEmpty else { throw noIdentity(people) }
        if call == .alias { people.previousID = try previousID(of: fields) }
        return people
    }

    /// The objects that may hold the person's e-mail and phone. A group's traits are the company's, not the person's.
    private func personalTraits(of fields: EventFields, call: Event.Call) -> [Int] {
        var holders: [Int] = []
        if call != .group, let traits = fields[.traits] { holders.append(traits) }
        if let properties = fields[.properties] { holders.append(properties) }
        if let context = fields[.context], let traits = tape.member("traits", of: context) { holders.append(traits) }
        return holders
    }

    private func text(of member: String, in object: Int) -> String? {
        guard let value = tape.member(member, of: object), let text = plainText(value), !text.isEmpty else {
            return nil
        }
        return text
    }

    private func add(
        _ kind: Identity.Kind, _ name: EventFields.Name, of fields: EventFields, to people: inout People
    ) throws(Rejection) {
        guard let text = try identifier(name, of: fields), let value = fields[name] else { return }
        if PlaceholderIDs.contains(text) { return people.ignored.append(value) }
        guard let identity = Identity(kind, text) else {
            throw Rejection(
                .idTooLong, at: name.text,
                "has \(text.utf8.count) bytes, the limit is \(Identity.maximumLength)")
        }
        people.add(identity)
    }

    private func previousID(of fields: EventFields) throws(Rejection) -> String {
        guard let text = try identifier(.previousID, of: fields) else {
            throw Rejection(.noPreviousID, "is an alias call without a previousId, expected the id used before")
        }
        if PlaceholderIDs.contains(text) {
            throw Rejection(.noPreviousID, at: "previousId", "is \(quoted(text)), which names nobody")
        }
        guard text.utf8.count <= Identity.maximumLength else {
            throw Rejection(
                .idTooLong, at: "previousId",
                "has \(text.utf8.count) bytes, the limit is \(Identity.maximumLength)")
        }
        return text
    }

    private func noIdentity(_ people: People) -> Rejection {
        guard let placeholder = people.ignored.first else {
            return Rejection(
                .noIdentity, "names nobody, expected a userId, an anonymousId, or an e-mail or phone in its traits")
        }
        return Rejection(
            .noIdentity, at: tape.string(placeholder - 1),
            "is \(quoted(tape.string(placeholder))), which names nobody")
    }
}

/// Texts that programs send where they have no id. Taken as ids they would make one person of all strangers.
///
/// Source: after PostHog's list of ids that it never merges.
enum PlaceholderIDs {
    static let all: Set<String> = [
        "0", "-1", "undefined", "null", "none", "nil", "nan", "true", "false", "anonymous", "guest", "id", "email",
        "user_id", "userid", "distinct_id", "distinctid", "not_authenticated", "[object object]", "[]", "{}",
    ]

    /// What devices give as their id where the shopper allows none.
    private static let zero = "00000000-0000-0000-0000-000000000000"
    private static let longest = all.map(\.utf8.count).max() ?? 0

    static func contains(_ id: String) -> Bool {
        id.utf8.count <= longest ? all.contains(id.lowercased()) : id == zero
    }
}
