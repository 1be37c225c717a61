import Engine
import Testing
import Values

@testable import Runtime

@Suite("Previews in parts")
struct PreviewPartTests {
    @Test("the parts of all ranges add up to what one server counts over everybody")
    func addsUp() async throws {
        try await withSystem { system in
            let events = try (0..<200).map { number in
                let identity = try #require(Identity(.user, "p\(number)"))
                let now = system.clock.now()
                return IncomingEvent(
                    identity: identity, call: .track, name: number < 70 ? "Product Viewed" : "Page Viewed",
                    occurredAt: now, receivedAt: now, authority: .server, isHistorical: false,
                    properties: Array("{}".utf8),
                    envelope: Envelope(identities: [identity], messageID: "m\(number)"))
            }
            _ = await system.intake.store(source: "test", events: events, rejected: [])
            #expect(try await eventually { try await Rooms(system).customers().total == 200 })
            let question = PreviewQuestion(
                condition: #"any("Product Viewed")"#, segment: nil, now: system.clock.now(), ranges: [])
            var whole = PreviewPart()
            for remainder in 0..<3 {
                let ranges = BucketRange.all.filter { $0.index % 3 == remainder }
                let answer = try await system.segments.answer(question.about(ranges).json)
                let part = try #require(PreviewPart(answer))
                #expect(part.isWhole && part.examined > 30)
                whole.add(part)
            }
            #expect(whole.examined == 200 && whole.matching == 70 && whole.isWhole)
            #expect(whole.sample.count == PreviewPart.sampled)
            let preview = try await system.segments.preview(question.condition)
            #expect(preview.matching == 70 && preview.total == 200 && preview.servers == 1 && preview.silent.isEmpty)
            let nobody = try await system.segments.answer(question.json)
            #expect(PreviewPart(nobody)?.examined == 0)
        }
    }

    @Test("where a part is not whole, the count is an estimate over everybody, never less for those left out")
    func estimates() {
        var whole = PreviewPart(examined: 1_000, matching: 250, isWhole: true)
        whole.add(PreviewPart(examined: 500, matching: 125, isWhole: false))
        let preview = whole.preview(total: 3_000)
        #expect(!preview.isExact && preview.matching == 750 && preview.total == 3_000 && preview.margin > 0)
    }

    @Test(
        "what is no question is refused with a reason",
        arguments: [
            #"{}"#, #"{"condition":"any(\"A\")","now":1}"#, #"{"condition":"any(\"A\")","now":1,"ranges":[64]}"#,
            #"{"condition":"any(\"A\")","now":1,"ranges":[-1]}"#, #"{"condition":1,"now":1,"ranges":[]}"#,
        ])
    func refused(text: String) throws {
        let json = try JSON.parse(text)
        #expect(throws: AdminError.self) { try PreviewQuestion(json) }
    }

    @Test("a question and an answer come through as they were sent")
    func asSent() throws {
        let question = PreviewQuestion(
            condition: #"any("Ä")"#, segment: "VIP", now: Instant(milliseconds: 1_764_267_778_123),
            ranges: [BucketRange(index: 0), BucketRange(index: 63)])
        #expect(try PreviewQuestion(JSON.parse(question.json.text)) == question)
        let part = PreviewPart(
            examined: 9, matching: 3, entering: 2, leaving: 1, isWhole: false,
            sample: [ProfileKey(rawValue: .min), ProfileKey(rawValue: .max)],
            entrants: [ProfileKey(rawValue: 1)], leavers: [ProfileKey(rawValue: 2)])
        #expect(try PreviewPart(JSON.parse(part.json.text)) == part)
        #expect(PreviewPart(["examined": -1]) == nil)
    }
}
