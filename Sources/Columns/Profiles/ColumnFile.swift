import Conditions
import Values

/// One immutable file of columns: some profiles, each with all its events.
public final class ColumnFile: @unchecked Sendable {
    // Mapped read-only and never changed.
    private let file: MappedFile
    let ids: UnsafeBufferPointer<Int64>
    let zoneColumn: ValueColumn
    let zones: [Zone]
    /// Of each profile the position of its zone.
    let zoneOfProfile: [UInt16]
    let properties: Table
    let predictions: Table
    let facts: [ProfileInput: ValueColumn]
    let sets: [ProfileSet: SetColumn]
    let events: [String: EventTable]
    /// Profiles of which something could not be read as JSON.
    let irregular: [Int]

    /// Opens a file, checking its length, form and, unless told otherwise, its sums.
    public init(path: String, isChecked: Bool = true) throws(ColumnFileError) {
        let file = try MappedFile(path: path, isChecked: isChecked)
        self.file = file
        let directory = file.directory
        let ids = try file.section(directory["ids"], as: Int64.self)
        self.ids = ids
        irregular = try file.section(directory["irregular"], as: UInt32.self).map { Int($0) }
        zoneColumn = try ValueColumn(directory["zones"] ?? .null, rows: ids.count, from: file)
        (zones, zoneOfProfile) = ColumnFile.zones(zoneColumn, count: ids.count)
        properties = try Table(directory["properties"], from: file)
        predictions = try Table(directory["predictions"], from: file)
        var facts: [ProfileInput: ValueColumn] = [:]
        for fact in directory["facts"]?.array ?? [] {
            let stored = (fact["input"]?.array ?? []).compactMap(\.string)
            guard let input = ProfileInput(stored: stored) else { throw ColumnFileError.damaged(path: path) }
            facts[input] = try ValueColumn(fact["column"] ?? .null, rows: ids.count, from: file)
        }
        self.facts = facts
        var sets: [ProfileSet: SetColumn] = [:]
        for set in ProfileSet.allCases {
            sets[set] = try SetColumn(directory["sets"]?[set.rawValue], rows: ids.count, from: file)
        }
        self.sets = sets
        var events: [String: EventTable] = [:]
        for entry in directory["events"]?.array ?? [] {
            guard let name = entry["name"]?.string, let table = entry["table"] else {
                throw ColumnFileError.damaged(path: path)
            }
            events[name] = try EventTable(table, profiles: ids.count, from: file)
        }
        self.events = events
        guard properties.rows == ids.count, predictions.rows == ids.count else {
            throw ColumnFileError.damaged(path: path)
        }
    }

    public var profileCount: Int { ids.count }
    public var eventCount: Int { events.values.reduce(0) { $0 + $1.times.count } }
    /// Bytes on disk.
    public var size: Int { file.length }
    public var path: String { file.path }

    /// The position of a profile; nil where it is not here. Cost: a binary search.
    func position(of id: Int64) -> Int? {
        let row = firstRow(from: id)
        return row < ids.count && ids[row] == id ? row : nil
    }

    /// The positions of the profiles whose ids lie in a stretch. Cost: two binary searches.
    func rows(in range: ClosedRange<Int64>) -> Range<Int> {
        let end = range.upperBound == .max ? ids.count : firstRow(from: range.upperBound + 1)
        return firstRow(from: range.lowerBound)..<end
    }

    private func firstRow(from id: Int64) -> Int {
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func zones(_ column: ValueColumn, count: Int) -> ([Zone], [UInt16]) {
        var zones: [Zone] = []
        var places: [String: UInt16] = [:]
        let list = (0..<count).map { row -> UInt16 in
            let name = column.value(row)?.string ?? ""
            if let place = places[name] { return place }
            places[name] = UInt16(zones.count)
            zones.append(Zone(name) ?? .utc)
            return UInt16(zones.count - 1)
        }
        return (zones, list)
    }
}
