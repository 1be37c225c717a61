import Engine
import Values

/// What a benchmark writes for one event: made before the clock starts.
struct BenchmarkEvent {
    let sequence: Int64
    let person: Int64
    let messageHash: Int64
    let properties: [UInt8]
    /// Whether it is the person's first, whose identity is stored as well.
    let isFirst: Bool

    var range: Int64 { Int64(UInt64(bitPattern: person) >> 58) }
}

/// Seeded events of about 700 bytes, of people in random order.
struct BenchmarkEvents {
    private var random: SeededRandom
    private let people: Int
    private var sequence: Int64 = 0
    private var known: Set<Int64> = []

    static let now: Int64 = 1_800_000_000_000
    static let nameID: Int64 = -6_148_914_691_236_517_205
    static let contextID: Int64 = 7_378_697_629_483_820_646
    static let document = Array(
        String(repeating: #"{"property":"value of it","set_at":1800000000000},"#, count: 16).utf8)
    static let logText = Array("Entered the flow “Abandoned cart” with the cart of 3 products".utf8)
    static let cause = Array("event 1234567".utf8)
    static let identity = Array("user-0000001".utf8)
    static let address = Array("somebody@example.com".utf8)
    static let messageContext = Array(String(repeating: #"{"title":"A product","price":12.50},"#, count: 12).utf8)
    static let envelope = Array(
        (#"{"i":[[4,"user-0000001"]],"m":"0b7e6a2e-5a52-4be4-8d0b-3f0f5e0a1c2d","r":{"timestamp":"#
            + #""2027-01-15T08:00:00.000Z","context":{"page":{"url":"https://shop.example.com/products/"#
            + #"a-very-fine-product","path":"/products/a-very-fine-product"},"userAgent":"Mozilla/5.0"}}}"#).utf8)
    private static let filler = String(repeating: "long description of a product ", count: 12)

    init(_ plan: SchemaBenchmark.Plan) {
        random = SeededRandom(seed: plan.seed)
        people = plan.people
    }

    mutating func next(_ count: Int) -> [BenchmarkEvent] {
        var events = (0..<count).map { _ in event() }
        // As intake does: neighbours in the indexes are written together.
        events.sort { UInt64(bitPattern: $0.person) < UInt64(bitPattern: $1.person) }
        for index in events.indices {
            sequence += 1
            let event = events[index]
            events[index] = BenchmarkEvent(
                sequence: sequence, person: event.person, messageHash: event.messageHash,
                properties: event.properties, isFirst: known.insert(event.person).inserted)
        }
        return events
    }

    private mutating func event() -> BenchmarkEvent {
        let number = Int(random.next() % UInt64(people))
        var hash = StableHash()
        hash.combine(Int64(number))
        let properties = #"{"product_id":"\#(number)","price":12.50,"about":"\#(BenchmarkEvents.filler)"}"#
        return BenchmarkEvent(
            sequence: 0, person: hash.finishSigned(), messageHash: Int64(bitPattern: random.next()),
            properties: Array(properties.utf8), isFirst: false)
    }
}
