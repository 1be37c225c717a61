import Engine
import Storage
import Values

extension SegmentService {
    /// Members read at once by an export.
    static let exportedAtOnce = 1_000

    /// Members, who entered last first.
    public func members(of name: String, after: MemberPlace? = nil, limit: Int = 50) async throws -> [Member] {
        try await database.read { [self] connection in
            try memberships.members(
                of: try find(name, on: connection).id, after: after, limit: min(max(limit, 1), 1_000), in: scope,
                on: connection)
        }
    }

    /// How many are in it, counted one by one.
    public func count(of name: String) async throws -> Int {
        try await database.read { [self] connection in
            try memberships.count(of: try find(name, on: connection).id, in: scope, on: connection)
        }
    }

    /// Who came and went lately, newest first.
    public func changes(of name: String, limit: Int = 50) async throws -> [SegmentChange] {
        try await database.read { [self] connection in
            try memberships.changes(
                of: try find(name, on: connection).id, limit: min(max(limit, 1), 1_000), in: scope, on: connection)
        }
    }

    /// How many are in each of up to four segments at once, by every combination of two or more of them.
    public func overlaps(of names: [String]) async throws -> [[String]: Int] {
        guard (2...4).contains(names.count), Set(names).count == names.count else {
            throw AdminError("an overlap is of two to four segments")
        }
        return try await database.read { [self] connection in
            let segments = try names.map { try find($0, on: connection) }
            var counts: [[String]: Int] = [:]
            for mask in 1..<(1 << names.count) where mask.nonzeroBitCount >= 2 {
                let chosen = segments.indices.filter { mask & (1 << $0) != 0 }
                counts[chosen.map { names[$0] }] = try memberships.overlap(
                    of: chosen.map { segments[$0].id }, in: scope, on: connection)
            }
            return counts
        }
    }
}
