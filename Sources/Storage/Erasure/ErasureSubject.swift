import Engine
import Values

/// Who is being erased and how far it has come; its stored form goes when the erasure is done.
struct ErasureSubject: Hashable {
    enum Phase: Int, CaseIterable {
        case events = 0
        case dedupe, messages, log, rejected, last
    }

    struct Owned: Hashable {
        var key: IdentityKey
        var identity: Identity
        /// Empty where it was always this person's alone.
        var intervals: [TimelineSpan] = []

        /// Whether somebody else used the same device: what is theirs stays.
        var isShared: Bool { !intervals.isEmpty }
        var spans: [TimelineSpan] { isShared ? intervals : [TimelineSpan(identity: key)] }
    }

    var profile: ProfileKey
    /// Its own key and those of profiles that joined it.
    var profiles: [ProfileKey]
    var identities: [Owned]
    var phase = Phase.events
    /// How far the phase has come: a sequence of `rejected_events`.
    var cursor: Int64 = 0

    var profileKeys: SQLValue { .list(profiles.map(\.rawValue)) }
    var ownKeys: SQLValue { .list(identities.filter { !$0.isShared }.map(\.key.rawValue)) }

    var document: String {
        let owned = identities.map { owned -> JSON in
            let intervals = owned.intervals.map {
                JSON.array([number($0.from.milliseconds), number($0.until.milliseconds)])
            }
            return .array([
                number(owned.key.rawValue), number(Int64(owned.identity.kind.rawValue)), .string(owned.identity.value),
                .array(intervals),
            ])
        }
        let object: JSONObject = [
            "v": 1, "profile": number(profile.rawValue), "profiles": .array(profiles.map { number($0.rawValue) }),
            "identities": .array(owned), "phase": number(Int64(phase.rawValue)), "cursor": number(cursor),
        ]
        return JSON.object(object).text
    }

    /// Nil where the text is of a newer release.
    init?(document: String) {
        guard let json = try? JSON.parse(document), json["v"]?.number?.integer == 1,
            let profile = json["profile"]?.number?.integer,
            let phase = json["phase"]?.number?.integer.flatMap({ Phase(rawValue: Int($0)) })
        else { return nil }
        self.profile = ProfileKey(rawValue: profile)
        profiles = (json["profiles"]?.array ?? []).compactMap { $0.number?.integer.map(ProfileKey.init(rawValue:)) }
        identities = (json["identities"]?.array ?? []).compactMap(Owned.init)
        self.phase = phase
        cursor = json["cursor"]?.number?.integer ?? 0
    }

    init(profile: ProfileKey, profiles: [ProfileKey], identities: [Owned]) {
        self.profile = profile
        self.profiles = profiles
        self.identities = identities
    }
}

private func number(_ value: Int64) -> JSON { .number(Number(value)) }

extension ErasureSubject.Owned {
    fileprivate init?(_ json: JSON) {
        guard let raw = json[0]?.number?.integer, let value = json[2]?.string,
            let kind = json[1]?.number?.integer.flatMap({ Identity.Kind(rawValue: Int($0)) })
        else { return nil }
        key = IdentityKey(rawValue: raw)
        identity = Identity(stored: kind, value: value)
        intervals = (json[3]?.array ?? []).compactMap { span in
            guard let from = span[0]?.number?.integer, let until = span[1]?.number?.integer else { return nil }
            return TimelineSpan(
                identity: IdentityKey(rawValue: raw), from: Instant(milliseconds: from),
                until: Instant(milliseconds: until))
        }
    }
}
