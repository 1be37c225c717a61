import Foundation
import Synchronization

/// How far local time of one zone is ahead of UTC, by moment: the database's own answers, looked up once.
///
/// A class, since it is shared by everybody in the zone. Cost: 10 ns an answer between 2000 and 2050, outside of that what
/// the database takes; 2 ms once a zone.
final class ZoneOffsets: Sendable {
    private let zone: TimeZone
    /// Moments from which on the offset at the same index applies, ascending, in milliseconds since 1970.
    private let starts: [Int64]
    private let offsets: [Int64]

    private static let years = (first: seconds(ofYear: 2000), end: seconds(ofYear: 2050))
    /// No zone has changed its clocks twice within so short a time.
    private static let stride: Int64 = 4 * 86_400
    /// Of the zones that exist there are fewer, but a name may be written in several ways.
    private static let mostKept = 1_000
    private static let kept = Mutex<[String: ZoneOffsets]>([:])

    /// Nil where the database has no such zone.
    static func named(_ identifier: String) -> ZoneOffsets? {
        if let known = kept.withLock({ $0[identifier] }) { return known }
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        let made = ZoneOffsets(zone)
        kept.withLock { if $0.count < mostKept { $0[identifier] = made } }
        return made
    }

    private init(_ zone: TimeZone) {
        self.zone = zone
        let (first, end) = ZoneOffsets.years
        var starts = [first * 1000]
        var offsets = [ZoneOffsets.ask(zone, first)]
        var moment = first
        while moment < end {
            let next = min(moment + ZoneOffsets.stride, end)
            let offset = ZoneOffsets.ask(zone, next)
            if offset != offsets.last {
                starts.append(ZoneOffsets.change(zone, after: moment, by: next) * 1000)
                offsets.append(offset)
            }
            moment = next
        }
        self.starts = starts
        self.offsets = offsets
    }

    /// Milliseconds that local time is ahead of UTC.
    func offset(at instant: Instant) -> Int64 {
        let moment = instant.milliseconds
        guard moment >= starts[0], moment < ZoneOffsets.years.end * 1000 else {
            return ZoneOffsets.ask(zone, Int64((Double(moment) / 1000).rounded(.down)))
        }
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= moment { low = middle } else { high = middle }
        }
        return offsets[low]
    }

    private static func ask(_ zone: TimeZone, _ seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))) * 1000
    }

    /// The first second with another offset than at the first moment.
    private static func change(_ zone: TimeZone, after first: Int64, by last: Int64) -> Int64 {
        let before = ask(zone, first)
        var (low, high) = (first, last)
        while high - low > 1 {
            let middle = (low + high) / 2
            if ask(zone, middle) == before { low = middle } else { high = middle }
        }
        return high
    }

    private static func seconds(ofYear year: Int) -> Int64 {
        LocalDateTime(date: CivilDate(year: year, month: 1, day: 1)).asUTC.milliseconds / 1000
    }
}
