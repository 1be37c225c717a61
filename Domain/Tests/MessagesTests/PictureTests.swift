import Foundation
import Testing
import Values

@testable import Messages

/// Writes the messages of the ready flows as files to look at: `CARTWHEEL_PICTURES=folder swift test --filter Picture`.
@Suite(
    "Pictures of messages",
    .enabled(if: Pictures.folder != nil, "set CARTWHEEL_PICTURES to a folder to write them"))
struct PictureTests {
    @Test("each is written")
    func written() throws {
        let folder = try #require(Pictures.folder)
        for (name, slug, step, context) in Pictures.all {
            let email = try Samples.render(slug, step, context)
            // No shop answers here, so that a drawing stands for every photograph.
            let html = email.html.replacing(Samples.picture, with: Pictures.drawing)
            try Data(html.utf8).write(to: folder.appending(path: "\(name).html"))
        }
    }
}

enum Pictures {
    static let folder = ProcessInfo.processInfo.environment["CARTWHEEL_PICTURES"].map { URL(filePath: $0) }

    static let drawing =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='72' height='72'%3E%3Crect width='72' "
        + "height='72' fill='%23d9cfc0'/%3E%3Ccircle cx='36' cy='38' r='18' fill='%23a3785a'/%3E%3C/svg%3E"

    static let three: [JSON] = [
        Samples.item("Linen throw, undyed", 89, variant: "130 × 170 cm", image: true),
        Samples.item("Stoneware mug", 24.5, quantity: 4, variant: "Oat glaze", image: true),
        Samples.item("Beeswax candle in a tall glass, hand-poured in Bristol", 18, image: true),
    ]

    static let all: [(String, String, String, JSONObject)] = [
        (
            "reminder", "abandoned-cart", "reminder",
            ["profile": ["first_name": "Ana"], "cart": Samples.cart(three, total: 205)]
        ),
        ("reminder-bare", "abandoned-cart", "reminder", ["profile": [:], "trigger": [:]]),
        (
            "answers", "abandoned-cart", "answers",
            ["profile": ["first_name": "Ana"], "cart": Samples.cart([three[0]], currency: "GBP", total: 89)]
        ),
        (
            "offer", "abandoned-cart", "offer",
            ["profile": [:], "coupon": "RESCUE-7KQ2", "cart": Samples.cart([Samples.item("Stoneware mug")])]
        ),
        (
            "last-call", "abandoned-cart", "last-call",
            ["profile": ["name": "Ana Silva"], "cart": Samples.cart(three, currency: "JPY", total: 18400)]
        ),
        ("welcome", "welcome", "welcome", ["profile": ["first_name": "Ana"]]),
        ("help", "welcome", "help", ["profile": [:]]),
        (
            "confirmation", "order-confirmation", "confirmation",
            [
                "profile": ["first_name": "Ana"],
                "trigger": [
                    "order_id": "HL-20418", "currency": "EUR", "subtotal": 205, "discount": 20.5,
                    "coupon": "RESCUE-7KQ2",
                    "shipping": 0, "tax": 29.46, "total": 184.5, "products": .array(three),
                    "order_url": "https://hearthandloom.example/orders/1",
                    "shipping_address": [
                        "name": "Ana Silva", "address1": "Rua das Flores 12", "zip": "4050-262", "city": "Porto",
                        "country": "Portugal",
                    ],
                ],
            ]
        ),
    ]
}
