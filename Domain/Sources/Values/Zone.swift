import Foundation

/// A time zone of the IANA database, with the rules that every wait and window here follows.
///
/// A local time that a clock change skips moves forward by the gap; one that occurs twice is the first.
/// Cost: a few ns a conversion between 2000 and 2050.
public struct Zone: Sendable, Hashable {
    public let identifier: String
    /// Nil for UTC.
    private let offsets: ZoneOffsets?

    public static let utc = Zone(identifier: "UTC", offsets: nil)

    private init(identifier: String, offsets: ZoneOffsets?) {
        self.identifier = identifier
        self.offsets = offsets
    }

    /// Nil where the database has no such zone.
    public init?(_ identifier: String) {
        if identifier == "UTC" || identifier == "Etc/UTC" || identifier == "GMT" || identifier == "Z" {
            self = .utc
            return
        }
        guard identifier.utf8.contains(UInt8(ascii: "/")), let offsets = ZoneOffsets.named(identifier) else {
            return nil
        }
        self.init(identifier: identifier, offsets: offsets)
    }

    /// Milliseconds that local time is ahead of UTC at this moment.
    public func offset(at instant: Instant) -> Int64 { offsets?.offset(at: instant) ?? 0 }

    public func local(_ instant: Instant) -> LocalDateTime {
        LocalDateTime(utc: Instant(milliseconds: instant.milliseconds + offset(at: instant)))
    }

    /// The first moment at which a clock here shows this time; in a gap, as much later as the gap is long.
    public func instant(_ local: LocalDateTime) -> Instant {
        let wall = local.asUTC.milliseconds
        guard offsets != nil else { return Instant(milliseconds: wall) }
        let before = offset(at: Instant(milliseconds: wall - 86_400_000))
        let after = offset(at: Instant(milliseconds: wall + 86_400_000))
        // The earlier offset gives the first of two moments, and in a gap carries the time forward.
        let candidate = Instant(milliseconds: wall - before)
        if before == after || offset(at: candidate) == before { return candidate }
        let second = Instant(milliseconds: wall - after)
        return offset(at: second) == after ? second : candidate
    }

    public func startOfDay(_ date: CivilDate) -> Instant { instant(LocalDateTime(date: date)) }

    /// The moment `months` later by this zone's calendar, at the same time of day, clamped to the month's end.
    public func adding(months: Int, to instant: Instant) -> Instant {
        let time = local(instant)
        return self.instant(
            LocalDateTime(date: time.date.adding(months: months), millisecondOfDay: time.millisecondOfDay))
    }
}

extension Zone {
    public static func == (first: Zone, second: Zone) -> Bool { first.identifier == second.identifier }
    public func hash(into hasher: inout Hasher) { hasher.combine(identifier) }

    /// The known zone whose name is closest, for messages about one that does not exist.
    public static func nearest(to identifier: String) -> String? {
        NearestName.of(identifier, among: TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") })
    }
}
