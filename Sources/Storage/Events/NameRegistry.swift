import Synchronization
import Values

/// Event names by number: a name is stored once however many events bear it.
final class NameRegistry: Sendable {
    private struct Known {
        var ids: [String: Int64] = [:]
        /// When they were learned. A name committed `soon` before the database was lost may be gone with it.
        var losses = 0
    }

    private let known = Mutex(Known())
    /// The other way round, for reading.
    private let names = Mutex<[Int64: String]>([:])

    /// Beyond this the names are forgotten and asked for again: a store has hundreds, an attacker millions.
    private static let capacity = 20_000

    private static let insert = BulkStatement.insert(
        into: "names", [.int("name_id"), .text("name")], key: ["name_id"], conflict: "ON CONFLICT DO NOTHING")

    func ids(of names: Set<String>, on connection: any Connection) throws -> [String: Int64] {
        var ids: [String: Int64] = [:]
        var unknown: [String] = []
        let losses = connection.losses
        known.withLock { known in
            if known.losses != losses { known = Known(losses: losses) }
            for name in names {
                if let id = known.ids[name] { ids[name] = id } else { unknown.append(name) }
            }
        }
        guard !unknown.isEmpty else { return ids }
        var learned: [String: Int64] = [:]
        for name in unknown.sorted() { learned[name] = try store(name, on: connection) }
        connection.afterCommit { [learned] in self.learn(learned, losses) }
        return ids.merging(learned) { $1 }
    }

    /// The numbers of those names that any event bears.
    func stored(_ names: Set<String>, on connection: any Connection) throws -> [Int64] {
        var ids: [Int64] = []
        var pending = names
        for salt in UInt8.min...UInt8.max where !pending.isEmpty {
            let wanted = Dictionary(pending.map { (NameRegistry.id(of: $0, salt: salt), $0) }, uniquingKeysWith: { $1 })
            pending = []
            let sql = "SELECT name_id, name FROM names WHERE name_id IN (list($1))"
            try connection.query(sql, [.list(Array(wanted.keys))]) { row in
                guard let name = wanted[row.int(0)] else { return }
                if row.text(1) == name { ids.append(row.int(0)) } else { pending.insert(name) }
            }
        }
        return ids
    }

    /// Names by number: those known here without a look, the others from the database.
    struct Reader {
        fileprivate let registry: NameRegistry
        fileprivate var names: [Int64: String]

        mutating func name(_ id: Int64, on connection: any Connection) throws -> String {
            if let name = names[id] { return name }
            let name = try connection.first("SELECT name FROM names WHERE name_id = $1", [.int(id)]) { $0.text(0) }
            guard let name else { throw StoredFormError(what: "event name \(id)", reason: "it is missing") }
            names[id] = name
            registry.names.withLock { known in
                if known.count > NameRegistry.capacity { known = [:] }
                known[id] = name
            }
            return name
        }
    }

    var reader: Reader { Reader(registry: self, names: names.withLock { $0 }) }

    private static func id(of name: String, salt: UInt8) -> Int64 {
        var hash = StableHash()
        hash.combine(salt)
        hash.combine(name)
        return hash.finishSigned()
    }

    private func learn(_ learned: [String: Int64], _ losses: Int) {
        known.withLock { known in
            guard known.losses == losses else { return }
            if known.ids.count + learned.count > NameRegistry.capacity { known.ids = [:] }
            known.ids.merge(learned) { $1 }
        }
    }

    private func store(_ name: String, on connection: any Connection) throws -> Int64 {
        for salt in UInt8.min...UInt8.max {
            let id = NameRegistry.id(of: name, salt: salt)
            let isNew = try connection.run(NameRegistry.insert, count: 1) { row, _ in
                row.int(id)
                try row.text(name)
            }
            if isNew > 0 { return id }
            let holder = try connection.first("SELECT name FROM names WHERE name_id = $1", [.int(id)]) { $0.text(0) }
            if holder == name { return id }
        }
        preconditionFailure("256 event names share one 64-bit key")
    }
}
