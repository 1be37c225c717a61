import Conditions
import Engine
import Simulation
import Testing
import Values

@Suite("Journeys keep their rules when people join, batches mix and conditions watch")
struct JourneyRulesTests {
    typealias When = Happening

    @Test("a reminder that one device was sent is not sent again when the other joins with an older cart")
    func joining() throws {
        let phone = Identity(.anonymous, "phone")!
        let story = Story(
            "",
            [
                .subscribes("Mon 08:00"), .adds("Mon 10:00", by: [phone]), .adds("Mon 10:05"),
                .adds("Mon 10:50", by: [phone]),
                Happening(at: "Mon 11:20") { world in
                    try world.identify([:], by: [When.ana[0], phone])
                },
                .orders("Mon 18:00"),
            ], gives: [])
        #expect(try story.lines(story.play()) == ["Mon 11:05 reminder sent"])
    }

    @Test("a message held for a journey that gives way to another when people join is withdrawn")
    func joiningHeld() throws {
        let account = [Identity(.user, "ana")!]
        let consents: JSONObject = ["email": ["status": "granted", "source": "form"]]
        let story = Story(
            "", settings: WorkspaceSettings(),
            [
                Happening(at: "Mon 08:00") { world in
                    try world.identify(["email": "ana@example.com", "consents": .object(consents)], by: account)
                    try world.identify(["email": "ana@example.com", "consents": .object(consents)], by: [When.email])
                },
                .adds("Mon 19:20", by: account), .adds("Mon 19:30", by: [When.email]),
                Happening(at: "Mon 23:00") { world in try world.identify([:], by: account + [When.email]) },
                .orders("Tue 12:00", by: account),
            ], gives: [])
        let world = try story.play()
        #expect(
            story.lines(world).sorted() == [
                "Mon 23:00 reminder refused: "
                    + "Another journey through the same flow goes on after two profiles were joined",
                "Tue 09:00 reminder sent",
            ])
    }

    @Test("a group call of somebody whose properties are watched is stepped")
    func group() throws {
        let watched = Segment(
            id: 7, name: "Wholesale", condition: CompiledCondition(try Condition.parse("profile.company.size > 5")),
            version: 1)
        var world = World(
            definitions: Definitions(version: 1, flows: [], segments: [watched]),
            now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
        try world.receive(
            IncomingEvent(
                identity: When.ana[0], call: .group, name: "group", occurredAt: world.now, receivedAt: world.now,
                authority: .server, properties: Array(#"{"size": 9}"#.utf8),
                envelope: Envelope(identities: When.ana, messageID: "g")))
        #expect(try world.profile(of: When.ana[0])?.watched[7]?.holds == true)
    }

    @Test("an emptied cart is noticed where a condition watches for it")
    func emptied() throws {
        let watched = Segment(
            id: 7, name: "Emptied", condition: CompiledCondition(try Condition.parse(#"any("Cart Emptied")"#)),
            version: 1)
        var world = World(
            definitions: Definitions(version: 1, flows: [], segments: [watched]),
            now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
        try world.track("Product Added", ["sku": "cup"], by: When.ana)
        #expect(try world.profile(of: When.ana[0])?.watched[7]?.holds != true)
        try world.track("Product Removed", ["sku": "cup"], by: When.ana)
        #expect(try world.profile(of: When.ana[0])?.watched[7]?.holds == true)
    }
}
