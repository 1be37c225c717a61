import Columns
import Conditions
import Values

/// A seeded year of a make-believe shop's customers, made profile by profile: what the benchmark of segments counts.
///
/// Eight kinds of events in the Segment e-commerce vocabulary, about twenty a profile, most of them of few.
struct ShopYear: Sendable {
    static let now = Instant(iso8601: "2026-11-22T09:30:00Z")!
    static let eventsPerProfile = 20

    let profiles: Int
    let seed: UInt64

    /// The part of the profiles with these numbers, from 0; the same whoever asks.
    func source(_ part: Range<Int>) -> Source { Source(year: self, left: part) }

    /// Parts for builders that work side by side.
    func sources(of size: Int) -> [Source] {
        stride(from: 0, to: profiles, by: size).map { source($0..<min($0 + size, profiles)) }
    }

    struct Source: ProfileSource {
        let year: ShopYear
        var left: Range<Int>

        mutating func next() throws -> [ProfileRecord] {
            let batch = left.prefix(256)
            left = left.dropFirst(256)
            return batch.map { ProfileRecord(id: Int64($0), subject: year.subject($0)) }
        }
    }

    func subject(_ number: Int) -> Subject {
        var shopper = ShopperYear(number: number, seed: seed)
        return shopper.subject()
    }
}

/// One shopper's year.
struct ShopperYear {
    private let number: Int
    private var random: SeededRandom
    private var order: Int64
    private let country: Int
    private let currency = "EUR"

    private static let year = Double(365 * 86_400_000)
    private static let countries = ["DE", "AT", "CH", "FR", "ES", "IT", "NL", "PL", "GB", "US", "SE", "DK"]
    private static let zones = [
        "Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Paris", "Europe/Madrid", "Europe/Rome",
        "Europe/Amsterdam", "Europe/Warsaw", "Europe/London", "America/New_York", "Europe/Stockholm",
        "Europe/Copenhagen",
    ].map { Zone($0)! }
    private static let names = ["Ana", "Ben", "Carla", "David", "Emma", "Finn", "Greta", "Hugo", "Ida", "Jonas"]
    private static let flows = ["Welcome", "Abandoned cart", "Browse abandonment", "Post-purchase", "Win-back"]
    static let categories = [
        "Shoes", "Hats", "Coats", "Shirts", "Trousers", "Socks", "Bags", "Belts", "Dresses", "Skirts", "Jumpers",
        "Scarves", "Gloves", "Jewellery", "Watches", "Swimwear", "Sportswear", "Underwear", "Suits", "Children",
    ]

    /// Kind, and how many a shopper has in a year on average.
    private static let kinds: [(name: String, mean: Double)] = [
        ("Product Viewed", 8.2), ("Product Added", 3.0), ("Checkout Started", 1.2), ("Order Completed", 1.2),
        ("Email Sent", 3.4), ("Email Opened", 1.7), ("Email Clicked", 0.5), ("Products Searched", 0.8),
    ]

    init(number: Int, seed: UInt64) {
        self.number = number
        random = SeededRandom(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
        order = Int64(number) * 400
        country = Int(random.next() % UInt64(Self.countries.count))
    }

    mutating func subject() -> Subject {
        var subject = Subject(zone: Self.zones[country])
        subject.properties = [
            "first_name": .string(pick(Self.names)), "country": .string(Self.countries[country]),
            "age": .number(Number(Int64(18 + random.next() % 60))), "vip": .bool(random.chance(0.03)),
            "language": .string(country < 3 ? "de" : "en"), "birthday": .string(birthday()),
        ]
        if random.chance(0.6) { subject.consents.insert("email") }
        if random.chance(0.2) { subject.consents.insert("sms") }
        if random.chance(0.05) { subject.memberships.insert("VIP") }
        if random.chance(0.3) { subject.memberships.insert("Repeat buyers") }
        var facts = ProfileFacts()
        facts.identities["email"] = ["shopper\(number)@example.com"]
        if random.chance(0.1) { facts.tags.insert("wholesale") }
        subject.facts = facts
        let activity = min(random.exponential(mean: 1), 12)
        for (name, mean) in Self.kinds { add(name, count: Int(mean * activity + random.unit()), to: &subject) }
        return subject
    }

    private mutating func add(_ name: String, count: Int, to subject: inout Subject) {
        var ages = (0..<min(count, 300)).map { _ in Int64(random.unit() * Self.year) }
        ages.sort(by: >)
        for age in ages {
            order += 1
            subject.timeline.insert(
                TimelineEvent(
                    name: name, occurredAt: Instant(milliseconds: ShopYear.now.milliseconds - age), order: order,
                    body: .tree(properties(name))))
        }
    }

    private mutating func pick<T>(_ list: [T]) -> T { list[Int(random.next() % UInt64(list.count))] }

    private mutating func birthday() -> String {
        let date = CivilDate(dayNumber: Int64(random.next() % 18_000))
        return String(Instant(milliseconds: date.dayNumber * 86_400_000).iso8601.prefix(10))
    }

    private mutating func properties(_ name: String) -> JSONObject {
        switch name {
        case "Product Viewed":
            var object = product(quantity: false)
            object["currency"] = .string(currency)
            object["position"] = .number(Number(Int64(1 + random.next() % 40)))
            return object
        case "Product Added":
            var object = product(quantity: true)
            object["cart_id"] = .string("cart-\(order)")
            object["currency"] = .string(currency)
            return object
        case "Checkout Started", "Order Completed": return basket(name)
        case "Products Searched": return ["query": .string(pick(Self.categories).lowercased())]
        default:
            var object: JSONObject = ["message_id": .string("m-\(order)")]
            if random.chance(0.5) {
                object["flow"] = .string(pick(Self.flows))
            } else {
                object["campaign"] = .string("Campaign \(random.next() % 52)")
            }
            return object
        }
    }

    /// One of two thousand products; the cheaper ones are looked at more often.
    private mutating func product(quantity: Bool) -> JSONObject {
        let place = Int(random.unit() * random.unit() * 2000)
        var object: JSONObject = [
            "product_id": .string("p-\(place)"), "sku": .string("SKU-\(place)"),
            "name": .string("Product \(place)"), "category": .string(Self.categories[place % 20]),
            "brand": .string("Brand \(place % 60)"),
            "price": .number(.exact(coefficient: Int64(499 + place * 13), scale: 2)),
        ]
        if quantity { object["quantity"] = .number(Number(Int64(1 + random.next() % 3))) }
        return object
    }

    private mutating func basket(_ name: String) -> JSONObject {
        let items = (0..<1 + Int(random.next() % 4)).map { _ in product(quantity: true) }
        let total = items.reduce(Number.zero) { sum, item in
            sum + (item["price"]?.number ?? .zero) * (item["quantity"]?.number ?? .zero)
        }
        var object: JSONObject = [
            "order_id": .string("o-\(order)"), "total": .number(total), "currency": .string(currency),
            "shipping": .number(.exact(coefficient: 490, scale: 2)),
        ]
        if random.chance(0.2) { object["coupon"] = .string(pick(["SPRING", "WELCOME10", "VIP20"])) }
        object["products"] = .array(items.map(JSON.object))
        return object
    }
}
