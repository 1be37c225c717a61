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
