import Engine
import Values

/// Fills a database with people and their past, row by row as if it had been stepped: for benchmarks only.
public struct BenchPeople: Sendable {
    /// One event of somebody's past.
    public struct Past: Sendable {
        public var person: Int
        public var name: String
        public var at: Instant
        public var properties: String

        public init(person: Int, name: String, at: Instant, properties: String = "{}") {
            self.person = person
            self.name = name
            self.at = at
            self.properties = properties
        }
    }

    private let intake: IntakeStore
    private static let rowsAtOnce = 5_000

    public init(sharing intake: IntakeStore) { self.intake = intake }

    /// The key of the person with this number.
    public static func key(_ person: Int) -> ProfileKey {
        IdentityKey(Identity(stored: .user, value: "bench-\(person)"), workspace: .first)
    }

    /// Stores people who are known by a user id and a country, in the order of their keys.
    ///
    /// - Parameter areReachable: whether they have an e-mail address and agreed to marketing.
    public func addPeople(
        _ count: Int, areReachable: Bool = false, now: Instant, in scope: WorkspaceScope, to database: any Database
    ) async throws {
        let people = (0..<count).map { (key: BenchPeople.key($0), number: $0) }.sorted { $0.key < $1.key }
        for start in stride(from: 0, to: count, by: BenchPeople.rowsAtOnce) {
            let part = Array(people[start..<min(count, start + BenchPeople.rowsAtOnce)])
            try await database.write(lane: .jobs) { connection in
                let steps = StepStore(sharing: intake)
                let owners = part.map {
                    IdentityOwner(
                        identity: LinkedIdentity(key: $0.key, kind: .user, value: "bench-\($0.number)"), profile: $0.key
                    )
                }
                try steps.write(owners: owners, in: scope, now: now, on: connection)
                try steps.write(
                    profiles: part.map { stored($0.key, $0.number, areReachable, now) }, in: scope, on: connection)
            }
        }
    }

    private func stored(
        _ key: ProfileKey, _ number: Int, _ isReachable: Bool, _ now: Instant
    ) -> StoredProfile {
        var profile = Profile(key: key, createdAt: now - .days(300))
        profile.identities = [
            ProfileIdentity(
                identity: LinkedIdentity(key: key, kind: .user, value: "bench-\(number)"), intervals: [.always])
        ]
        let country = ["DE", "FR", "ES", "IT", "US"][number % 5]
        profile.properties["country"] = DatedProperty(
            value: .string(country), setAt: now - .days(300), source: "server")
        if isReachable, let address = Identity(.email, "bench-\(number)@example.com") {
            let email = LinkedIdentity(
                key: IdentityKey(address, workspace: .first), kind: .email, value: address.value)
            profile.identities.append(ProfileIdentity(identity: email, intervals: [.always]))
            profile.consents[.email] = Consent(
                channel: .email, status: .granted, source: "bench", at: now - .days(300))
        }
        profile.steppedAt = now
        return StoredProfile(
            key: key, document: profile.document, email: nil, name: nil, createdAt: profile.createdAt,
            lastSeenAt: now)
    }

    /// Stores what happened to people, in the order given; no work is made of it.
    public func addPast(_ past: [Past], now: Instant, to database: any Database) async throws {
        for start in stride(from: 0, to: past.count, by: BenchPeople.rowsAtOnce) {
            let part = Array(past[start..<min(past.count, start + BenchPeople.rowsAtOnce)])
            try await database.write(lane: .jobs) { connection in
                let sequences = try SequenceAllocator.take(part.count, on: connection)
                let names = try intake.names.ids(of: Set(part.map(\.name)), on: connection)
                try connection.run(EventRow.insert, count: part.count) { row, index in
                    row.int(sequences[index])
                    row.int(BenchPeople.key(part[index].person).rawValue)
                    row.int(part[index].at.milliseconds)
                    row.int(now.milliseconds)
                    row.int(Event.Call.track.rawValue)
                    row.int(EventRow.flags(.server, isHistorical: true))
                    row.int(names[part[index].name])
                    row.null()
                    try row.text(part[index].properties)
                    try row.text(utf8: EnvelopeCoding.encode(Envelope(messageID: String(sequences[index]))))
                }
            }
        }
    }
}

extension RunReader {
    /// How many entered and left the segment of this name so far.
    public func membershipChanges(of name: String) throws -> (entered: Int, left: Int) {
        try connection.first(
            """
            SELECT CAST(COALESCE(sum(entered), 0) AS BIGINT), CAST(COALESCE(sum(left_count), 0) AS BIGINT)
            FROM membership_counts
            WHERE segment = (SELECT segment FROM segments WHERE name = $1 AND state <> 'archived')
            """, [.text(name)]
        ) { (Int($0.int(0)), Int($0.int(1))) } ?? (0, 0)
    }

    /// When the latest build that was finished began and ended; nil while one is under way.
    public func lastBuild() throws -> (began: Instant, ended: Instant, examined: Int)? {
        let underWay = try connection.first("SELECT count(*) FROM segment_builds WHERE finished_at IS NULL") {
            $0.int(0)
        }
        guard underWay == 0 else { return nil }
        return try connection.first(
            "SELECT started_at, finished_at, examined FROM segment_builds ORDER BY started_at DESC LIMIT 1"
        ) {
            (Instant(milliseconds: $0.int(0)), Instant(milliseconds: $0.int(1)), Int($0.int(2)))
        }
    }

    /// When people left a segment by time, by the clock of the step that noticed.
    public func leavings(of name: String) throws -> [(profile: ProfileKey, at: Instant)] {
        try connection.all(
            """
            SELECT profile_key, at FROM membership_changes WHERE is_member = 0 AND workspace = $1
                AND segment = (SELECT segment FROM segments WHERE name = $2 AND state <> 'archived')
            """, [.int(WorkspaceID.first.rawValue), .text(name)]
        ) { (ProfileKey(rawValue: $0.int(0)), Instant(milliseconds: $0.int(1))) }
    }
}
