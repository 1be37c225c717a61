import Columns
import Engine
import Storage
import Values

extension PreviewService {
    /// How often is looked for what there is to do while something waits.
    private static let looking = Duration.milliseconds(200)
    /// The same while nothing does.
    private static let lookingAtRest = Duration.seconds(1)
    /// After a failure nothing is tried for so long.
    private static let pausing = Duration.seconds(2)
    /// Where columns cannot be kept, that is looked at again after so long.
    private static let standing = Duration.seconds(600)
    /// For so long after a preview the columns follow at once, for whoever asks will ask again.
    private static let interest = Duration.seconds(300)
    /// After so long without a change it is quiet.
    private static let quietness = Duration.seconds(1)
    /// From so many changed customers on, they are read whether it is quiet or not: five seconds' work.
    private static let mostWaiting = 100_000
    /// Somebody who waits for the processor is given way for no longer than this, for each page.
    private static let longestRest = Duration.seconds(1)

    /// Fills and keeps the columns in the background until `stop`.
    func start() {
        running = Task {
            while !Task.isCancelled {
                var rest = PreviewService.looking
                do {
                    rest =
                        switch try await keepUp() {
                        case .more: .zero
                        case .later: PreviewService.looking
                        case .nothing: PreviewService.lookingAtRest
                        }
                } catch is CancellationError {
                    return
                } catch let error as TooManyEventNames {
                    tell("Columns are not kept: \(error)")
                    beginAnew()
                    rest = PreviewService.standing
                } catch ColumnFileError.failed(let path, let reason) {
                    // Such as a full disk, which others need more.
                    tell("Columns are given up for ten minutes, since \(path) cannot be read or written: \(reason)")
                    beginAnew()
                    rest = PreviewService.standing
                } catch let error as ColumnFileError {
                    tell("The columns of previews are built anew: \(error)")
                    beginAnew()
                    rest = PreviewService.pausing
                } catch {
                    if Task.isCancelled { return }
                    tell("Reading customers into columns failed and is tried again: \(error)")
                    // What was read in part must not stay.
                    for range in held.keys where ready[range] == nil { drop(range) }
                    rest = PreviewService.pausing
                }
                do { try await Task.sleep(for: rest) } catch { return }
            }
        }
    }

    private func tell(_ failure: String) {
        if told.failure != failure { logger.warning("\(failure)") }
        told.failure = failure
    }

    private enum Left {
        /// There may be more to do.
        case more
        /// Something waits for a better moment.
        case later
        case nothing
    }

    /// Does the next bit of what there is to do.
    private func keepUp() async throws -> Left {
        followLeases()
        guard !held.isEmpty else { return .later }
        let store = try opened()
        for range in ready.keys where changes.isTooMuch(in: range) { drop(range) }
        dropOneOutOfDate()
        try await dropLeftovers(store)
        if held.keys.contains(where: { ready[$0] == nil }) {
            try await readRanges(into: store)
            return .more
        }
        tellComplete(store)
        if isWorthCatchingUp() {
            let took = try await ContinuousClock().measure {
                try await readChanged(in: Array(held.keys), atMost: PreviewService.pageSize)
            }
            try await rest(after: took)
        }
        if store.needsCompacting { try await apart { try store.compact() } }
        try await check(store)
        if isWorthCatchingUp() { return .more }
        return changes.count(in: held.keys) > 0 ? .later : .nothing
    }

    /// Customers whose state the columns do not know yet; nil until they know everybody of the ranges held here.
    var waiting: Int? {
        guard !held.isEmpty, held.keys.allSatisfy({ ready[$0] != nil }) else { return nil }
        return changes.count(in: held.keys)
    }

    /// Under load everybody is read again and again, for nothing while nobody asks for a preview: then it is done when it
    /// is quiet, or so much waits that a count would be kept waiting.
    private func isWorthCatchingUp() -> Bool {
        let noted = changes.noted
        if quiet.noted != noted { quiet = Quiet(noted: noted) }
        let waiting = changes.count(in: held.keys)
        guard waiting > 0 else { return false }
        let isAsked = lastAsked.map { ContinuousClock.now - $0 < PreviewService.interest } ?? false
        return isAsked || waiting > PreviewService.mostWaiting
            || ContinuousClock.now - quiet.since >= PreviewService.quietness
    }

    /// Ranges that were read by other definitions are read anew one after the other: meanwhile the others are counted for
    /// every condition to which that makes no difference.
    private func dropOneOutOfDate() {
        guard let footing, held.keys.allSatisfy({ ready[$0] != nil }) else { return }
        if let range = ready.keys.sorted().first(where: { ready[$0]?.footings != [footing] }) { drop(range) }
    }

    private func tellComplete(_ store: ColumnStore) {
        guard !told.isComplete else { return }
        told.isComplete = true
        told.failure = ""
        let took = (ContinuousClock.now - told.began) / .seconds(1)
        logger.info("Previews count \(store.figures.profiles) customers from columns, built in \(Int(took)) s")
    }

    private func dropLeftovers(_ store: ColumnStore) async throws {
        guard !leftovers.isEmpty else { return }
        try await alone(.changing) { [self] in
            let gone = leftovers
            leftovers = []
            do {
                try await apart { try store.remove(in: PreviewService.stretches(of: gone)) }
            } catch {
                leftovers.formUnion(gone)
                throw error
            }
        }
        erasedMeanwhile = []
    }

    // MARK: - Reading whole ranges

    /// A range that was read to its end, and may be counted when all of it is in a file.
    private struct ReadRange {
        var range: BucketRange
        var standing: Standing
    }

    /// Reads every held range that is not in the columns, in the order of their keys.
    private func readRanges(into store: ColumnStore) async throws {
        let gatherer = ColumnGatherer(for: store)
        var read: [ReadRange] = []
        let lacking = held.filter { ready[$0.key] == nil }.sorted { $0.key.firstKey < $1.key.firstKey }
        for (range, epoch) in lacking where held[range] == epoch && !leftovers.contains(range) {
            changes.begin(range)
            if let footings = try await readRange(range, epoch, gatherer, &read) {
                read.append(ReadRange(range: range, standing: Standing(epoch: epoch, footings: footings)))
            }
        }
        try await flush(gatherer, &read)
    }

    /// - Returns: nil where the lease was lost on the way.
    private func readRange(
        _ range: BucketRange, _ epoch: Int64, _ gatherer: ColumnGatherer, _ read: inout [ReadRange]
    ) async throws -> [ColumnFooting]? {
        var footings: [ColumnFooting] = []
        var after: ProfileKey?
        repeat {
            let begin = ContinuousClock.now
            let page = try await source.page(in: range, after: after, limit: PreviewService.pageSize)
            try await apart { gatherer.add(page.records) }
            note(page)
            if !footings.contains(page.footing) { footings.append(page.footing) }
            if gatherer.isFull { try await flush(gatherer, &read, reading: range) }
            try await rest(after: ContinuousClock.now - begin)
            followLeases()
            guard held[range] == epoch else { return nil }
            after = page.goesOnAfter
        } while after != nil
        return footings
    }

    /// Writes what was gathered of the ranges that were read since, and of the one that is being read.
    private func flush(
        _ gatherer: ColumnGatherer, _ read: inout [ReadRange], reading: BucketRange? = nil
    ) async throws {
        let gathered = Set(read.map(\.range) + (reading.map { [$0] } ?? []))
        let isWritten = try await alone(.filing) { [self] in
            // Whoever was erased since they were read must not come to the disk any more.
            if erasedMeanwhile.contains(where: { gathered.contains(ProfileKey(rawValue: $0).bucket.range) }) {
                gatherer.discard()
                return false
            }
            try await apart { try gatherer.flush() }
            return true
        }
        followLeases()
        for range in gathered where !isWritten { drop(range) }
        for entry in read where held[entry.range] == entry.standing.epoch && !leftovers.contains(entry.range) {
            ready[entry.range] = entry.standing
        }
        read = []
    }

    /// A step that a crash of the database undid may have been read: then everything is read anew.
    private func note(_ page: PreviewPage) {
        if let losses, losses != page.losses { for range in held.keys { drop(range) } }
        losses = page.losses
        footing = page.footing
    }

    /// Long reading gives way to other readers: it rests as long as it read, and longer under pressure.
    private func rest(after took: Duration) async throws {
        try await Task.sleep(for: min(isPressed() ? took * 20 : took, PreviewService.longestRest))
    }

    // MARK: - Reading what changed

    /// Reads again what has changed in ready ranges, a page at a time.
    func readChanged(in ranges: [BucketRange], atMost limit: Int = PreviewService.mostRead) async throws {
        // What another is reading must be in before the count, too.
        guard changes.count(in: ranges) > 0 || busy.contains(.changing) else { return }
        let end = ContinuousClock.now + PreviewService.readingTime
        var left = limit
        while left > 0, ContinuousClock.now < end {
            let read = try await alone(.changing) { [self] in
                try await readPage(of: ranges.filter { ready[$0] != nil }, min(left, PreviewService.pageSize))
            }
            if read == 0 { return }
            left -= read
        }
    }

    private func readPage(of ranges: [BucketRange], _ limit: Int) async throws -> Int {
        let keys = changes.take(limit, from: ranges)
        guard !keys.isEmpty, let store else { return 0 }
        let standings = ready.mapValues(\.epoch)
        do {
            let page = try await source.customers(keys)
            note(page)
            followLeases()
            let current = Set(keys.filter { ready[$0.bucket.range]?.epoch == standings[$0.bucket.range] })
            for range in Set(current.map(\.bucket.range)) where ready[range]?.footings.contains(page.footing) == false {
                ready[range]?.footings.append(page.footing)
            }
            try await apart {
                var missing = Set(current.map(\.rawValue))
                for record in page.records where missing.remove(record.id) != nil { store.put(record) }
                for key in missing { try store.remove(key) }
                if store.needsSpill { try store.spill(position: 0, mergesSmall: false) }
            }
        } catch {
            changes.note(keys)
            throw error
        }
        return keys.count
    }
}
