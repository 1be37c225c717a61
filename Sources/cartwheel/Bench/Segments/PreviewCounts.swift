import Columns
import Conditions
import Foundation
import Storage
import Values

/// What a process that has opened a column store measures: how long each condition's count takes, and its memory.
struct PreviewCounts: Codable {
    struct Count: Codable {
        var condition: String
        var count: Int
        /// Of several counts after the first, the one in the middle.
        var milliseconds: Double
    }

    var openedInMilliseconds: Double
    var counts: [Count]
    var anonymousMegabytes: Double
    var bytesOnDisk: Int

    private static let rounds = 7

    static func measure(folder: String) throws -> PreviewCounts {
        let clock = ContinuousClock()
        let begin = clock.now
        let store = try ColumnStore(folder: folder)
        let opened = (clock.now - begin) / .milliseconds(1)
        var counts: [Count] = []
        let asked = PreviewConditions.plain + PreviewConditions.filtered + SegmentQuestion.allCases.map(\.condition)
        for text in asked {
            let condition = try Condition.parse(text)
            // The first count brings the columns into memory.
            var count = store.count(condition, now: ShopYear.now)
            let times = (0..<rounds).map { _ in
                clock.measure { count = store.count(condition, now: ShopYear.now) } / .milliseconds(1)
            }
            counts.append(Count(condition: text, count: count, milliseconds: times.sorted()[rounds / 2]))
        }
        return PreviewCounts(
            openedInMilliseconds: opened, counts: counts,
            anonymousMegabytes: try anonymousMegabytes(), bytesOnDisk: store.figures.bytes)
    }

    /// Source: proc(5).
    private static func anonymousMegabytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
            let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
        else { throw BenchError("this system does not say how much memory a process has for itself") }
        return kilobytes / 1024
    }

    func milliseconds(_ conditions: [String]) -> [Double] {
        conditions.compactMap { text in counts.first { $0.condition == text }?.milliseconds }.sorted()
    }

    func count(_ condition: String) -> Count? { counts.first { $0.condition == condition } }
}
