import Engine
import Values

/// Finds the key under which an identity is stored, and stores those that are new.
///
/// The stored kind and value are compared: where another identity holds a key, the next salt is taken.
final class IdentityRegistry: Sendable {
    struct Key: Sendable {
        var key: IdentityKey
        var salt: UInt8
    }

    private let cache = IdentityCache()

    private static let insert = BulkStatement.insert(
        into: "identities",
        [
            .int("identity_key"), .int("workspace"), .int("kind"), .text("value"), .int("profile_key"),
            .int("first_seen_at"),
        ], key: ["identity_key"], conflict: "ON CONFLICT DO NOTHING")

    /// Forgets what is stored: after an erasure the row may be gone.
    func forget() { cache.removeAll() }

    /// The keys of identities in their order; `seenAt` is kept of those that are new, and may name each several times.
    func keys(
        of identities: [Identity], seenAt: [Instant], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Key] {
        var keys: [Key] = []
        keys.reserveCapacity(identities.count)
        var unknown: [Unknown] = []
        var places: [(place: Int, unknown: Int)] = []
        for (place, identity) in identities.enumerated() {
            let unsalted = IdentityKey(identity, workspace: scope.workspace)
            if let salt = cache.salt(of: identity, unsalted: unsalted.rawValue) {
                let key = salt == 0 ? unsalted : IdentityKey(identity, workspace: scope.workspace, salt: salt)
                keys.append(Key(key: key, salt: salt))
            } else {
                keys.append(Key(key: unsalted, salt: 0))
                unknown.append(Unknown(identity: identity, unsalted: unsalted, place: place, seenAt: seenAt[place]))
            }
        }
        guard !unknown.isEmpty else { return keys }
        unknown.sort { ($0.unsalted, $0.place) < ($1.unsalted, $1.place) }
        var distinct: [Unknown] = []
        for candidate in unknown {
            // Those that share an unsalted key are neighbours, and seldom more than one.
            let twin = distinct.indices.reversed().prefix { distinct[$0].unsalted == candidate.unsalted }
                .first { distinct[$0].identity.isSameBytewise(as: candidate.identity) }
            if let twin {
                places.append((candidate.place, twin))
            } else {
                places.append((candidate.place, distinct.count))
                distinct.append(candidate)
            }
        }
        try store(&distinct, in: scope, on: connection)
        for (place, index) in places { keys[place] = distinct[index].key }
        let learned = distinct.map { (identity: $0.identity, unsalted: $0.unsalted.rawValue, salt: $0.key.salt) }
        connection.afterCommit { [cache] in cache.add(learned) }
        return keys
    }

    private func store(_ unknown: inout [Unknown], in scope: WorkspaceScope, on connection: any Connection) throws {
        var pending = Array(unknown.indices)
        while !pending.isEmpty {
            let isNew = try connection.runReporting(IdentityRegistry.insert, count: pending.count) { row, index in
                let candidate = unknown[pending[index]]
                row.int(candidate.key.key.rawValue)
                row.int(scope.id)
                row.int(candidate.identity.kind.rawValue)
                try row.text(candidate.identity.value)
                row.int(candidate.key.key.rawValue)
                row.int(candidate.seenAt.milliseconds)
            }
            let present = zip(pending, isNew).filter { !$0.1 }.map(\.0)
            guard !present.isEmpty else { return }
            let holders = try self.holders(of: present.map { unknown[$0].key.key }, on: connection)
            pending = present.filter { index in
                guard let holder = holders[unknown[index].key.key.rawValue] else { return true }
                return holder.workspace != scope.id || !holder.identity.isSameBytewise(as: unknown[index].identity)
            }
            for index in pending { unknown[index].takeNextSalt(in: scope) }
            pending.sort { unknown[$0].key.key < unknown[$1].key.key }
        }
    }

    private func holders(
        of keys: [IdentityKey], on connection: any Connection
    ) throws -> [Int64: (workspace: Int64, identity: Identity)] {
        var holders: [Int64: (workspace: Int64, identity: Identity)] = [:]
        let sql = "SELECT identity_key, workspace, kind, value FROM identities WHERE identity_key IN (list($1))"
        try connection.query(sql, [.list(keys.map(\.rawValue))]) { row in
            guard let kind = Identity.Kind(rawValue: Int(row.int(2))) else { return }
            holders[row.int(0)] = (row.int(1), Identity(stored: kind, value: row.text(3)))
        }
        return holders
    }

    private struct Unknown {
        let identity: Identity
        let unsalted: IdentityKey
        let place: Int
        let seenAt: Instant
        var key: Key

        init(identity: Identity, unsalted: IdentityKey, place: Int, seenAt: Instant) {
            self.identity = identity
            self.unsalted = unsalted
            self.place = place
            self.seenAt = seenAt
            key = Key(key: unsalted, salt: 0)
        }

        mutating func takeNextSalt(in scope: WorkspaceScope) {
            precondition(key.salt < .max, "256 identities share one 64-bit key")
            let salt = key.salt + 1
            key = Key(key: IdentityKey(identity, workspace: scope.workspace, salt: salt), salt: salt)
        }
    }
}

extension Identity {
    /// Swift takes texts for equal that are written in different bytes; stored keys do not.
    func isSameBytewise(as other: Identity) -> Bool {
        kind == other.kind && value.utf8.elementsEqual(other.value.utf8)
    }
}
