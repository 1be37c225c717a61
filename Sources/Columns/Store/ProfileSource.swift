/// Reads every profile of a workspace out of the database, for building the columns again.
public protocol ProfileSource: Sendable {
    /// The next profiles, in the order of their ids; empty when there are no more. Some hundreds at a time are well.
    mutating func next() throws -> [ProfileRecord]
}
