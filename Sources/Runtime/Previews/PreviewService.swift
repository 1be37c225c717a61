import Columns
import Conditions
import Engine
import Foundation
import Logging
import Storage
import Synchronization
import Values

/// Counts conditions over everybody in the ranges that this server holds, from columns that it keeps up with the
/// database.
///
/// Whoever writes a customer or stores their events notes it in `changes`; before the next count these are read again.
/// So nothing is counted from what a message said, only from what the database holds.
actor PreviewService {
    /// Customers read in one transaction.
    static let pageSize = 500
    /// With more changed customers than this waiting, or after this time, a count goes on without all of them.
    static let mostRead = 20_000
    static let readingTime = Duration.seconds(1)
    /// A count that begins no further file after this is given up.
    static let countingTime = Duration.seconds(2)

    /// A count is begun anew so often where ranges came and went meanwhile.
    private static let attempts = 3

    let source: any PreviewSource
    let changes: ChangedCustomers
    /// Whether the engine, the intake or a build need the processor.
    let isPressed: @Sendable () -> Bool
    let logger: Logger
    private let path: String
    private var folder: ColumnFolder?
    var store: ColumnStore?
    /// What `hold` was told last, until it is followed.
    private nonisolated let news = Mutex<[Lease]?>(nil)
    /// By range the epoch of its lease.
    var held: [BucketRange: Int64] = [:]
    /// Ranges whose customers are all in the columns.
    var ready: [BucketRange: Standing] = [:]
    /// How often what was known of a range was given up.
    private var drops: [BucketRange: Int] = [:]
    /// Ranges of which something may be in the columns that must go before they are read.
    var leftovers: Set<BucketRange> = []
    /// Erased since a page was read that may hold them.
    var erasedMeanwhile: Set<Int64> = []
    /// How often the database had been lost when the columns were read.
    var losses: Int?
    /// By which definitions customers were read last.
    var footing: ColumnFooting?
    private(set) var busy: Set<Gate> = []
    var running: Task<Void, Never>?
    var told = Told()
    /// When somebody last asked for a count.
    var lastAsked: ContinuousClock.Instant?
    var quiet = Quiet()
    /// Where the check of the columns against the database goes on.
    var checked = CheckPlace()

    /// What one does at a time.
    enum Gate {
        /// Changing what the columns know of a ready range.
        case changing
        /// Writing what was read of whole ranges to a file.
        case filing
    }

    /// What a ready range rests on.
    struct Standing {
        var epoch: Int64
        /// By which definitions its customers were read: more than one while they are read again after a change.
        var footings: [ColumnFooting]
    }

    /// Since when nothing was noted.
    struct Quiet {
        var noted = 0
        var since = ContinuousClock.now
    }

    /// What was logged already.
    struct Told {
        var began = ContinuousClock.now
        var isComplete = false
        var failure = ""
    }

    init(
        folder path: String, source: any PreviewSource, changes: ChangedCustomers,
        isPressed: @escaping @Sendable () -> Bool, logger: Logger
    ) {
        self.path = path
        self.source = source
        self.changes = changes
        self.isPressed = isPressed
        self.logger = logger
    }

    /// From now on the ranges of these leases are counted here, and no others.
    nonisolated func hold(_ leases: [Lease]) { news.withLock { $0 = leases } }

    /// Lets go of ranges that are held no longer, or were held by somebody else in between.
    func followLeases() {
        let told = news.withLock { news in
            defer { news = nil }
            return news
        }
        guard let leases = told else { return }
        let now = Dictionary(leases.map { ($0.range, $0.epoch) }, uniquingKeysWith: { $1 })
        for (range, epoch) in held where now[range] != epoch { drop(range) }
        held = now
    }

    /// What is known of a range counts no longer.
    func drop(_ range: BucketRange) {
        ready[range] = nil
        drops[range, default: 0] += 1
        leftovers.insert(range)
        changes.end(range)
    }

    /// Opens the folder with nothing in it: what changed while no process ran nobody knows.
    func opened() throws -> ColumnStore {
        if let store { return store }
        let folder = try folder ?? ColumnFolder(path)
        self.folder = folder
        let store = try ColumnStore.empty(folder: folder.path)
        self.store = store
        leftovers = []
        told = Told()
        return store
    }

    /// Gives up what is known, and its files, so that all of it is read anew.
    func beginAnew() {
        for range in ready.keys { drop(range) }
        store = nil
        folder?.clear()
    }

    /// Ranges that can be counted for a condition with these requirements by these definitions.
    private func countable(
        _ ranges: [BucketRange], for requirements: Requirements, by footing: ColumnFooting
    ) -> [BucketRange] {
        ranges.filter { range in
            guard let standing = ready[range], !changes.isTooMuch(in: range) else { return false }
            return standing.footings.allSatisfy { !footing.differs(from: $0, for: requirements) }
        }
    }

    struct Answer: Sendable {
        var tally: ColumnTally
        /// Customers that have changed and were counted as they were before.
        var waiting: Int
        var ranges: [BucketRange]
    }

    /// Counts in those of some ranges that are in the columns; nil where none is, or the condition asks for what columns
    /// do not know.
    ///
    /// - Parameter edited: the segment whose members would come and go.
    /// Cost: tens of milliseconds over a million customers, and some 50 µs for each that changed since the last count.
    func count(
        _ condition: Condition, edited: Int64?, in ranges: [BucketRange], by definitions: Definitions, now: Instant
    ) async throws -> Answer? {
        lastAsked = .now
        guard let known = condition.knowingSegments(by: { definitions.columnNames(ofMembers: $0) }) else { return nil }
        let (requirements, footing) = (condition.requirements, ColumnFooting(definitions))
        let members = edited.map { Condition.member(Definitions.columnName(ofSegment: $0)) }
        for _ in 0..<PreviewService.attempts {
            followLeases()
            try await readChanged(in: countable(ranges, for: requirements, by: footing))
            followLeases()
            let counted = countable(ranges, for: requirements, by: footing)
            guard let store, !counted.isEmpty else { return nil }
            let waiting = changes.count(in: counted)
            let question = ColumnQuestion(
                known, members: members, now: now, workspace: definitions.facts,
                ranges: PreviewService.stretches(of: counted), named: PreviewPart.sampled,
                deadline: .now + PreviewService.countingTime)
            let before = drops
            let tally = try await apart { store.tally(question) }
            // A part of the files would be no fair sample: newer ones hold those who did something lately.
            guard tally.isWhole else { return nil }
            followLeases()
            // What went meanwhile may have gone before it was counted.
            if counted.allSatisfy({ drops[$0] == before[$0] }) {
                return Answer(tally: tally, waiting: waiting, ranges: counted)
            }
        }
        return nil
    }

    /// The keys of some ranges, neighbours joined.
    static func stretches(of ranges: some Sequence<BucketRange>) -> [ClosedRange<Int64>] {
        ranges.map { $0.firstKey.rawValue...$0.lastKey.rawValue }.sorted { $0.lowerBound < $1.lowerBound }
            .reduce(into: []) { joined, next in
                if let last = joined.last, last.upperBound == next.lowerBound - 1 {
                    joined[joined.count - 1] = last.lowerBound...next.upperBound
                } else {
                    joined.append(next)
                }
            }
    }

    /// Forgets a customer who was erased; their bytes are off the disk when this returns.
    func erased(_ key: ProfileKey) async throws {
        erasedMeanwhile.insert(key.rawValue)
        guard let store else {
            // Files of a process that was killed may lie about.
            return ColumnFolder.emptyAbandoned(path)
        }
        // What is being written goes with the rest; what was read and not written yet is thrown away.
        try await alone(.filing) { [self] in
            try await alone(.changing) { [self] in
                try await apart {
                    try store.remove(key.rawValue)
                    try store.compact()
                }
            }
        }
    }

    /// Stops keeping the columns, and takes them off the disk.
    func stop() async {
        running?.cancel()
        await running?.value
        running = nil
        beginAnew()
        folder?.giveUp()
        folder = nil
    }

    /// Runs what goes through a gate, one after the other.
    func alone<T: Sendable>(_ gate: Gate, _ work: () async throws -> T) async throws -> T {
        while !busy.insert(gate).inserted { try await Task.sleep(for: .milliseconds(2)) }
        defer { busy.remove(gate) }
        return try await work()
    }

    /// On a thread that may be kept waiting: files are written and both cores are used.
    nonisolated func apart<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
