import Conditions
import Engine
import FlowScenarios
import Simulation
import Testing
import Values

@Suite("Whoever was given a code holds it, whatever became of the journey")
struct HeldCodeTests {
    /// A shop with this flow, and a segment of those who hold its code.
    private static func world(_ text: String) throws -> World {
        let holders = Segment(
            id: 7, name: "Holders", condition: CompiledCondition(try Condition.parse(#"coupon("spring")"#)), version: 1)
        return World(
            definitions: Definitions(
                version: 1, flows: [try FlowFile.read(Proof.whole(text), version: 1)], segments: [holders]),
            now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
    }

    private static func holds(_ world: World, _ who: [Identity]) throws -> Bool {
        try #require(try world.profile(of: who[0])).watched[7]?.holds ?? false
    }

    private static let made = OfferTests.offer("    codes: generated\n    valid for: 3 days\n")

    @Test("whoever was shown a code holds it after the journey's end, until the very moment of the code's own end")
    func heldAfterwards() throws {
        var world = try HeldCodeTests.world(HeldCodeTests.made)
        let ana = try OfferTests.introduce("ana", in: &world)
        #expect(try !HeldCodeTests.holds(world, ana))
        try world.track("Go", by: ana)
        let end = world.now + .days(3)
        #expect(try world.profile(of: ana[0])?.journeys == [] && world.messages.count == 1)
        #expect(try HeldCodeTests.holds(world, ana))
        try world.advance(to: end - TimeSpan(milliseconds: 1))
        #expect(try HeldCodeTests.holds(world, ana))
        try world.advance(to: end)
        #expect(try !HeldCodeTests.holds(world, ana))
        #expect(try world.profile(of: ana[0])?.coupons == [])
    }

    @Test("an order with the code uses it up, however it is written; an order with another does not")
    func redeemed() throws {
        var world = try HeldCodeTests.world(HeldCodeTests.made)
        let ana = try OfferTests.introduce("ana", in: &world)
        try world.track("Go", by: ana)
        let code = try #require(try OfferTests.codes(world).first)
        try world.track("Order Completed", ["order_id": "1", "coupon": "OTHER"], by: ana)
        #expect(try HeldCodeTests.holds(world, ana))
        try world.track("Order Completed", ["order_id": "2", "coupon": .string(code.lowercased())], by: ana)
        #expect(try !HeldCodeTests.holds(world, ana))
    }

    @Test("a code whose message was refused is not held: it goes back")
    func unseen() throws {
        let late =
            "steps:\n  - coupon: spring\n    codes: generated\n    valid for: 1 hour\n    then:\n"
            + "      - wait: 2 hours\n" + OfferTests.shows("offer", indent: 6)
        for text in [late, "steps:\n  - coupon: spring\n    codes: generated\n"] {
            var world = try HeldCodeTests.world(text)
            let ana = try OfferTests.introduce("ana", in: &world)
            try world.track("Go", by: ana)
            try world.advance(to: world.now + .hours(3))
            let profile = try #require(try world.profile(of: ana[0]))
            #expect(profile.journeys.isEmpty && profile.coupons.isEmpty)
            #expect(try !HeldCodeTests.holds(world, ana))
        }
    }

    @Test("a code stays held when its holder turns out to be somebody who is known already")
    func heldTogether() throws {
        var world = try HeldCodeTests.world(HeldCodeTests.made)
        let email = Identity(.email, "ana@example.com")!
        let ana = [Identity(.user, "ana")!]
        try world.identify(
            ["consents": ["email": ["status": "granted", "source": "form"]]], by: [email])
        try world.track("Go", by: [email])
        let end = world.now + .days(3)
        #expect(try HeldCodeTests.holds(world, [email]))
        try world.identify(["first_name": "Ana"], by: ana)
        #expect(try !HeldCodeTests.holds(world, ana))
        try world.identify(["first_name": "Ana"], by: ana + [email])
        #expect(try world.profile(of: email)?.key == world.profile(of: ana[0])?.key)
        try world.advance(to: end - TimeSpan(milliseconds: 1))
        #expect(try HeldCodeTests.holds(world, ana))
        try world.advance(to: end)
        #expect(try !HeldCodeTests.holds(world, ana))
    }

    @Test("what is held is read as it was written")
    func stored() throws {
        var profile = Profile(key: ProfileKey(rawValue: 1), createdAt: Instant(milliseconds: 0))
        profile.coupons = [
            HeldCoupon(effect: .min, pool: "spring \"2\"", code: "Ä-1", end: Instant(milliseconds: 5)),
            HeldCoupon(effect: 7, pool: "", code: "B", end: nil),
        ]
        #expect(try Profile(key: profile.key, document: profile.document).coupons == profile.coupons)
    }
}
