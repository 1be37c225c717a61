import Values

/// A person who shops here, made again at any time from the seed and a number, so that none needs storing.
public struct Shopper: Sendable, Hashable {
    /// From 0.
    public let number: Int
    public let firstName: String
    public let lastName: String
    /// Unique: it holds the number; at a domain nobody owns (RFC 2606).
    public let email: String
    /// What they type into forms: now and then not an address at all.
    public let typedEmail: String
    /// ISO 3166-1 alpha-2.
    public let country: String
    /// BCP 47.
    public let locale: String
    public let zone: Zone
    /// One or two; the first may be shared with another shopper of the household.
    public let devices: [Device]
    /// How much more often than the average they come (about 0.2 to 4).
    let eagerness: Double
    /// How likely they say yes to marketing when asked.
    let openness: Double

    public struct Device: Sendable, Hashable {
        /// The `anonymousId` of its browser.
        public let anonymousID: String
        public let userAgent: String
    }

    /// Their `userId` once they have an account.
    public var userID: String { "customer-\(number)" }

    public init(seed: UInt64, number: Int) {
        var random = SeededRandom(seed: seed, "shopper", number)
        let market = Market.all[random.index(weights: Market.all.map(\.weight))]
        firstName = random.pick(market.firstNames)
        lastName = random.pick(market.lastNames)
        country = market.country
        locale = market.locale
        zone = Zone(random.pick(market.zones)) ?? .utc
        let domain = random.pick(["example.com", "example.com", "example.org", "example.net"])
        email = "\(Shopper.ascii(firstName)).\(Shopper.ascii(lastName))\(number)@\(domain)"
        typedEmail = random.chance(0.015) ? Shopper.mistyped(email, using: &random) : email
        self.number = number
        devices = Shopper.devices(seed: seed, number: number)
        let spread = random.unit() + random.unit() + random.unit()
        eagerness = 0.2 + spread * spread * 0.32
        openness = 0.15 + 0.7 * random.unit()
    }

    /// The number in an address made here; nil where it is none of theirs.
    public static func number(inEmail email: String) -> Int? {
        guard let at = email.firstIndex(of: "@") else { return nil }
        let digits = email[..<at].reversed().prefix { $0.isASCII && $0.isNumber }
        return Int(String(digits.reversed()))
    }

    /// Every 25th pair of neighbours shares a device; one in four has a second one.
    private static func devices(seed: UInt64, number: Int) -> [Device] {
        let pair = number / 2
        let shares = SeededRandom.draw(seed: seed, "household", pair) < 0.04
        let first = shares ? pair * 2 : number
        let hasSecond = SeededRandom.draw(seed: seed, "second device", number) < 0.25
        return (hasSecond ? [first * 2, number * 2 + 1] : [first * 2]).map { device in
            var random = SeededRandom(seed: seed, "device", device)
            return Device(
                anonymousID: Identifiers.uuid(seed: seed, purpose: "device", number: UInt64(device)),
                userAgent: random.pick(Market.userAgents))
        }
    }

    private static func mistyped(_ email: String, using random: inout SeededRandom) -> String {
        let parts = email.split(separator: "@")
        return random.pick([
            parts.joined(), "\(parts[0])@", "\(parts[0]) @\(parts[1])", "\(parts[0])@@\(parts[1])",
            "\(parts[0])@example..com", "\(parts[0])@example,com",
        ])
    }

    private static func ascii(_ name: String) -> String {
        let plain: [Character: String] = [
            "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "ë": "e", "á": "a", "ã": "a", "ç": "c",
            "í": "i", "ñ": "n", "ó": "o", "ú": "u", "ê": "e", "ł": "l", "ś": "s", "ń": "n", "'": "",
        ]
        return name.lowercased().map { plain[$0] ?? String($0) }.joined()
    }
}

extension SeededRandom {
    /// One number from 0 up to 1 that depends on these parts alone.
    static func draw(seed: UInt64, _ purpose: String, _ part: Int) -> Double {
        var random = SeededRandom(seed: seed, purpose, part)
        return random.unit()
    }
}
