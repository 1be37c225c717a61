import Testing
import Values

@testable import ShopSimulator

@Suite("Priority queue")
struct PriorityQueueTests {
    @Test("what goes in in any order comes out sorted, also between insertions", arguments: [1, 2, 3] as [UInt64])
    func sorted(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var queue = PriorityQueue<Int>()
        var mirror: [Int] = []
        for _ in 0..<3000 {
            if random.chance(0.6) {
                let number = random.below(500)
                queue.insert(number)
                mirror.append(number)
            } else if let least = mirror.min() {
                #expect(queue.popFirst() == least)
                mirror.remove(at: mirror.firstIndex(of: least)!)
            } else {
                #expect(queue.popFirst() == nil)
            }
        }
        mirror.sort()
        for number in mirror { #expect(queue.popFirst() == number) }
        #expect(queue.popFirst() == nil)
    }
}
