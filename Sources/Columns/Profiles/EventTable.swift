import Values

/// The events of one name, sorted by profile, time and order, read from a mapped file.
final class EventTable: @unchecked Sendable {
    // Nothing in it ever changes.
    let times: UnsafeBufferPointer<Int64>
    let bodies: Table
    private let orders: Orders
    private let written: UnsafeBufferPointer<UInt32>?
    /// Where each profile's events begin, with one more at the end, for an event that few profiles have.
    private let unfolded: [UInt32]

    private enum Orders {
        case narrow(UnsafeBufferPointer<UInt32>, base: Int64)
        case wide(UnsafeBufferPointer<Int64>)
    }

    init(_ json: JSON, profiles count: Int, from file: MappedFile) throws(ColumnFileError) {
        times = try file.section(json["times"], as: Int64.self)
        bodies = try Table(json["bodies"], from: file)
        let orderCount: Int
        if json["wideOrders"] != nil {
            let values = try file.section(json["wideOrders"], as: Int64.self)
            (orders, orderCount) = (.wide(values), values.count)
        } else {
            let values = try file.section(json["orders"], as: UInt32.self)
            (orders, orderCount) = (.narrow(values, base: json["orderBase"]?.number?.integer ?? 0), values.count)
        }
        if json["starts"] != nil {
            let starts = try file.section(json["starts"], as: UInt32.self)
            (written, unfolded) = (starts, [])
            guard starts.count == count + 1, Int(starts[count]) == times.count else {
                throw ColumnFileError.damaged(path: file.path)
            }
        } else {
            written = nil
            unfolded = EventTable.unfold(
                try file.section(json["profiles"], as: UInt32.self), try file.section(json["ends"], as: UInt32.self),
                count)
        }
        guard times.count == bodies.rows, orderCount == times.count else {
            throw ColumnFileError.damaged(path: file.path)
        }
    }

    private static func unfold(
        _ profiles: UnsafeBufferPointer<UInt32>, _ ends: UnsafeBufferPointer<UInt32>, _ count: Int
    ) -> [UInt32] {
        var starts: [UInt32] = [0]
        starts.reserveCapacity(count + 1)
        for index in 0..<min(profiles.count, ends.count) where profiles[index] < count {
            while starts.count <= Int(profiles[index]) { starts.append(starts[starts.count - 1]) }
            starts.append(ends[index])
        }
        while starts.count <= count { starts.append(starts[starts.count - 1]) }
        return starts
    }

    func withStarts<Result>(_ body: (UnsafeBufferPointer<UInt32>) -> Result) -> Result {
        if let written { return body(written) }
        return unfolded.withUnsafeBufferPointer(body)
    }

    func range(_ profile: Int) -> Range<Int> {
        withStarts { Int($0[profile])..<Int($0[profile + 1]) }
    }

    @inline(__always)
    func order(_ row: Int) -> Int64 {
        switch orders {
        case .narrow(let values, let base): base + Int64(values[row])
        case .wide(let values): values[row]
        }
    }
}
