import Engine
import Synchronization
import Testing
import Values

@testable import Storage

@Suite("Erasure")
struct ErasureTests {
    private let key = TombstoneKey { bytes in
        var hash = StableHash()
        hash.combine(bytes: bytes[...])
        return Array(String(hash.finish(), radix: 16).utf8)
    }

    private func rejected(_ body: String) -> RejectedEvent {
        RejectedEvent(receivedAt: noon, rule: "no_name", reason: "there is no name", source: "site", body: body)
    }

    /// Ana with something in every table, and Bo beside her, a browser shared between them.
    private func fill(_ shopRows: Shop) async throws -> Set<String> {
        let database = shopRows.database
        let address = Identity(stored: .email, value: "ana@example.com")
        let browser = Identity(stored: .anonymous, value: "shared-till")
        let ip: (id: Int64, text: String) = (7, #"{"ip":"203.0.113.9","locale":"de"}"#)
        func visit(_ name: String, at moment: Instant) -> IncomingEvent {
            var event = IncomingEvent.sample(of: name, message: "\(name)-\(moment.milliseconds)", at: moment)
            event.identity = browser
            return event
        }
        let sequences = try await shopRows.store(
            [
                .sample(message: "m1", also: [address], context: ip), .sample(of: "bo", message: "m2"),
                visit("ana", at: noon), visit("bo", at: noon + .hours(2)),
            ],
            rejected: [
                rejected(#"{"email":"ANA@example.com"}"#), rejected(#"{"userId":"bo"}"#),
            ])
        let ana = LinkedIdentity(key: Identities.ana, kind: .user, value: "ana")
        let mail = LinkedIdentity(key: IdentityKey(address, workspace: .first), kind: .email, value: address.value)
        let till = LinkedIdentity(key: IdentityKey(browser, workspace: .first), kind: .anonymous, value: browser.value)
        var profile = Profile(key: ana.key, createdAt: noon)
        profile.identities = [
            ProfileIdentity(identity: ana, intervals: [.always]), ProfileIdentity(identity: mail, intervals: [.always]),
            ProfileIdentity(identity: till, intervals: [Interval(from: .distantPast, until: noon + .hours(1))]),
        ]
        let document = profile.document
        try await database.write(lane: .jobs) {
            _ = try CouponStore().add(["TEN-1", "TEN-2"], to: "ten", in: shop, on: $0)
        }
        try await shopRows.apply { batch in
            batch.profiles = [.sample("ana", document: document), .sample("bo")]
            batch.movedProfiles = [MovedProfile(key: mail.key, movedTo: ana.key)]
            batch.identityOwners = [
                IdentityOwner(identity: mail, profile: ana.key), IdentityOwner(identity: till, profile: ana.key),
            ]
            batch.links = [mail, till].map {
                LinkFact(
                    first: ana, second: $0, occurredAt: noon, messageHash: 5, authority: .server, relation: .identify)
            }
            batch.claims = [ObjectClaim(key: 77, identity: ana, event: sequences[0])]
            batch.messages = [.sample(1), .sample(2, to: "bo")]
            batch.ledger = [
                LedgerEntry(
                    address: address.value, channel: .email, statement: .withdrawn, at: noon, source: "Ana said so")
            ]
            batch.log = [.line(.flowEntered), .line(.flowEntered, of: "bo")]
            batch.couponRequests = [CouponRequest(effectID: 21, pool: "ten", profile: ana.key, journey: 7)]
            batch.scheduledWork = [
                WorkItem(dueAt: noon + .days(3), kind: .journeyDue, id: 7, subject: ana.key, payload: "{}")
            ]
        }
        try await shopRows.send([1], at: noon)
        try await database.write(lane: .delivery) { connection in
            let store = MessageStore()
            try store.keep(
                [
                    MessageBody(
                        message: 1, storedAt: noon, provider: "", response: "", subject: "Dear Ana", html: "h",
                        plain: "p", mime: [1], links: "{}")
                ], on: connection)
            try store.record([MessageEvent(message: 1, at: noon, kind: .opened, detail: "Firefox")], on: connection)
        }
        return ["ana@example.com", "\(Identities.ana.rawValue)", "\(mail.key.rawValue)", "203.0.113.9", "Ana"]
    }

    @Test(
        "nothing in any table names an erased person; others keep what is theirs", arguments: TestDatabase.reachable)
    func erasing(kind: TestDatabase) async throws {
        try await kind.open { database in
            let shopRows = Shop(database: database)
            let traces = try await fill(shopRows)
            let before = try await everything(in: database)
            for trace in traces { #expect(before.contains { $0.contains(trace) }, "\(trace)") }
            let erased = ErasedIdentities(key: key)
            let erasure = Erasure(sharing: shopRows.intake, remembering: erased)
            #expect(try await erasure.erase(Identities.ana, now: noon + .days(1), in: shop, from: database))
            let after = try await everything(in: database)
            for trace in traces { #expect(!after.contains { $0.contains(trace) }, "\(trace)") }
            let contents = try await database.contents()
            let left = [
                "profiles": 1, "messages": 1, "message_bodies": 0, "message_events": 0, "links": 0, "object_claims": 0,
                "log": 1, "rejected_events": 1, "events": 2, "coupons": 2,
            ]
            for (table, count) in left { #expect(contents[table]?.count == count, "\(table)") }
            #expect(try await !erasure.erase(Identities.ana, now: noon + .days(1), in: shop, from: database))
        }
    }

    @Test("an erased person stays stopped, and what they did before stays out", arguments: TestDatabase.reachable)
    func remembering(kind: TestDatabase) async throws {
        try await kind.open { database in
            let shopRows = Shop(database: database)
            _ = try await fill(shopRows)
            let erasure = Erasure(sharing: shopRows.intake, remembering: ErasedIdentities(key: key))
            try await erasure.erase(Identities.ana, now: noon + .days(1), in: shop, from: database)
            // As the next start finds it.
            let erased = ErasedIdentities(key: key)
            let address = Identity(stored: .email, value: "ana@example.com")
            let standing = try await database.read { connection in
                try erased.load(in: shop, on: connection)
                let key = LedgerEntry.addressKey(address.value, channel: .email)
                return try LedgerStore().latest(of: [key], in: shop, on: connection)[key]
            }
            #expect(standing?.isSuppressed == true && standing?.isWithdrawn == true)
            #expect(standing?.consent?.source == "")
            #expect(erased.isErased(address, at: noon, in: shop))
            #expect(!erased.isErased(address, at: noon + .days(2), in: shop))
            #expect(erased.erasedAt(person("bo"), in: shop) == nil)
            // A till that others use too is not shut to them.
            #expect(erased.erasedAt(Identity(stored: .anonymous, value: "shared-till"), in: shop) == nil)
        }
    }

    @Test("an erasure says how far it is, row by row, up to all of them", arguments: TestDatabase.reachable)
    func progress(kind: TestDatabase) async throws {
        try await kind.open { database in
            let shopRows = Shop(database: database)
            _ = try await fill(shopRows)
            let erasure = Erasure(sharing: shopRows.intake, remembering: ErasedIdentities(key: key))
            let told = Mutex<[ErasureProgress]>([])
            try await erasure.erase(Identities.ana, now: noon + .days(1), in: shop, from: database) { progress in
                told.withLock { $0.append(progress) }
            }
            let steps = told.withLock { $0 }
            // Two events, a message, a line of the log, and two rejected events that are searched.
            #expect(Set(steps.map(\.rowsTotal)) == [6])
            #expect(steps.map(\.rowsDone) == steps.map(\.rowsDone).sorted() && steps.last?.rowsDone == 6)
        }
    }

    @Test("an erasure cut short after any of its transactions is finished later", arguments: TestDatabase.reachable)
    func restarting(kind: TestDatabase) async throws {
        try await kind.open { database in
            let shopRows = Shop(database: database)
            let traces = try await fill(shopRows)
            let erasure = Erasure(sharing: shopRows.intake, remembering: ErasedIdentities(key: key))
            try await database.write(lane: .jobs) { connection in
                _ = try erasure.begin(Identities.ana, now: noon, in: shop, on: connection)
                _ = try erasure.advance(Identities.ana, now: noon, in: shop, on: connection)
            }
            // Somebody who still had the person in memory writes them once more.
            try await shopRows.apply { $0.profiles = [.sample("ana")] }
            let again = Erasure(sharing: shopRows.intake, remembering: ErasedIdentities(key: key))
            #expect(try await again.resume(now: noon, in: shop, from: database) == 1)
            #expect(try await again.resume(now: noon, in: shop, from: database) == 0)
            let after = try await everything(in: database)
            for trace in traces { #expect(!after.contains { $0.contains(trace) }, "\(trace)") }
        }
    }

    @Test("whoever owns the person's bucket loses the lease", arguments: TestDatabase.reachable)
    func leases(kind: TestDatabase) async throws {
        try await kind.open { database in
            let shopRows = Shop(database: database)
            _ = try await fill(shopRows)
            let held = try await database.write(lane: .engine) {
                try LeaseStore().acquire(owner: "a", now: noon, on: $0)
            }
            let erasure = Erasure(sharing: shopRows.intake, remembering: ErasedIdentities(key: key))
            try await erasure.erase(Identities.ana, now: noon, in: shop, from: database)
            let lost = try await database.write(lane: .engine) { try LeaseStore().lost(held, on: $0) }
            #expect(lost.contains(Identities.ana.bucket.range) && lost.count < 4)
        }
    }

    @Test("what is exported is all that is held", arguments: TestDatabase.reachable)
    func exporting(kind: TestDatabase) async throws {
        try await kind.open { database in
            let shopRows = Shop(database: database)
            _ = try await fill(shopRows)
            let json = try await database.read { try PersonalData.export(Identities.ana, in: shop, on: $0) }
            let export = try #require(json)
            let counts = [
                "identities": 3, "events": 2, "messages": 1, "log": 1, "consents": 1, "coupons": 1,
            ]
            for (name, count) in counts { #expect(export[name]?.array?.count == count, "\(name)") }
            #expect(export["messages"]?[0]?["subject"] == "Dear Ana")
            #expect(export["consents"]?[0]?["source"] == "Ana said so")
            let nobody = try await database.read { try PersonalData.export(Identities.nobody, in: shop, on: $0) }
            #expect(nobody == nil)
        }
    }

    @Test(
        "a refused event that names somebody is found, however it spells them",
        arguments: [
            (Identity.Kind.email, "ana@example.com", #"{"email":"Ana@Example.COM"}"#, true),
            (.email, "ana@example.com", #"{"email":"bo@example.com"}"#, false),
            (.phone, "+4917012345", #"{"phone":"+49 (170) 123-45"}"#, true),
            (.phone, "+4917012345", #"{"phone":"+49 170 999"}"#, false),
            (.user, "User-7", #"{"userId":"user-7"}"#, true),
        ])
    func mentions(kind: Identity.Kind, value: String, body: String, isFound: Bool) {
        #expect(Mention(of: Identity(stored: kind, value: value)).isIn(body) == isFound)
    }

    /// Every row of every table as text, the tombstones and hashes of the ledger included.
    private func everything(in database: any Database) async throws -> [String] {
        try await database.read { connection in
            try StoredTable.all.flatMap { table in
                let columns = table.columns.filter { $0.kind != .blob }
                    .map { "CAST(\($0.name) AS TEXT)" }
                return try connection.all("SELECT \(columns.joined(separator: ", ")) FROM \(table.name)") { row in
                    columns.indices.map { row.optionalText($0) ?? "" }.joined(separator: "|")
                }
            }
        }
    }
}

private enum Identities {
    static let ana = IdentityKey(person("ana"), workspace: .first)
    static let nobody = IdentityKey(person("nobody"), workspace: .first)
}
