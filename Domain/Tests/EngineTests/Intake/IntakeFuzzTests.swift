import Testing
import Values

@testable import Engine

@Suite("Intake under mutation")
struct IntakeFuzzTests {
    static let events = [
        IntakeSample.track(
            #""properties":{"order_id":"o1","products":[{"sku":"s","price":12.50}],"email":"a@x.test"}"#),
        IntakeSample.track(
            #""timestamp":"2026-11-22T11:00:00Z","sentAt":"2026-11-22T11:00:01Z","context":{"locale":"de"}"#),
        IntakeSample.identify(traits: #"{"email":"é@x.test","consents":\#(ConsentIntakeTests.granted)}"#),
        #"{"type":"page","anonymousId":"a","name":"Home","category":"Docs"}"#,
        #"{"type":"group","userId":1,"groupId":"g"}"#, #"{"type":"alias","userId":"u","previousId":"a"}"#,
    ]

    static let pieces =
        [
            "null", "true", "7", "\"\"", "\"\\u0000\"", "{}", "[]", "-1e9", "\"userId\":", "\"\\ud800\"", "😀", "\"",
            ",",
            "}", "]", "{\"a\":", "1e999", String(repeating: "[", count: 40), "\u{7F}", "yesterday", " \n",
        ].map { Array($0.utf8) } + [[0xFF], [0], [0xC3], [0x5C]]

    @Test(
        "never traps, accounts for every event, and stores only what can be read again",
        arguments: 1...4 as ClosedRange<UInt64>)
    func mutations(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var readable = 0
        for round in 0..<1_500 {
            let body = Self.mutation(using: &random)
            let comment = Comment(rawValue: "seed \(seed), round \(round): \(String(decoding: body, as: UTF8.self))")
            let source = random.chance(0.5) ? IntakeSample.server : IntakeSample.browser
            let parser = TrackRequestParser(endpoint: .batch, source: source, receivedAt: IntakeSample.received)
            switch Result(catching: { () throws(TrackRequestError) in try parser.parse(body) }) {
            case .failure(let error):
                if case .malformedJSON = error { #expect((try? JSON.parse(body)) == nil, comment) }
            case .success(let request):
                readable += 1
                #expect(request.accepted.count + request.rejected.count == Self.count(of: body), comment)
                for event in request.accepted { try Self.check(event, comment) }
                #expect(request.rejected.allSatisfy { !$0.reason.contains("\0") && !$0.body.contains("\0") }, comment)
                _ = request.responseBody.text
            }
        }
        #expect(readable > 300)
    }

    static func count(of body: [UInt8]) -> Int {
        guard let tape = try? JSONTape(body), let batch = tape.member("batch", of: JSONTape.root) else { return -1 }
        var count = 0
        tape.elements(of: batch) { _, _ in count += 1 }
        return count
    }

    static func check(_ event: IncomingEvent, _ comment: Comment) throws {
        #expect(try JSON.parse(event.properties).object != nil, comment)
        if !event.envelope.rest.isEmpty { #expect(try JSON.parse(event.envelope.rest).object != nil, comment) }
        if !event.context.isEmpty { #expect(try JSON.parse(event.context).object != nil, comment) }
        #expect(event.occurredAt <= event.receivedAt, comment)
        #expect(event.envelope.identities.first == event.identity, comment)
        #expect(!event.envelope.messageID.isEmpty && !event.name.isEmpty, comment)
        let texts = event.envelope.identities.map(\.value) + [event.name, event.envelope.messageID]
        #expect(!texts.contains { $0.utf8.contains(0) }, comment)
    }

    static func mutation(using random: inout SeededRandom) -> [UInt8] {
        var batch: [[UInt8]] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            var event = Array(events.randomElement(using: &random)!.utf8)
            // Most rounds leave the batch readable, so that bad events are met and not only bad JSON.
            if random.chance(0.5) { replaceValue(in: &event, using: &random) }
            if random.chance(0.2) { mutate(&event, using: &random) }
            batch.append(event)
        }
        return Array(#"{"sentAt":"2026-11-22T12:00:00Z","batch":["#.utf8) + Array(batch.joined(separator: [0x2C]))
            + Array("]}".utf8)
    }

    private static func replaceValue(in event: inout [UInt8], using random: inout SeededRandom) {
        guard let tape = try? JSONTape(event) else { return }
        var values: [Range<Int>] = []
        tape.members(of: JSONTape.root) { _, value in values.append(tape.range(value)) }
        guard let range = values.randomElement(using: &random) else { return }
        event.replaceSubrange(range, with: pieces[Int.random(in: 0..<8, using: &random)])
    }

    private static func mutate(_ event: inout [UInt8], using random: inout SeededRandom) {
        let place = Int.random(in: 0..<event.count, using: &random)
        let end = min(event.count, place + Int.random(in: 0...3, using: &random))
        event.replaceSubrange(place..<end, with: pieces.randomElement(using: &random)!)
    }
}
