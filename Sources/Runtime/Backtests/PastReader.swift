import Backtest
import Engine
import Storage
import Synchronization
import Values

/// How far a backtest has come.
public final class BacktestProgress: Sendable {
    public let total: Int
    private let count = Mutex(0)
    private let told: (@Sendable (_ people: Int) -> Void)?

    /// - Parameter told: called with all people who were looked at so far, now and then.
    public init(total: Int, telling told: (@Sendable (_ people: Int) -> Void)? = nil) {
        self.total = total
        self.told = told
    }

    /// People who were looked at.
    public var people: Int { count.withLock { $0 } }

    func add(_ people: Int) {
        let all = count.withLock { count in
            count += people
            return count
        }
        told?(all)
    }
}

/// Reads people with their pasts, a page at a time, and plays them.
struct PastReader: Sendable {
    let customers: CustomerStore
    let scope: WorkspaceScope

    /// People read in one transaction.
    static let peopleAtOnce = 500
    /// Events read of one person; nobody but a robot has more that a flow asks for.
    static let mostEvents = 20_000

    /// A part of everybody, by their keys.
    struct Part: Sendable { var after, upTo: ProfileKey }

    /// Parts of one size: keys are hashes.
    static func parts(_ count: Int) -> [Part] {
        let width = UInt64.max / UInt64(count)
        return (0..<count).map { number in
            func edge(_ place: Int) -> Int64 { Int64(bitPattern: UInt64(place) &* width ^ 0x8000_0000_0000_0000) }
            return Part(
                after: ProfileKey(rawValue: edge(number)),
                upTo: ProfileKey(rawValue: number + 1 == count ? .max : edge(number + 1)))
        }
    }

    func run(
        _ test: Backtest, over part: Part, on database: any Database, _ progress: BacktestProgress
    ) async throws -> BacktestReport {
        var report = test.emptyReport
        var after = part.after
        while true {
            let page = try await database.read(lane: .bulk) { [report, after] connection in
                var report = report
                let rows = try customers.profiles(
                    after: after, upTo: part.upTo, limit: PastReader.peopleAtOnce, on: connection)
                let profiles = try rows.filter { $0.movedTo == nil }.map {
                    try Profile(key: $0.key, document: $0.document)
                }
                for person in try people(profiles, test, on: connection) { report.add(test.run(person)) }
                return (report: report, last: rows.last?.key, count: rows.count)
            }
            report = page.report
            progress.add(page.count)
            guard page.count == PastReader.peopleAtOnce, let last = page.last else { return report }
            after = last
            try Task.checkCancellation()
        }
    }

    func person(_ key: ProfileKey, _ test: Backtest, on connection: any Connection) throws -> BacktestPerson? {
        guard let row = try customers.profiles([key], on: connection)[key], row.movedTo == nil else { return nil }
        return try people([Profile(key: key, document: row.document)], test, on: connection).first
    }

    private func people(
        _ profiles: [Profile], _ test: Backtest, on connection: any Connection
    ) throws -> [BacktestPerson] {
        // Calls that tell who somebody is are needed whatever is asked for.
        let calls: Set = ["identify", "group"]
        let reading = test.reading
        let spans = profiles.map { profile in
            profile.identities.flatMap { owned in
                owned.intervals.map {
                    TimelineSpan(
                        identity: owned.identity.key, from: $0.from,
                        until: min($0.until ?? .distantFuture, test.plan.until))
                }
            }
        }
        let events = try customers.pasts(
            of: spans, names: reading.names.union(calls), bodies: reading.bodies.union(calls),
            moments: reading.moments.subtracting(calls), limit: PastReader.mostEvents, on: connection)
        let identities = profiles.flatMap(\.identities).map(\.identity.key)
        let seen = try customers.identities(identities, on: connection).mapValues(\.firstSeenAt)
        let addresses = profiles.map { profile in
            profile.identities.flatMap { owned in
                Channel.allCases.filter { $0.addressKind == owned.identity.kind }
                    .map { LedgerEntry.addressKey(owned.identity.value, channel: $0) }
            }
        }
        let lines = try LedgerStore().lines(of: Set(addresses.joined()).sorted(), in: scope, on: connection)
        return profiles.indices.map { place in
            BacktestPerson(
                profiles[place], firstSeen: seen, ledger: addresses[place].flatMap { lines[$0] ?? [] },
                events: events[place])
        }
    }
}
