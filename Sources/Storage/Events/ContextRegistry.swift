import Synchronization

/// Shared parts of events' contexts, stored once under the number that intake gave them.
final class ContextRegistry: Sendable {
    private let known = Mutex<Set<Int64>>([])

    /// Beyond this the numbers are forgotten and stored again, which changes nothing.
    private static let capacity = 100_000

    private static let insert = BulkStatement.insert(
        into: "contexts", [.int("context_id"), .text("context")], conflict: "ON CONFLICT DO NOTHING")

    /// - Parameter contexts: the JSON text by number.
    func store(_ contexts: [Int64: [UInt8]], on connection: any Connection) throws {
        let unknown = known.withLock { known in contexts.keys.filter { !known.contains($0) } }.sorted()
        guard !unknown.isEmpty else { return }
        try connection.run(ContextRegistry.insert, count: unknown.count) { row, index in
            row.int(unknown[index])
            try row.text(utf8: contexts[unknown[index]])
        }
        connection.afterCommit {
            self.known.withLock { known in
                if known.count + unknown.count > ContextRegistry.capacity { known = [] }
                known.formUnion(unknown)
            }
        }
    }
}
