import Engine
import Messages
import ReadyFlows
import Testing
import Values

@Suite("The ready flows")
struct ReadyFlowsTests {
    @Test("each reads, goes by its file's name, and keeps its text")
    func read() throws {
        #expect(ReadyFlows.all.count == 34 && ReadyFlows.starters.count == 3)
        for ready in ReadyFlows.all {
            let flow = try FlowFile.read(ready.text, version: 1)
            #expect(flow.slug == ready.slug)
            #expect(flow.text == ready.text)
            #expect(!flow.about.isEmpty)
            #expect(flow.steps.filter { $0.kind is SendStep }.allSatisfy { !$0.id.hasPrefix("send-") })
        }
        #expect(ReadyFlows.named("no-such-flow") == nil)
    }

    @Test("what a message promises in percent is what the step of its code says that it takes off")
    func percent() throws {
        var promising: [String] = []
        for ready in ReadyFlows.all {
            let flow = try FlowFile.read(ready.text, version: 1)
            let offers = flow.steps.compactMap { $0.kind as? CouponStep }
            let words = ready.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
            // 10% in English, 10 % in other languages; `{% if cart.items.size > 0 %}` promises nothing.
            let promised = Set(words.matches(of: /(\d+)\s?%(?!\})/).map { String($0.1) + "%" })
            guard !offers.isEmpty, !promised.isEmpty else { continue }
            promising.append(ready.slug)
            #expect(offers.allSatisfy { $0.terms.takesOff != nil }, "\(ready.slug)")
            #expect(
                Set(offers.map(\.terms.takesOff)) == Set(promised.map { CouponDiscount(words: $0) }), "\(ready.slug)")
        }
        #expect(promising.sorted() == ["abandoned-cart", "abandoned-cart-reviews"])
    }

    @Test(
        "how long the code for a cart is good is said of its flow as its step says it",
        arguments: ["abandoned-cart", "abandoned-cart-reviews"])
    func validity(_ slug: String) throws {
        let ready = try #require(ReadyFlows.named(slug))
        let flow = try FlowFile.read(ready.text, version: 1)
        let offers = flow.steps.compactMap { $0.kind as? CouponStep }
        #expect(offers.map(\.terms.validFor) == [.days(2)])
        #expect(flow.warning?.contains("two days") == true)
        #expect(!ready.text.contains("for 24 hours"))
    }

    @Test("torn in any way, they are read or refused, and their templates too", arguments: 0..<6)
    func torn(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        for _ in 0..<30 {
            for ready in ReadyFlows.all.shuffled(using: &random).prefix(3) {
                var bytes = Array(ready.text.utf8)
                for _ in 0...Int.random(in: 0...3, using: &random) {
                    let start = Int.random(in: 0..<bytes.count - 1, using: &random)
                    let end = min(bytes.count, start + Int.random(in: 1...40, using: &random))
                    if random.chance(0.5) {
                        bytes.removeSubrange(start..<end)
                    } else {
                        bytes.insert(
                            contentsOf: Array(bytes[start..<end]),
                            at: Int.random(in: 0..<bytes.count, using: &random))
                    }
                }
                do throws(FlowFileErrors) {
                    let flow = try FlowFile.read(String(decoding: bytes, as: UTF8.self))
                    for fault in MessageTemplates.faults(in: flow) { #expect(!fault.message.isEmpty) }
                } catch {
                    #expect(!error.errors.isEmpty, "seed \(seed)")
                }
            }
        }
    }
}
