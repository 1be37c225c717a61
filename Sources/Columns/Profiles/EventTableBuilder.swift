import Conditions
import Values

/// Gathers the events of one name, sorted by profile, time and order.
struct EventTableBuilder {
    private var profiles: [UInt32] = []
    /// Of each of these, where its events end.
    private var ends: [UInt32] = []
    private var times: [Int64] = []
    private var orders: [Int64] = []
    private var table = TableBuilder()

    /// - Returns: whether every body could be read.
    mutating func add(_ events: [TimelineEvent], of profile: Int) -> Bool {
        guard !events.isEmpty else { return true }
        var isReadable = true
        for event in events {
            times.append(event.occurredAt.milliseconds)
            orders.append(event.order)
            switch event.body {
            case .absent: table.add(JSONObject())
            case .tree(let object): table.add(object)
            case .bytes(let bytes):
                if case .object(let object)? = try? JSON.parse(bytes) {
                    table.add(object)
                } else {
                    table.add(unreadable: bytes)
                    isReadable = false
                }
            }
        }
        profiles.append(UInt32(profile))
        ends.append(UInt32(times.count))
        return isReadable
    }

    mutating func write(profiles count: Int, to writer: ColumnFileWriter) throws(ColumnFileError) -> JSONObject {
        var object: JSONObject = [:]
        // Of a rare event the profiles that have it are named, of a common one every profile has an end.
        if profiles.count * 2 < count {
            object["profiles"] = try writer.add(profiles)
            object["ends"] = try writer.add(ends)
        } else {
            var starts: [UInt32] = [0]
            starts.reserveCapacity(count + 1)
            for (profile, end) in zip(profiles, ends) {
                while starts.count <= profile { starts.append(starts[starts.count - 1]) }
                starts.append(end)
            }
            while starts.count <= count { starts.append(starts[starts.count - 1]) }
            object["starts"] = try writer.add(starts)
        }
        object["times"] = try writer.add(times)
        let least = orders.min() ?? 0
        if let span = orders.max().map({ $0.subtractingReportingOverflow(least) }), !span.overflow,
            span.partialValue <= Int64(UInt32.max)
        {
            object["orderBase"] = .number(Number(least))
            object["orders"] = try writer.add(orders.map { UInt32($0 - least) })
        } else {
            object["wideOrders"] = try writer.add(orders)
        }
        (times, orders) = ([], [])
        object["bodies"] = .object(try table.write(to: writer))
        return object
    }
}
