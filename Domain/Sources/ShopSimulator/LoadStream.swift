import Values

/// Ready bytes of Segment events for benchmarks: as fast as memory copies, about 700 bytes an event.
///
/// People come in random order, half of them with a `userId`. The mix: 60 % Product Viewed, 15 % Product Added,
/// 8 % Checkout Started, 7 % Order Completed, 5 % identify, 5 % page. No `messageId` and no `order_id` repeats, those of
/// streams of other seeds included: one order of two people would join them.
public struct LoadStream: Sendable {
    public let people: Int
    private var random: SeededRandom
    private var count: UInt64 = 0
    private let seedDigits: [UInt8]
    private let parts: LoadParts
    private var stamp: TimestampBytes

    public init(seed: UInt64, people: Int) {
        precondition(people > 0, "a load needs people")
        self.people = people
        random = SeededRandom(seed: seed, "load")
        parts = LoadParts(catalog: Catalog(seed: seed))
        stamp = TimestampBytes()
        var digits: [UInt8] = []
        digits.appendHexadecimal(seed)
        seedDigits = digits
    }

    /// Appends one event that happened at this moment.
    public mutating func appendEvent(to bytes: inout [UInt8], at: Instant) {
        stamp.show(at)
        let person = random.below(people)
        let share = random.below(100)
        let kind: LoadParts.Kind =
            share < 60
            ? .productViewed
            : share < 75
                ? .productAdded
                : share < 83 ? .checkoutStarted : share < 90 ? .orderCompleted : share < 95 ? .identify : .page
        bytes.append(contentsOf: parts.heads[kind.rawValue])
        bytes.append(contentsOf: seedDigits)
        bytes.append(UInt8(ascii: "-"))
        bytes.appendHexadecimal(count)
        bytes.append(contentsOf: parts.timestamp)
        bytes.append(contentsOf: stamp.bytes)
        bytes.append(contentsOf: parts.anonymousID)
        bytes.appendHexadecimal(UInt64(person))
        if person & 1 == 1 {
            bytes.append(contentsOf: parts.userID)
            bytes.appendDecimal(person)
        }
        appendBody(kind, person: person, to: &bytes)
        bytes.append(contentsOf: parts.contexts[person % parts.contexts.count])
        count += 1
    }

    /// `{"batch":[…],"sentAt":…}` with this many events, all at this moment.
    public mutating func batch(of events: Int, at: Instant) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64 + events * 900)
        bytes.append(contentsOf: parts.batchHead)
        for index in 0..<events {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            appendEvent(to: &bytes, at: at)
        }
        bytes.append(contentsOf: parts.batchTail)
        stamp.show(at)
        bytes.append(contentsOf: stamp.bytes)
        bytes.append(contentsOf: parts.batchEnd)
        return bytes
    }

    private mutating func appendBody(_ kind: LoadParts.Kind, person: Int, to bytes: inout [UInt8]) {
        switch kind {
        case .productViewed:
            bytes.append(contentsOf: parts.productOpen)
            bytes.append(contentsOf: random.pick(parts.products))
        case .productAdded:
            bytes.append(contentsOf: parts.cartOpen)
            bytes.appendDecimal(person)
            bytes.append(contentsOf: parts.afterCart)
            bytes.append(contentsOf: random.pick(parts.products))
        case .checkoutStarted: appendCheckout(parts.checkoutOpen, random.pick(parts.carts), person, to: &bytes)
        case .orderCompleted: appendCheckout(parts.orderOpen, random.pick(parts.orders), person, to: &bytes)
        case .identify:
            bytes.append(contentsOf: parts.traitsOpen)
            bytes.appendDecimal(person)
            bytes.append(contentsOf: parts.traits)
        case .page: bytes.append(contentsOf: parts.page)
        }
    }

    private func appendCheckout(_ open: [UInt8], _ rest: [UInt8], _ person: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: open)
        bytes.append(contentsOf: seedDigits)
        bytes.append(UInt8(ascii: "-"))
        bytes.appendHexadecimal(count)
        bytes.append(contentsOf: parts.email)
        bytes.appendDecimal(person)
        bytes.append(contentsOf: rest)
    }
}
