import Engine
import ReadyFlows
import Simulation
import Testing
import Values

@Suite("The order confirmation")
struct OrderConfirmationTests {
    typealias When = Happening

    static let flows = ["order-confirmation"]

    static let stories: [Story] = [
        Story(
            "at once, by night and without consent", flows: flows, [.orders("Mon 23:30", by: [When.email])],
            gives: ["Mon 23:30 confirmation sent"]),
        Story(
            "one for every order", flows: flows,
            [.subscribes("Mon 08:00"), .orders("Mon 10:00", "o1"), .orders("Mon 10:00", "o2")],
            gives: ["Mon 10:00 confirmation sent", "Mon 10:00 confirmation sent"]),
        Story(
            "one for a webhook that comes twice", flows: flows,
            [.orders("Mon 10:00", by: [When.email]), .orders("Mon 10:05", by: [When.email])],
            gives: ["Mon 10:00 confirmation sent"]),
        Story(
            "one for the shop's report after the browser's own", flows: flows,
            [
                .subscribes("Mon 08:00"), .orders("Mon 10:00", authority: .browser), .orders("Mon 10:01"),
                .orders("Mon 10:02", by: [When.email]),
            ],
            gives: ["Mon 10:01 confirmation sent"]),
        Story(
            "one for the browser's report after the shop's own", flows: flows,
            [.subscribes("Mon 08:00"), .orders("Mon 10:00"), .orders("Mon 10:01", authority: .browser)],
            gives: ["Mon 10:00 confirmation sent"]),
        Story(
            "one for a guest whose browser reported the order first", flows: flows,
            [
                .orders("Mon 10:00", by: [Identity(.anonymous, "phone")!], authority: .browser),
                .orders("Mon 10:01", by: [When.email]),
            ],
            gives: ["Mon 10:01 confirmation sent"]),
        Story(
            "none from a browser alone", flows: flows,
            [.subscribes("Mon 08:00"), .orders("Mon 10:00", authority: .browser)], gives: []),
        Story(
            "none for an imported order", flows: flows, [.orders("Mon 10:00", by: [When.email], historical: true)],
            gives: []),
        Story(
            "none for a refund", flows: flows,
            [
                .orders("Mon 10:00", by: [When.email]),
                .event("Mon 11:00", "Order Refunded", ["order_id": "o1"], by: [When.email]),
            ],
            gives: ["Mon 10:00 confirmation sent"]),
        Story(
            "it goes out after consent was withdrawn", flows: flows,
            [.subscribes("Mon 08:00"), .unsubscribes("Mon 09:00"), .orders("Mon 10:00")],
            gives: ["Mon 10:00 confirmation sent"]),
        Story(
            "a reason where there is no address", flows: flows,
            [.orders("Mon 10:00", by: [Identity(.user, "nobody")!])],
            gives: ["Mon 10:00 confirmation refused: There is no email address"]),
        Story(
            "a reason where the address bounced", flows: flows,
            [
                .orders("Mon 10:00", "o1", by: [When.email]),
                Happening(at: "Mon 10:01") { world in
                    try world.obey(.suppress(.email, reason: "a message bounced"), by: When.email)
                },
                .orders("Mon 11:00", "o2", by: [When.email]),
            ],
            gives: [
                "Mon 10:00 confirmation sent",
                "Mon 11:00 confirmation refused: The address is suppressed: a message bounced",
            ]),
    ]

    @Test("who gets it, and when", arguments: stories)
    func plays(_ story: Story) throws {
        let world = try story.play()
        #expect(story.lines(world) == story.messages)
    }

    @Test("it tells whoever installs it that the store may send one already")
    func warning() throws {
        let flow = try FlowFile.read(#require(ReadyFlows.named("order-confirmation")).text)
        #expect(flow.warning?.contains("two") == true)
        #expect(flow.purpose == .transactional)
    }
}
