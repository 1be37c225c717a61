import Columns

/// Profiles from memory, some at a time.
struct ListedProfiles: ProfileSource {
    var records: ArraySlice<ProfileRecord>

    init(_ records: [ProfileRecord]) { self.records = records.sorted { $0.id < $1.id }[...] }

    mutating func next() throws -> [ProfileRecord] {
        defer { records = records.dropFirst(7) }
        return Array(records.prefix(7))
    }
}
