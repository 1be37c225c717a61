import Engine
import Foundation
import Synchronization
import Testing
import Values

@testable import Storage

@Suite("Backup")
struct BackupTests {
    private let key = TombstoneKey { bytes in bytes.reversed() }

    /// Texts that are easily damaged on the way, bytes, nulls, and more rows than fit in one stretch.
    private func fill(_ database: any Database) async throws {
        let shopRows = Shop(database: database)
        let events = (0..<1203).map { number in
            IncomingEvent.sample(
                of: "p\(number % 40)", message: "m\(number)",
                properties: #"{"text":"é \u0001 \"q\" \\ 🎂 \#(number)","price":0.10}"#)
        }
        _ = try await shopRows.store(
            events,
            rejected: [RejectedEvent(receivedAt: noon, rule: "r", reason: "\u{2028}\t", source: "", body: "{\"a\":\n1")]
        )
        try await shopRows.apply { batch in
            batch.profiles = (0..<40).map { .sample("p\($0)") }
            batch.messages = [.sample(.max, to: "p1"), .sample(.min, to: "p2")]
            batch.log = [.line(.flowEntered, of: "p1"), .line(.exited, of: "p2")]
        }
        try await database.write(lane: .jobs) { connection in
            try MessageStore().keep(
                [
                    MessageBody(
                        message: .max, storedAt: noon, provider: "", response: "", subject: "s", html: "h", plain: "",
                        mime: [0, 255, 10, 13], links: "{}")
                ], on: connection)
            _ = try AccountStore().createFirst(
                NewAccount(email: "a@b.example", name: "A", password: "x"), now: noon, on: connection)
            try SecretStore().set("smtp", to: Array("open sesame".utf8), now: noon, in: shop, on: connection)
            try SessionStore().create(
                Session(tokenHash: Array("token".utf8), account: 1, createdAt: noon, expiresAt: noon + .days(1)),
                on: connection)
        }
    }

    private func withFile<T>(_ body: (String) async throws -> T) async throws -> T {
        let path = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    private func restore(_ path: String, into database: any Database, force: Bool = false) async throws {
        try await Backup().restore(
            path, into: database, force: force, recognisingErasedBy: key, sharing: IntakeStore(), now: noon)
    }

    /// Pairs of where a backup is made and where it is restored.
    private static let ways = TestDatabase.reachable.flatMap { from in TestDatabase.reachable.map { (from, $0) } }

    @Test("every row comes back as it was, in either database", arguments: ways)
    func roundTrip(from: TestDatabase, into: TestDatabase) async throws {
        try await withFile { path in
            let original = try await from.open { database in
                try await fill(database)
                let seen = Mutex<[BackupProgress]>([])
                let manifest = try await Backup().write(to: path, from: database, now: noon) { step in
                    seen.withLock { $0.append(step) }
                }
                #expect(manifest.rows["events"] == 1203 && manifest.rows["profiles"] == 40)
                #expect(manifest.rows["secrets"] == nil && manifest.rows["sessions"] == nil)
                let last = seen.withLock { $0.last }
                #expect(last?.rowsDone == manifest.totalRows && last?.rowsTotal == manifest.totalRows)
                #expect(try Backup().inspect(path) == manifest)
                return try await fingerprint(database)
            }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(!text.contains(Data("open sesame".utf8).base64EncodedString()))
            try await into.open { database in
                try await restore(path, into: database)
                #expect(try await fingerprint(database) == original)
                #expect(try await database.read { try !Backup().isHalfRestored(on: $0) })
                // What comes next takes numbers after those restored.
                let sequences = try await Shop(database: database).store(
                    [.sample(message: "new")],
                    rejected: [RejectedEvent(receivedAt: noon, rule: "r", reason: "", source: "", body: "")])
                #expect(sequences.count == 1 && sequences[0] > 1203)
                try await database.write(lane: .jobs) { connection in
                    try AccountStore().create(
                        NewAccount(email: "b@b.example", name: "B", password: "x"), as: .owner, now: noon,
                        on: connection)
                }
            }
        }
    }

    @Test("a database that holds anything is left alone unless it is forced", arguments: TestDatabase.reachable)
    func refusing(kind: TestDatabase) async throws {
        try await withFile { path in
            try await kind.open { database in
                try await fill(database)
                try await Backup().write(to: path, from: database, now: noon)
                let before = try await fingerprint(database)
                await #expect(throws: BackupError.notEmpty(table: "identities")) {
                    try await restore(path, into: database)
                }
                _ = try await Shop(database: database).store([.sample(of: "late", message: "late")])
                try await restore(path, into: database, force: true)
                #expect(try await fingerprint(database) == before)
                // This installation's secrets stay; who was signed in is not any more.
                let (secret, session) = try await database.read { connection in
                    (
                        try SecretStore().secret("smtp", in: shop, on: connection),
                        try SessionStore().session(Array("token".utf8), now: noon, on: connection)
                    )
                }
                #expect(secret == Array("open sesame".utf8) && session == nil)
                try await database.write(lane: .engine) {
                    _ = try LeaseStore().acquire(owner: "server", now: noon, on: $0)
                }
                await #expect(throws: BackupError.inUse(owner: "server")) {
                    try await restore(path, into: database, force: true)
                }
            }
        }
    }

    /// The same rows as the first release would have written them.
    private static func ofFirstSchema(_ text: String) throws -> String {
        var lines = text.replacing("\"schema\":\(Migrations.latest),", with: "\"schema\":1,").split(separator: "\n")
        var foot = try JSON.parse(String(lines.removeLast())).object ?? JSONObject()
        let body = lines.map { $0 + "\n" }.joined()
        var checksum = StableHash()
        for byte in body.utf8 { checksum.combine(byte) }
        foot["checksum"] = .string(String(checksum.finish(), radix: 16))
        return body + JSON.object(foot).text + "\n"
    }

    @Test(
        "a backup of the first release's schema restores, and journeys are counted by step",
        arguments: TestDatabase.reachable)
    func earlierSchema(kind: TestDatabase) async throws {
        try await withFile { path in
            var profile = Profile(key: IdentityKey(person("ana"), workspace: .first), createdAt: noon)
            profile.journeys = [
                Journey(
                    id: 1, flow: 7, version: 2, enteredAt: noon,
                    trigger: JourneyTrigger(name: "E", occurredAt: noon, order: 1, properties: [:]))
            ]
            let stored = StoredProfile.sample("ana", document: profile.document)
            try await TestDatabase.sqlite.open { database in
                try await Shop(database: database).apply { $0.profiles = [stored] }
                try await Backup().write(to: path, from: database, now: noon)
            }
            let first = try BackupTests.ofFirstSchema(try String(contentsOfFile: path, encoding: .utf8))
            try Data(first.utf8).write(to: URL(fileURLWithPath: path))
            try await kind.open { database in
                try await restore(path, into: database)
                let places = try await database.read { try JourneyPlaces().totals(in: shop, on: $0) }
                #expect(places == [JourneyPlace(flow: 7, version: 2, position: 0): 1])
            }
        }
    }

    @Test("a damaged backup is refused before anything is changed")
    func damage() async throws {
        try await withFile { path in
            try await TestDatabase.sqlite.open { database in
                try await fill(database)
                try await Backup().write(to: path, from: database, now: noon)
                let whole = try Data(contentsOf: URL(fileURLWithPath: path))
                let before = try await fingerprint(database)
                var changed = whole
                let place = try #require(changed.firstRange(of: Data("p17".utf8))?.lowerBound)
                changed[place + 1] = UInt8(ascii: "9")
                let cases: [(String, Data)] = [
                    ("empty", Data()), ("cut", whole.prefix(whole.count / 2)), ("no end", whole.dropLast(40)),
                    ("changed", changed), ("other", Data("{}\n".utf8)),
                    (
                        "newer",
                        Data(
                            String(decoding: whole, as: UTF8.self).replacing(/"schema":[0-9]+/, with: "\"schema\":99")
                                .utf8
                        )
                    ),
                ]
                for (name, bytes) in cases {
                    try bytes.write(to: URL(fileURLWithPath: path))
                    await #expect(throws: BackupError.self, "\(name)") {
                        try await restore(path, into: database, force: true)
                    }
                    #expect(try await fingerprint(database) == before, "\(name)")
                }
                await #expect(throws: BackupError.self) { try await restore("/nowhere/x", into: database, force: true) }
                await #expect(throws: BackupError.self) {
                    try await Backup().write(to: "/nowhere/x", from: database, now: noon)
                }
            }
        }
    }

    @Test("who was erased since the backup stays erased", arguments: TestDatabase.reachable)
    func tombstones(kind: TestDatabase) async throws {
        try await withFile { path in
            try await kind.open { database in
                try await fill(database)
                try await Backup().write(to: path, from: database, now: noon)
                let intake = IntakeStore()
                let erasure = Erasure(sharing: intake, remembering: ErasedIdentities(key: key))
                let gone = IdentityKey(person("p3"), workspace: .first)
                #expect(try await erasure.erase(gone, now: noon + .hours(1), in: shop, from: database))
                try await restore(path, into: database, force: true)
                let erased = ErasedIdentities(key: key)
                let (profiles, events) = try await database.read { connection in
                    try erased.load(in: shop, on: connection)
                    return (
                        try connection.first("SELECT count(*) FROM profiles") { $0.int(0) },
                        try connection.first(
                            "SELECT count(*) FROM events WHERE identity_key = $1", [.int(gone.rawValue)]
                        ) { $0.int(0) }
                    )
                }
                #expect(profiles == 39 && events == 0)
                #expect(erased.isErased(person("p3"), at: noon, in: shop))
                #expect(!erased.isErased(person("p4"), at: noon, in: shop))
            }
        }
    }

    @Test("a restore cut short says so, and needs no force to be done again")
    func halfRestored() async throws {
        try await withFile { path in
            try await TestDatabase.sqlite.open { database in
                try await fill(database)
                try await Backup().write(to: path, from: database, now: noon)
                let before = try await fingerprint(database)
                try await database.write(lane: .jobs) { connection in
                    try connection.execute("INSERT INTO sequences (name, last) VALUES ('restoring', 1)")
                    try connection.execute("DELETE FROM events WHERE sequence > 100")
                }
                #expect(try await database.read { try Backup().isHalfRestored(on: $0) })
                try await restore(path, into: database)
                #expect(try await fingerprint(database) == before)
            }
        }
    }

    /// Every value of every row that a backup holds, alike for both databases.
    private func fingerprint(_ database: any Database) async throws -> [String: [String]] {
        try await database.read { connection in
            var found: [String: [String]] = [:]
            for table in StoredTable.all where table.backup == .kept {
                let columns = table.columns.map(\.name).joined(separator: ", ")
                found[table.name] = try connection.all(
                    "SELECT \(columns) FROM \(table.name) ORDER BY \(table.key.joined(separator: ", "))"
                ) { row in
                    table.columns.enumerated().map { index, column in
                        if row.isNull(index) { return "null" }
                        switch column.kind {
                        case .int: return "\(row.int(index))"
                        case .text: return row.text(index)
                        case .blob: return "\(row.bytes(index))"
                        }
                    }.joined(separator: "|")
                }
            }
            return found
        }
    }
}
