import Conditions
import Engine
import Testing
import Values

@testable import Simulation

@Suite("Identifiers that belong to nobody yet join at once")
struct JoiningTests {
    private static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!
    private let ana = Identity(.user, "ana")!
    private let browser = Identity(.anonymous, "browser")!
    private let mail = Identity(.email, "ana@example.com")!

    private func store(_ calls: [(Identity, [Identity])]) -> ModelStore {
        var store = ModelStore()
        for (number, call) in calls.enumerated() {
            store.append([
                IncomingEvent(
                    identity: call.0, call: .track, name: "Product Viewed",
                    occurredAt: Self.start + .seconds(Int64(number) - 60), receivedAt: Self.start, authority: .server,
                    properties: Array("{}".utf8), envelope: Envelope(identities: call.1, messageID: "m\(number)"))
            ])
        }
        return store
    }

    private func step(
        _ store: inout ModelStore, ranges: [BucketRange] = BucketRange.all, limit: Int = 100
    ) throws -> StepBatch {
        let leases = store.epochs.filter { ranges.contains($0.key) }.map { Lease(range: $0.key, epoch: $0.value) }
        let due = store.due(in: Set(ranges), now: Self.start, limit: limit)
        let definitions = Definitions(
            version: 1, flows: [],
            segments: [
                Segment(
                    id: 1, name: "Twice",
                    condition: CompiledCondition(try Condition.parse(#"count("Product Viewed") >= 2"#)), version: 1)
            ])
        var step = BatchStep(leases: leases, now: Self.start, definitions: definitions)
        let batch = try step.run(due, reader: store, cached: { _ in nil })
        try store.apply(batch, now: Self.start)
        return batch
    }

    @Test("an event with three identifiers makes one person in one step, and leaves no work")
    func oneStep() throws {
        var store = store([(ana, [ana, browser, mail])])
        let batch = try step(&store)
        #expect(batch.scheduledWork.isEmpty && batch.profiles.count == 1 && store.workCount == 0)
        let key = IdentityKey(ana, workspace: .first)
        for identity in [ana, browser, mail] {
            #expect(store.identities[IdentityKey(identity, workspace: .first)]?.owner == key)
        }
        #expect(
            Set(batch.leases.map(\.range))
                == Set([ana, browser, mail].map { IdentityKey($0, workspace: .first).bucket.range }))
    }

    @Test("an identifier in a range that somebody else leases is asked for, not taken")
    func otherLease() throws {
        var store = store([(ana, [ana, browser])])
        let mine = IdentityKey(ana, workspace: .first).bucket.range
        let theirs = IdentityKey(browser, workspace: .first)
        #expect(mine != theirs.bucket.range)
        let batch = try step(&store, ranges: [mine])
        #expect(batch.identityOwners.isEmpty)
        #expect(batch.scheduledWork.contains { $0.kind == .relink && $0.subject == theirs })
        for _ in 0..<20 where store.workCount > 0 { _ = try step(&store) }
        #expect(store.identities[theirs]?.owner == IdentityKey(ana, workspace: .first))
    }

    @Test("a browser that was here before brings its history along, and it counts")
    func history() throws {
        var store = store([(browser, [browser]), (ana, [ana, browser])])
        for _ in 0..<20 where store.workCount > 0 { _ = try step(&store, limit: 1) }
        let row = try #require(store.profiles[IdentityKey(ana, workspace: .first)])
        let profile = try Profile(key: row.key, document: row.document)
        #expect(profile.watched[1]?.holds == true)
        #expect(store.profiles[IdentityKey(browser, workspace: .first)]?.movedTo == row.key)
    }
}
