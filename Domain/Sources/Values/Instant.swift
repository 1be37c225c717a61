/// A moment in UTC, in whole milliseconds since 1970.
public struct Instant: Sendable, Hashable, Comparable {
    public var milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    @inlinable
    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    @inlinable
    public static func + (a: Instant, b: TimeSpan) -> Instant {
        Instant(milliseconds: a.milliseconds &+ b.milliseconds)
    }

    @inlinable
    public static func - (a: Instant, b: TimeSpan) -> Instant {
        Instant(milliseconds: a.milliseconds &- b.milliseconds)
    }

    @inlinable
    public static func - (a: Instant, b: Instant) -> TimeSpan {
        TimeSpan(milliseconds: a.milliseconds &- b.milliseconds)
    }

    /// 0001-01-01T00:00:00Z: nothing a store records lies before it.
    public static let distantPast = Instant(milliseconds: -62_135_596_800_000)
    /// 9999-12-31T23:59:59.999Z.
    public static let distantFuture = Instant(milliseconds: 253_402_300_799_999)
}

/// A length of time in whole milliseconds; a day is 86,400 seconds.
public struct TimeSpan: Sendable, Hashable, Comparable {
    public var milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    @inlinable
    public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.milliseconds < b.milliseconds }

    public static let zero = TimeSpan(milliseconds: 0)
    public static func seconds(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count * 1000) }
    public static func minutes(_ count: Int64) -> TimeSpan { .seconds(count * 60) }
    public static func hours(_ count: Int64) -> TimeSpan { .seconds(count * 3600) }
    public static func days(_ count: Int64) -> TimeSpan { .seconds(count * 86_400) }
    public static func weeks(_ count: Int64) -> TimeSpan { .days(count * 7) }
}
