import Engine
import Values

/// What addresses said about being written to: lines are only added, and delivery reads them at the last moment.
public struct LedgerStore: Sendable {
    public init() {}

    private static let insert = BulkStatement.insert(
        into: "ledger",
        [
            .int("workspace"), .int("address_key"), .int("channel"), .int("at"), .int("statement"), .text("source"),
        ], conflict: "ON CONFLICT DO NOTHING")

    /// Adds lines; one that is there already changes nothing.
    ///
    /// Once this is committed, no message to the address becomes `sending` against it: the two wait for each other.
    /// In a longer transaction call it before touching messages.
    public func append(
        _ entries: [LedgerEntry], in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        guard !entries.isEmpty else { return }
        try hold(entries.map(\.addressKey), exclusively: true, on: connection)
        try connection.run(LedgerStore.insert, count: entries.count) { row, index in
            let entry = entries[index]
            row.int(scope.id)
            row.int(entry.addressKey)
            row.int(entry.channel.rawValue)
            row.int(entry.at.milliseconds)
            row.int(entry.statement.rawValue)
            try row.text(entry.source)
        }
    }

    static let linesByAddress = """
        SELECT address_key, channel, statement, at, source FROM ledger
        WHERE workspace = $1 AND address_key IN (list($2)) ORDER BY address_key, channel, at, statement
        """

    /// Where each address stands now; those of which nothing is known are missing.
    public func latest(
        of addressKeys: [Int64], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Int64: AddressStanding] {
        var standings: [Int64: AddressStanding] = [:]
        try connection.query(LedgerStore.linesByAddress, [.int(scope.id), .list(addressKeys)]) { row in
            guard let channel = Channel(rawValue: Int(row.int(1))),
                let statement = LedgerEntry.Statement(rawValue: Int(row.int(2)))
            else { return }
            let entry = LedgerEntry(
                addressKey: row.int(0), channel: channel, statement: statement,
                at: Instant(milliseconds: row.int(3)), source: row.text(4))
            standings[entry.addressKey, default: AddressStanding()].add(entry)
        }
        return standings
    }

    /// Every line of these addresses, in the order of time.
    public func lines(
        of addressKeys: [Int64], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Int64: [LedgerEntry]] {
        var lines: [Int64: [LedgerEntry]] = [:]
        try connection.query(LedgerStore.linesByAddress, [.int(scope.id), .list(addressKeys)]) { row in
            guard let channel = Channel(rawValue: Int(row.int(1))),
                let statement = LedgerEntry.Statement(rawValue: Int(row.int(2)))
            else { return }
            lines[row.int(0), default: []].append(
                LedgerEntry(
                    addressKey: row.int(0), channel: channel, statement: statement,
                    at: Instant(milliseconds: row.int(3)), source: row.text(4)))
        }
        return lines.mapValues { $0.sorted { $0.at < $1.at } }
    }

    /// Makes withdrawals and last looks at the same address wait for each other, until the transaction ends.
    func hold(_ addressKeys: [Int64], exclusively: Bool, on connection: any Connection) throws {
        guard connection.dialect == .postgres else { return }
        let lock = exclusively ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared"
        // In one order everywhere, so that no two transactions wait for each other in a circle.
        let keys = Set(addressKeys).sorted()
        try connection.query("SELECT \(lock)(key) FROM unnest($1::int8[]) AS keys(key)", [.list(keys)]) { _ in }
    }
}

/// The last word on one address: whether it may be written to for marketing, and whether at all.
public struct AddressStanding: Sendable, Hashable {
    /// The latest of `granted` and `withdrawn`.
    public private(set) var consent: LedgerEntry?
    /// The latest of `suppressed` and `released`.
    public private(set) var suppression: LedgerEntry?

    public init() {}

    public var isSuppressed: Bool { suppression?.statement == .suppressed }
    public var isWithdrawn: Bool { consent?.statement == .withdrawn }

    /// The rule that refuses a message of this purpose; nil where none does.
    public func refusal(of purpose: Message.Purpose) -> String? {
        if isSuppressed { return "Nothing goes to this address: \(suppression?.source ?? "")" }
        return purpose == .marketing && isWithdrawn ? "Consent was withdrawn" : nil
    }

    /// The later statement counts, and of two at one moment the stricter.
    mutating func add(_ entry: LedgerEntry) {
        switch entry.statement {
        case .granted, .withdrawn:
            if entry.isAfter(consent, strict: .withdrawn) { consent = entry }
        case .suppressed, .released:
            if entry.isAfter(suppression, strict: .suppressed) { suppression = entry }
        }
    }
}

extension LedgerEntry {
    fileprivate func isAfter(_ known: LedgerEntry?, strict: Statement) -> Bool {
        guard let known else { return true }
        return at == known.at ? statement == strict : at > known.at
    }
}
