extension Scenario {
    private static func order(_ daysAgo: Int, _ total: Int = 50, _ more: String = "") -> (String, Int, String) {
        ("Order Completed", daysAgo, "{\"total\":\(total)\(more)}")
    }

    /// An order whose number is that of its day.
    private static func numbered(_ daysAgo: Int, _ total: Int = 50) -> (String, Int, String) {
        order(daysAgo, total, ",\"order_id\":\(daysAgo)")
    }

    /// The same, paid with a coupon.
    private static func coupon(_ daysAgo: Int) -> (String, Int, String) {
        order(daysAgo, 50, ",\"coupon\":\"A\",\"order_id\":\(daysAgo)")
    }

    private static func refunded(_ order: Int, _ total: Int) -> (String, Int, String) {
        ("Order Refunded", 2, "{\"order_id\":\(order),\"total\":\(total)}")
    }

    private static func cancelled(_ order: Int) -> (String, Int, String) {
        ("Order Cancelled", 2, "{\"order_id\":\(order)}")
    }

    private static func viewed(_ daysAgo: Int, _ category: String = "Hats") -> (String, Int, String) {
        ("Product Viewed", daysAgo, "{\"category\":\"\(category)\"}")
    }

    private static func rfm(_ recency: Int, _ frequency: Int, _ monetary: Int) -> String {
        "{\"rfm\":{\"recency\":\(recency),\"frequency\":\(frequency),\"monetary\":\(monetary)}}"
    }

    static let all: [Scenario] = spending + behaviour + takenBack + time + groups

    private static let spending = [
        // Half of it leaves the window of three months on the day three months after.
        Scenario("high-value", true, [order(80, 300), order(10, 250)], until: "2026-06-27T12:00"),
        Scenario("high-value", false, [order(100, 400), order(10, 250)]),
        Scenario("spent-500", true, [order(900, 300), order(10, 250)]),
        Scenario("spent-500", false, [order(900, 300), order(10, 200)]),
        Scenario("vip", true, [order(900, 800), order(10, 250)]),
        Scenario("vip", false, [order(900, 800), order(10, 200)]),
        Scenario("big-baskets", true, [order(20, 100), order(10, 150)]),
        Scenario("big-baskets", false, [order(20, 100), order(10, 110)]),
        Scenario("big-baskets", false),
        Scenario("discount-lovers", true, [order(90, 50, ",\"coupon\":\"A\""), order(9, 50, ",\"coupon\":\"B\"")]),
        Scenario("discount-lovers", false, [order(90, 50, ",\"coupon\":\"A\""), order(9)]),
    ]

    private static let behaviour = [
        Scenario("cart-abandoners", true, [("Product Added", 2, "{}")], until: "2026-07-13T12:00"),
        Scenario("cart-abandoners", true, [("Product Added", 9, "{}"), order(5), ("Product Added", 2, "{}")]),
        Scenario("cart-abandoners", false, [("Product Added", 9, "{}"), order(5)]),
        Scenario("cart-abandoners", false, [("Product Added", 40, "{}")]),
        Scenario("browse-abandoners", true, [viewed(3)], until: "2026-07-12T12:00"),
        Scenario("browse-abandoners", false, [viewed(3), ("Product Added", 2, "{}")]),
        Scenario("window-shoppers", true, (1...5).map { viewed($0) }),
        Scenario("window-shoppers", false, (1...4).map { viewed($0) }),
        Scenario("window-shoppers", false, (1...5).map { viewed($0) } + [order(400)]),
        Scenario("category-interest", true, (1...3).map { viewed($0, "Shoes") }),
        Scenario("category-interest", false, (1...3).map { viewed($0) }),
        Scenario("one-time-buyers", true, [order(400)]),
        Scenario("one-time-buyers", false, [order(400), order(5)]),
        Scenario("repeat-buyers", true, [order(400), order(5)]),
        Scenario("repeat-buyers", false, [order(400)]),
        Scenario("loyal", true, [order(400), order(200), order(5)]),
        Scenario("loyal", false, [order(400), order(300), order(250)]),
        Scenario("never-purchased", true, [viewed(3)]),
        Scenario("never-purchased", false, [order(900)]),
    ]

    private static let takenBack = [
        Scenario("high-value", true, [numbered(80, 300), numbered(10, 300), refunded(10, 50)]),
        Scenario("high-value", false, [numbered(80, 300), numbered(10, 300), refunded(10, 100)]),
        Scenario("spent-500", true, [numbered(900, 300), numbered(10, 250), refunded(10, 40)]),
        Scenario("spent-500", false, [numbered(900, 300), numbered(10, 250), cancelled(900)]),
        Scenario("vip", true, [numbered(900, 800), numbered(10, 250), refunded(5, 250)]),
        Scenario("vip", false, [numbered(900, 800), numbered(10, 250), refunded(10, 250)]),
        Scenario("one-time-buyers", true, [numbered(400), numbered(5), refunded(5, 50)]),
        Scenario("one-time-buyers", false, [numbered(400), cancelled(400)]),
        Scenario("repeat-buyers", true, [numbered(400), numbered(5), refunded(5, 40)]),
        Scenario("repeat-buyers", false, [numbered(400), numbered(5), cancelled(5)]),
        Scenario("loyal", true, [numbered(400), numbered(200), numbered(100), refunded(100, 5)]),
        Scenario("loyal", false, [numbered(400), numbered(200), numbered(100), numbered(300), cancelled(100)]),
        Scenario("never-purchased", true, [numbered(9), cancelled(9)]),
        Scenario("never-purchased", false, [numbered(9), refunded(9, 10)]),
        Scenario("at-risk", true, [numbered(200), numbered(91), numbered(50), refunded(50, 50)]),
        Scenario("at-risk", false, [numbered(200), numbered(91), cancelled(200)]),
        Scenario("infrequent", true, [numbered(300), numbered(100), cancelled(100)]),
        Scenario("infrequent", false, [numbered(300), cancelled(300)]),
        Scenario("new-this-week", true, [numbered(90), numbered(6), cancelled(90)], until: "2026-06-16T12:00"),
        Scenario("new-this-week", false, [numbered(6), cancelled(6)]),
        Scenario("big-baskets", true, [numbered(20, 40), numbered(10, 150), cancelled(20)]),
        Scenario("big-baskets", false, [numbered(20, 100), numbered(10, 150), refunded(10, 50)]),
        Scenario("discount-lovers", true, [coupon(90), coupon(9), refunded(9, 10)]),
        Scenario("discount-lovers", false, [coupon(90), coupon(9), cancelled(9)]),
        Scenario("inactive-30", true, [viewed(31), numbered(9), cancelled(9)]),
        Scenario("inactive-30", false, [viewed(31), numbered(9), refunded(9, 10)]),
        Scenario("inactive-90", true, [numbered(91), numbered(80), cancelled(80)]),
        Scenario("inactive", true, [numbered(91), numbered(80), refunded(80, 50)]),
    ]

    private static let time = [
        Scenario("infrequent", true, [order(300)]),
        Scenario("infrequent", false, [order(100)]),
        Scenario("infrequent", false, [viewed(300)]),
        Scenario("inactive-30", true, [viewed(31)]),
        Scenario("inactive-30", false, [viewed(31), ("Email Opened", 3, "{}")]),
        Scenario("inactive-30", false),
        Scenario("inactive-90", true, [order(91)]),
        Scenario("inactive-90", false, [order(89)], until: "2026-06-16T12:00"),
        Scenario("inactive", true, [viewed(91)]),
        Scenario("inactive", false, [viewed(91), ("Email Opened", 80, "{}")]),
        Scenario("engaged-30", true, [("Email Clicked", 29, "{}")], until: "2026-06-16T12:00"),
        Scenario("engaged-30", false, [("Email Clicked", 31, "{}")]),
        Scenario("at-risk", true, [order(200), order(91)]),
        Scenario("at-risk", false, [order(200), order(89)]),
        Scenario("at-risk", false, [order(200)]),
        Scenario("new-this-week", true, [order(6)], until: "2026-06-16T12:00"),
        Scenario("new-this-week", false, [order(90), order(6)]),
        Scenario("birthday-this-month", true, profile: #"{"properties":{"birthday":"1987-06-28"}}"#),
        Scenario("birthday-this-month", false, profile: #"{"properties":{"birthday":"1987-07-01"}}"#),
        Scenario("birthday-this-month", false),
    ]

    private static let groups = [
        Scenario("rfm-champions", true, profile: rfm(5, 4, 4)), Scenario("rfm-champions", false, profile: rfm(5, 4, 3)),
        Scenario("rfm-loyal", true, profile: rfm(3, 5, 3)), Scenario("rfm-loyal", false, profile: rfm(2, 5, 3)),
        Scenario("rfm-promising", true, profile: rfm(5, 1, 2)), Scenario("rfm-promising", false, profile: rfm(3, 1, 2)),
        Scenario("rfm-slipping", true, profile: rfm(1, 4, 4)), Scenario("rfm-slipping", false, profile: rfm(4, 4, 4)),
        Scenario("rfm-lost", true, profile: rfm(1, 1, 1)), Scenario("rfm-lost", false, profile: rfm(1, 3, 1)),
        Scenario("rfm-lost", false),
    ]
}
