import Engine
import Testing
import Values

@testable import Simulation

@Suite("A browser that passes on to somebody else")
struct SharedBrowserTests {
    private static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!
    private let browser = Identity(.anonymous, "browser")!
    private let liam = Identity(.user, "liam")!
    private let chloe = Identity(.user, "chloe")!

    private func definitions(paused: Set<Int64> = []) throws -> Definitions {
        let flow = try FlowFile.read(
            """
            flow: looks
            name: Looks
            trigger: Product Viewed
            steps:
              - wait: 10 minutes
              - add tag: looked
            """, version: 1)
        return Definitions(version: 1, flows: [flow], paused: paused)
    }

    /// Somebody looks at something and turns out to be Liam; an hour later Chloe signs in on the same browser.
    private func world() throws -> World {
        var world = World(definitions: try definitions(), now: Self.start)
        try world.track("Product Viewed", by: [browser])
        try world.change(to: try definitions(paused: [Flow.id(slug: "looks")]))
        try world.advance(by: .minutes(20))
        try world.identify(["name": "Liam"], by: [liam, browser])
        try world.advance(by: .hours(1))
        try world.identify(["name": "Chloe"], by: [chloe, browser])
        let key = IdentityKey(browser, workspace: .first)
        #expect(world.store.identities[key]?.owner == IdentityKey(chloe, workspace: .first))
        #expect(world.store.profiles[key]?.movedTo == IdentityKey(liam, workspace: .first))
        return world
    }

    @Test("a journey that waited for its paused flow goes on for whoever began it")
    func paused() throws {
        var world = try world()
        #expect(try world.profile(of: liam)?.journeys.count == 1)
        try world.change(to: try definitions())
        #expect(try world.profile(of: liam)?.journeys.isEmpty == true)
        #expect(try world.profile(of: liam)?.tags["looked"] != nil)
        #expect(try world.profile(of: chloe)?.tags["looked"] == nil)
    }

    @Test("a click on “unsubscribe” counts for whoever the message was for, not for whoever has the browser now")
    func unsubscribed() throws {
        var world = try world()
        for person in [liam, chloe] {
            try world.obey(
                .consent(Consent(channel: .email, status: .granted, source: "form", at: world.now)), by: person)
        }
        try world.advance(by: .minutes(1))
        try world.obey(
            .consent(Consent(channel: .email, status: .withdrawn, source: "link in message", at: world.now)),
            by: browser)
        #expect(try world.profile(of: liam)?.consents[.email]?.status == .withdrawn)
        #expect(try world.profile(of: chloe)?.consents[.email]?.status == .granted)
    }
}
