import Values

/// How long customers of a store take between one order and the next: half of them order again within it.
public struct ReorderInterval: Sendable, Hashable {
    public var days: Int
    /// Times between two orders of one customer that it was taken from.
    public var gaps: Int

    public init(days: Int, gaps: Int) {
        self.days = days
        self.gaps = gaps
    }

    /// With fewer, the middle of them says little.
    public static let fewestGaps = 30
}

/// What a store's reorder interval is counted from, while everybody is read: how many gaps had how many days.
public struct ReorderGaps: Sendable, Hashable {
    /// By days, from 1; longer gaps count as this long.
    private var counts = [Int](repeating: 0, count: ReorderGaps.longest + 1)
    private static let longest = 1_095
    /// The newest of one customer, so that nobody who orders daily speaks for all.
    private static let mostOfOne = 10

    public init() {}

    /// - Parameter orders: the moments of one customer's orders, ascending.
    public mutating func add(_ orders: [Instant]) {
        let newest = orders.suffix(ReorderGaps.mostOfOne + 1)
        for (order, next) in zip(newest, newest.dropFirst()) {
            let days = Int((next - order).milliseconds / TimeSpan.days(1).milliseconds)
            // Two orders of one day are one visit to the shop.
            if days >= 1 { counts[min(days, ReorderGaps.longest)] += 1 }
        }
    }

    /// The middle of all gaps; nil where there are too few.
    public var interval: ReorderInterval? {
        let gaps = counts.reduce(0, +)
        guard gaps >= ReorderInterval.fewestGaps else { return nil }
        var passed = 0
        for (days, count) in counts.enumerated() {
            passed += count
            if passed * 2 >= gaps { return ReorderInterval(days: days, gaps: gaps) }
        }
        return nil
    }
}
