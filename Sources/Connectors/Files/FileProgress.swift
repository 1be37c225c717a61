import Values

/// How much of a file is done.
public struct FileProgress: Sendable, Hashable {
    /// Bytes as they lie on disk: of a compressed file its compressed ones. A file that is read twice counts twice.
    public var bytesRead: Int
    public var bytesTotal: Int
    /// Rows or lines read so far.
    public var rows: Int

    public init(bytesRead: Int = 0, bytesTotal: Int = 0, rows: Int = 0) {
        self.bytesRead = bytesRead
        self.bytesTotal = bytesTotal
        self.rows = rows
    }

    /// From 0 to 1; a file without bytes is done.
    public var fraction: Double {
        bytesTotal > 0 ? min(1, Double(bytesRead) / Double(bytesTotal)) : 1
    }

    /// Rows a second; nil before any time has passed.
    public func rate(after elapsed: TimeSpan) -> Double? {
        elapsed > .zero ? Double(rows) * 1000 / Double(elapsed.milliseconds) : nil
    }

    /// The time that the rest takes at the pace so far; nil before there is a pace.
    public func remaining(after elapsed: TimeSpan) -> TimeSpan? {
        guard elapsed > .zero, fraction > 0 else { return nil }
        let whole = Double(elapsed.milliseconds) / fraction
        return TimeSpan(milliseconds: Int64((whole - Double(elapsed.milliseconds)).rounded()))
    }
}
