import Engine
import Simulation
import Testing
import Values

@Suite("The abandoned cart flow")
struct AbandonedCartTests {
    typealias When = Happening

    static let course: [Story] = [
        Story(
            "a reminder after an hour, answers the next morning, and the last call the morning after",
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00")],
            gives: ["Mon 11:00 reminder sent", "Tue 09:00 answers sent", "Wed 09:00 last-call sent"]),
        Story(
            "a code where the pool has one", coupons: ["SAVE-1"],
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00")],
            gives: [
                "Mon 11:00 reminder sent", "Tue 09:00 answers sent", "Wed 09:00 offer sent",
                "Thu 09:00 code-reminder sent",
            ]),
        Story(
            "without hours and caps it is 1, 12 and 24 hours", settings: .wideOpen,
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00")],
            gives: ["Mon 11:00 reminder sent", "Mon 22:00 answers sent", "Tue 10:00 last-call sent"]),
        Story(
            "a product put into the cart is enough", [.subscribes("Mon 08:00"), .adds("Mon 10:00")],
            gives: ["Mon 11:00 reminder sent", "Tue 09:00 answers sent", "Wed 09:00 last-call sent"]),
        Story(
            "consent given in the middle of the checkout counts",
            [.checksOut("Mon 10:00"), .subscribes("Mon 10:01", source: "checkout"), .orders("Mon 11:30")],
            gives: ["Mon 11:00 reminder sent"]),
        Story(
            "a cart filled by a stranger who then signs in",
            [
                .adds("Mon 10:00", by: [Identity(.anonymous, "laptop")!]), .subscribes("Mon 10:20"),
                .orders("Mon 11:30"),
            ],
            gives: ["Mon 11:00 reminder sent"]),
        Story("nothing without consent", [.checksOut("Mon 10:00")], gives: []),
        Story(
            "nothing to a stranger", [.adds("Mon 10:00", by: [Identity(.anonymous, "phone")!])], gives: []),
        Story(
            "nothing for what happened long ago",
            [.subscribes("Mon 08:00"), .event("Mon 10:00", "Checkout Started", ["value": 9], historical: true)],
            gives: []),
    ]

    static let orders: [Story] = [
        Story(
            "an order before the reminder stops everything",
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .orders("Mon 10:59")], gives: []),
        Story(
            "an order between two carts leaves only the second to be reminded of",
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .orders("Mon 10:40"), .adds("Mon 10:41", cart: "c2")],
            gives: ["Mon 11:41 reminder sent", "Tue 09:00 answers sent", "Wed 09:00 last-call sent"]),
        Story(
            "an order as a guest with the same e-mail, on another device and of another cart",
            [
                .subscribes("Mon 08:00"), .checksOut("Mon 10:00"),
                .orders("Mon 12:00", by: [When.email, Identity(.anonymous, "phone")!]),
            ],
            gives: ["Mon 11:00 reminder sent"]),
        Story(
            "an order while the answers are held for the morning",
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .orders("Tue 08:59")],
            gives: [
                "Mon 11:00 reminder sent",
                "Tue 08:59 answers refused: The goal was reached",
            ]),
        Story(
            "an order while the offer is held", coupons: ["SAVE-1"],
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .orders("Wed 08:00", by: [When.email])],
            gives: [
                "Mon 11:00 reminder sent", "Tue 09:00 answers sent", "Wed 08:00 offer refused: The goal was reached",
            ]),
        Story(
            "an order imported from the shop's books stops it too",
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .orders("Mon 12:00", historical: true)],
            gives: ["Mon 11:00 reminder sent"]),
        Story(
            "a refund afterwards starts nothing",
            [
                .subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .orders("Mon 10:30"),
                .event("Tue 10:00", "Order Refunded", ["order_id": "o1", "total": 24]),
            ],
            gives: []),
        Story(
            "a late report of a checkout that was bought starts nothing",
            [
                .subscribes("Mon 08:00"),
                .event("Mon 10:00", "Order Completed", ["order_id": "o1", "checkout_id": "k1"]),
                .checksOut("Mon 10:02", authority: .server),
            ],
            gives: []),
    ]

    static let changes: [Story] = [
        Story(
            "each product put in begins the hour anew",
            [.subscribes("Mon 08:00"), .adds("Mon 10:00"), .adds("Mon 10:50", "pot"), .orders("Mon 12:00")],
            gives: ["Mon 11:50 reminder sent"]),
        Story(
            "a second cart after the reminder begins nothing anew",
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .adds("Mon 12:00", "pot", cart: "c2")],
            gives: ["Mon 11:00 reminder sent", "Tue 09:00 answers sent", "Wed 09:00 last-call sent"]),
        Story(
            "a held message is written anew for the newest cart",
            [.subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .adds("Tue 01:00", "pot", cart: "c2")],
            gives: [
                "Mon 11:00 reminder sent", "Tue 01:00 answers refused: A newer trigger came while it was held",
                "Tue 09:00 answers sent", "Wed 09:00 last-call sent",
            ]),
        Story(
            "an emptied cart ends it", [.subscribes("Mon 08:00"), .adds("Mon 10:00"), .removes("Mon 10:10")],
            gives: []),
        Story(
            "an emptied cart that is filled again is a new cart",
            [
                .subscribes("Mon 08:00"), .adds("Mon 10:00"), .removes("Mon 10:10"), .adds("Mon 10:20", "pot"),
                .orders("Mon 12:00"),
            ],
            gives: ["Mon 11:20 reminder sent"]),
        Story(
            "an empty cart seen on a second device ends nothing",
            [
                .subscribes("Mon 08:00"), .adds("Mon 10:00"),
                .event("Mon 10:10", "Cart Viewed", ["cart_id": "phone-cart", "products": []]),
                .orders("Mon 12:00"),
            ],
            gives: ["Mon 11:00 reminder sent"]),
        Story(
            "a cart left the day after an order gets its reminder, since the first journey sent nothing",
            [
                .subscribes("Mon 08:00"), .adds("Mon 10:00"), .orders("Mon 10:30"), .adds("Tue 10:00", cart: "c2"),
                .orders("Tue 12:00", "o2"),
            ],
            gives: ["Tue 11:00 reminder sent"]),
        Story(
            "who was written to has a week of peace",
            [
                .subscribes("Mon 08:00"), .adds("Mon 10:00"), .orders("Mon 12:00"), .adds("Thu 10:00", cart: "c2"),
                .orders("Thu 12:00", "o2"), .adds("Mon2 10:01", cart: "c3"), .orders("Mon2 12:00", "o3"),
            ],
            gives: ["Mon 11:00 reminder sent", "Mon2 11:01 reminder sent"]),
        Story(
            "coming back to the same checkout the next day counts as leaving it again",
            [
                .checksOut("Mon 10:00"), .subscribes("Mon 12:00"), .checksOut("Tue 10:00"), .orders("Tue 12:00"),
            ],
            gives: ["Tue 11:00 reminder sent"]),
        Story(
            "nobody is written to while they are in the shop", settings: .wideOpen,
            [
                .subscribes("Mon 08:00"), .checksOut("Mon 10:00"), .event("Mon 21:30", "Product Viewed"),
                .orders("Tue 05:00"),
            ],
            gives: ["Mon 11:00 reminder sent", "Tue 00:00 answers sent"]),
    ]

    @Test("the course of it", arguments: course)
    func runs(_ story: Story) throws { try expect(story) }

    @Test("any order ends it", arguments: orders)
    func ordered(_ story: Story) throws { try expect(story) }

    @Test("carts change", arguments: changes)
    func changed(_ story: Story) throws { try expect(story) }

    func expect(_ story: Story) throws {
        let world = try story.play()
        #expect(story.lines(world) == story.messages)
    }
}

extension WorkspaceSettings {
    /// Marketing at any hour, as often as flows like.
    static let wideOpen = WorkspaceSettings(marketingOpensAt: 0, marketingClosesAt: 1440, marketingPerDay: 9)
}
