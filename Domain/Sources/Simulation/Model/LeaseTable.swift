import Engine
import Values

/// The tables of leases and their owners, by the rules of storage.
struct LeaseTable: Sendable {
    private(set) var rows = BucketRange.all.map { _ in Row(owner: nil, epoch: 1, expiresAt: .distantPast) }
    private var seenAt: [String: Instant] = [:]
    let duration: TimeSpan

    init(duration: TimeSpan) { self.duration = duration }

    struct Row: Sendable {
        var owner: String?
        var epoch: Int64
        var expiresAt: Instant
    }

    /// Says that the owner is alive, renews its leases, gives up those beyond its fair share, takes free ones up to it.
    mutating func renew(owner: String, now: Instant) -> [Lease] {
        seenAt[owner] = now
        let alive = max(1, seenAt.values.count { $0 > now - duration })
        let share = (BucketRange.count + alive - 1) / alive
        var held = 0
        for index in rows.indices where rows[index].owner == owner {
            held += 1
            rows[index].owner = held <= share ? owner : nil
            rows[index].expiresAt = held <= share ? now + duration : .distantPast
        }
        for index in rows.indices where held < share && (rows[index].owner == nil || rows[index].expiresAt <= now) {
            rows[index] = Row(owner: owner, epoch: rows[index].epoch + 1, expiresAt: now + duration)
            held += 1
        }
        return leases(of: owner)
    }

    mutating func leave(owner: String) {
        seenAt[owner] = nil
        for index in rows.indices where rows[index].owner == owner {
            rows[index].owner = nil
            rows[index].expiresAt = .distantPast
        }
    }

    func leases(of owner: String) -> [Lease] {
        rows.indices.filter { rows[$0].owner == owner }
            .map { Lease(range: BucketRange(index: $0), epoch: rows[$0].epoch) }
    }

    func lost(_ leases: [Lease]) -> [BucketRange] {
        leases.filter { rows[$0.range.index].epoch != $0.epoch }.map(\.range)
    }

    var epochs: [BucketRange: Int64] {
        Dictionary(uniqueKeysWithValues: BucketRange.all.map { ($0, rows[$0.index].epoch) })
    }
}
