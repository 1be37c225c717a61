import Conditions
import Simulation
import Testing
import Values

@testable import Engine

@Suite("Joining two people by review")
struct JoinTests {
    private static let (ana, ben) = (Identity(.user, "ana")!, Identity(.user, "ben")!)
    private static let mail = Identity(.email, "family@example.com")!
    private static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!

    private func world() throws -> World {
        var world = World(definitions: Definitions(version: 1, flows: []), now: Self.start)
        try world.identify(["email": "family@example.com", "city": "Bonn"], by: [Self.ana, Self.mail])
        try world.advance(by: .hours(1))
        try world.identify(["email": "family@example.com", "city": "Berlin"], by: [Self.ben, Self.mail])
        try world.obey(
            .consent(Consent(channel: .email, status: .granted, source: "telephone", at: world.now)), by: Self.ben)
        try world.track("Product Viewed", by: [Self.ana])
        try world.track("Order Completed", ["order_id": "1"], by: [Self.ben])
        return world
    }

    /// What each of the two is told, by their user id.
    private func joins(_ world: World, by person: String = "Mia") throws -> [Identity: Command] {
        let keys = [Self.ana, Self.ben].map { LinkedIdentity($0) }
        return [
            Self.ana: .join(PersonJoin(of: keys[0].key, keys[0], with: keys[1], at: world.now, by: person)),
            Self.ben: .join(PersonJoin(of: keys[1].key, keys[1], with: keys[0], at: world.now, by: person)),
        ]
    }

    @Test("two accounts stay apart until they are joined; then they are one, with the later word on each thing")
    func joined() throws {
        var world = try world()
        let apart = try #require(try world.profile(of: Self.ana))
        #expect(try world.profile(of: Self.ben)?.key != apart.key && apart.consents[.email] == nil)
        let commands = try joins(world)
        for side in [Self.ana, Self.ben] { try world.obey(try #require(commands[side]), by: side) }
        let whole = try #require(try world.profile(of: Self.ana))
        #expect(try world.profile(of: Self.ben) == whole)
        #expect(Set(whole.identities.map(\.identity.identity)) == [Self.ana, Self.ben, Self.mail])
        #expect(whole.text("city") == "Berlin" && whole.consents[.email]?.status == .granted)
        let lines = world.store.log.filter { $0.profile == whole.key && $0.kind == .joinedByReview }
        #expect(lines.count == 1 && lines[0].text.hasPrefix("Mia said"), "\(lines)")
    }

    @Test("whichever of the two hears of it first, and if one never does, the result is one and the same person")
    func order() throws {
        var results: [Profile] = []
        for sides in [[Self.ana, Self.ben], [Self.ben, Self.ana], [Self.ana]] {
            var world = try world()
            let commands = try joins(world)
            for side in sides { try world.obey(try #require(commands[side]), by: side) }
            let whole = try #require(try world.profile(of: Self.ana))
            let lines = world.store.log.filter { $0.profile == whole.key && $0.kind == .joinedByReview }
            #expect(lines.count == 1 && lines[0].text.hasSuffix("user id “ben”"), "\(lines)")
            results.append(whole)
        }
        #expect(Set(results.map(\.key)).count == 1 && Set(results.map(\.identities)).count == 1)
        #expect(Set(results.map(\.consents)).count == 1)
    }

    @Test("the stored form of a join is read back as it was")
    func stored() throws {
        for command in try joins(try world(), by: "Mia “M” Holm").values {
            #expect(Command(payload: command.payload) == command)
        }
    }
}

extension LinkedIdentity {
    fileprivate init(_ identity: Identity) {
        self.init(
            key: IdentityKey(identity, workspace: .first), kind: identity.kind, value: identity.value)
    }
}
