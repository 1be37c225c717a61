import Engine
import Values

/// What was committed, in that order: from it the same database can be made again.
struct Journal {
    enum Entry {
        case change((inout ModelStore) -> Void)
        case step(Step)
    }

    /// A batch: what it was computed from, and what it wrote of people.
    struct Step {
        let work: [WorkItem]
        let leases: [Lease]
        let at: Instant
        let definitions: Definitions
        let profiles: [StoredProfile]
        /// Whom the process remembered, so that it did not read them.
        let remembered: Set<ProfileKey>
    }

    var entries: [Entry] = []

    /// Where two texts part.
    static func parting(_ replayed: String, _ kept: String) -> String {
        let common = zip(replayed.utf8, kept.utf8).prefix { $0 == $1 }.count
        let from = max(0, common - 60)
        func part(_ text: String) -> String {
            String(decoding: Array(text.utf8).dropFirst(from).prefix(160), as: UTF8.self)
        }
        return "“\(part(replayed))” instead of “\(part(kept))”"
    }
}

extension Simulator {
    /// Changes the database by something other than a step, and notes it so that it can be done again.
    @discardableResult
    mutating func write<Answer, Failure: Error>(
        _ change: @escaping (inout ModelStore) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        if plan.isReplayed { journal.entries.append(.change { store in _ = try? change(&store) }) }
        return try change(&store)
    }
}
