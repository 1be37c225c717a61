import Engine
import Values

/// Fills a database with people who stand in a wait of a flow: for benchmarks only.
public struct WaitingJourneys: Sendable {
    private static let rowsAtOnce = 5_000
    private let intake: IntakeStore

    public init(sharing intake: IntakeStore) { self.intake = intake }

    /// Stores people, each with a journey that stands at the flow's first step until its moment, in the order of their keys.
    ///
    /// - Parameter due: when the wait of the person with this number ends.
    public func add(
        _ count: Int, through flow: Flow, due: @escaping @Sendable (Int) -> Instant, now: Instant,
        in scope: WorkspaceScope, to database: any Database
    ) async throws {
        let people = (0..<count).map { (key: BenchPeople.key($0), number: $0) }.sorted { $0.key < $1.key }
        for start in stride(from: 0, to: count, by: WaitingJourneys.rowsAtOnce) {
            let part = Array(people[start..<min(count, start + WaitingJourneys.rowsAtOnce)])
            try await database.write(lane: .jobs) { connection in
                let steps = StepStore(sharing: intake)
                var places: [JourneyPlace: Int] = [:]
                var work: [WorkItem] = []
                var profiles: [StoredProfile] = []
                for person in part {
                    let until = due(person.number)
                    let journey = WaitingJourneys.journey(person.number, flow, until, now)
                    places[JourneyPlace(flow: flow.id, version: flow.version, position: 0), default: 0] += 1
                    work.append(
                        WorkItem(dueAt: until, kind: .journeyDue, id: journey.id, subject: person.key))
                    profiles.append(WaitingJourneys.stored(person.key, person.number, journey, now))
                }
                let owners = part.map {
                    IdentityOwner(
                        identity: LinkedIdentity(key: $0.key, kind: .user, value: "bench-\($0.number)"),
                        profile: $0.key)
                }
                try steps.write(owners: owners, in: scope, now: now, on: connection)
                try steps.write(profiles: profiles, in: scope, on: connection)
                try WorkStore().schedule(work, in: scope, on: connection)
                try JourneyPlaces().add(places, workspace: scope.id, on: connection)
            }
        }
    }

    private static func journey(_ number: Int, _ flow: Flow, _ until: Instant, _ now: Instant) -> Journey {
        var hash = StableHash()
        hash.combine("waiting")
        hash.combine(Int64(number))
        let trigger = JourneyTrigger(
            name: "Waiting Began", occurredAt: now - .days(1), order: Int64(number),
            properties: ["cart_id": .string("cart-\(number)"), "total": .number(Number(Int64(number % 200 + 5)))])
        var journey = Journey(
            id: hash.finishSigned(), flow: flow.id, version: flow.version, enteredAt: now - .days(1), trigger: trigger)
        journey.state = .waiting(until: until)
        journey.visit = 1
        return journey
    }

    private static func stored(
        _ key: ProfileKey, _ number: Int, _ journey: Journey, _ now: Instant
    ) -> StoredProfile {
        var profile = Profile(key: key, createdAt: now - .days(300))
        profile.identities = [
            ProfileIdentity(
                identity: LinkedIdentity(key: key, kind: .user, value: "bench-\(number)"), intervals: [.always])
        ]
        profile.properties["country"] = DatedProperty(
            value: .string(["DE", "FR", "ES", "IT", "US"][number % 5]), setAt: now - .days(300), source: "server")
        profile.steppedAt = now
        profile.journeys = [journey]
        return StoredProfile(
            key: key, document: profile.document, email: nil, name: nil, createdAt: profile.createdAt, lastSeenAt: now)
    }
}

extension RowReplay {
    /// The raw limit of waking journeys: the rows that the wakes of a run have left, written once more: the profile as it
    /// is now, the lines of the log, and the work item that is removed.
    ///
    /// - Returns: wakes a second.
    public static func wakes(source path: String, directory: String, batch: Int) throws -> Double {
        let source = try SQLiteConnection(path: path, number: 0, isReader: true)
        defer { source.close() }
        try source.executeScript(SQLiteDatabase.readerSettings)
        let target = try SQLiteLimitFile(directory: directory, name: "replay-wakes")
        defer { target.remove() }
        let woken = "FROM profiles WHERE document LIKE '%\"woken\"%' ORDER BY profile_key"
        let count = try source.first("SELECT count(*) \(woken.replacing(" ORDER BY profile_key", with: ""))") {
            Int($0.int(0))
        }
        let wakes = max(1, count ?? 0)
        let columns = "profile_key, workspace, document, email, name, created_at, last_seen_at, seen_slot"
        let values = "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        let upsert = """
            INSERT INTO profiles (\(columns)) \(values) ON CONFLICT (profile_key)
            DO UPDATE SET document = excluded.document, last_seen_at = excluded.last_seen_at
            """
        let key = "(profile_key >> 58) & 63, 1000, 4, profile_key"
        let before = try [
            ReplayedTable(from: source, "SELECT \(columns) \(woken)", to: target, upsert),
            ReplayedTable(
                from: source, "SELECT \(key), profile_key, 1, '' \(woken)", to: target,
                "INSERT INTO work VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
        ]
        defer { for table in before { table.close() } }
        for table in before { table.readAhead(to: 1) }
        try target.transaction { for table in before { try table.writeWhatWasRead() } }
        for table in before { table.forget() }
        let timed = try [
            ReplayedTable(
                from: source, "SELECT \(key) \(woken)", to: target,
                "DELETE FROM work WHERE bucket_range = ?1 AND due_at = ?2 AND kind = ?3 AND id = ?4"),
            ReplayedTable(from: source, "SELECT \(columns) \(woken)", to: target, upsert),
            ReplayedTable(
                from: source, "SELECT * FROM log ORDER BY sequence", to: target,
                "INSERT INTO log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
        ]
        defer { for table in timed { table.close() } }
        let clock = ContinuousClock()
        var spent = Duration.zero
        let batches = max(1, (wakes + batch - 1) / batch)
        for number in 1...batches {
            for table in timed { table.readAhead(to: Double(number) / Double(batches)) }
            spent += try clock.measure {
                try target.transaction { for table in timed { try table.writeWhatWasRead() } }
            }
            for table in timed { table.forget() }
        }
        return Double(wakes) / (spent / .seconds(1))
    }
}

extension WaitingJourneys {
    /// Makes all work of one moment due at another, as if time had passed.
    public static func makeDue(at now: Instant, dueAt moment: Instant, on database: any Database) async throws {
        try await database.write(lane: .jobs) { connection in
            try connection.execute(
                "UPDATE work SET due_at = $1 WHERE due_at = $2", [.int(now.milliseconds), .int(moment.milliseconds)])
        }
    }
}
