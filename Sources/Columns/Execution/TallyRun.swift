import Conditions
import Synchronization
import Values

/// A count over the files and the tail of one moment, of which several threads take pieces in turns.
final class TallyRun: Sendable {
    private let question: ColumnQuestion
    private let query: ColumnQuery
    private let members: ColumnQuery?
    private let parts: [StoreState.Part]
    private let tail: [(key: Int64, value: Subject)]
    /// A subject of nothing but the workspace.
    private let workspace: Subject
    private let stretches = StretchCache()
    private let next = Atomic(0)
    private let tally = Mutex(ColumnTally())
    let pieces: Int

    /// Profiles of the tail that are judged in one piece.
    private static let tailPiece = 256

    init(_ question: ColumnQuestion, _ snapshot: StoreState) {
        self.question = question
        query = ColumnQuery(question.condition, workspace: question.workspace)
        members = question.members.map { ColumnQuery($0, workspace: question.workspace) }
        parts = snapshot.parts
        let ranges = question.ranges
        tail = [snapshot.tail, snapshot.sealed].flatMap(\.subjects).filter { entry in
            ranges?.contains { $0.contains(entry.key) } ?? true
        }
        var supplied = Subject()
        supplied.workspace = question.workspace
        workspace = supplied
        pieces = parts.count + (tail.count + TallyRun.tailPiece - 1) / TallyRun.tailPiece
    }

    var result: ColumnTally {
        var tally = tally.withLock { $0 }
        tally.first = lowest(tally.first)
        tally.firstEntering = lowest(tally.firstEntering)
        tally.firstLeaving = lowest(tally.firstLeaving)
        return tally
    }

    private func lowest(_ ids: [Int64]) -> [Int64] { Array(ids.sorted().prefix(question.named)) }

    /// Takes pieces until there are none, or no time, left.
    func work() {
        while true {
            let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard piece < pieces else { return }
            if let deadline = question.deadline, ContinuousClock.now >= deadline {
                return tally.withLock { $0.isWhole = false }
            }
            let found =
                piece < parts.count
                ? count(parts[piece]) : count(tailFrom: (piece - parts.count) * TallyRun.tailPiece)
            tally.withLock { $0.add(found) }
        }
    }

    private func count(_ part: StoreState.Part) -> ColumnTally {
        let living = question.ranges.map { part.living & part.file.profiles(in: $0) } ?? part.living
        var found = ColumnTally(examined: living.count)
        guard found.examined > 0 else { return found }
        let run = FileRun(file: part.file, now: question.now, workspace: workspace, stretches: stretches)
        let matching = run.answer(query, among: living)
        found.matching = matching.count
        if let members {
            let now = run.answer(members, among: living)
            let (entering, leaving) = (matching.subtracting(now), now.subtracting(matching))
            (found.entering, found.leaving) = (entering.count, leaving.count)
            found.firstEntering = first(entering, in: part.file)
            found.firstLeaving = first(leaving, in: part.file)
        }
        found.first = first(matching, in: part.file)
        return found
    }

    private func first(_ rows: Bitmap, in file: ColumnFile) -> [Int64] {
        var ids: [Int64] = []
        rows.forEach { if ids.count < question.named { ids.append(file.ids[$0]) } }
        return ids
    }

    private func count(tailFrom start: Int) -> ColumnTally {
        var found = ColumnTally()
        for (id, known) in tail[start..<min(start + TallyRun.tailPiece, tail.count)] {
            var known = known
            known.useWorkspace(of: workspace)
            found.examined += 1
            let holds = query.whole.condition.evaluate(known, now: question.now).holds
            if let members {
                let isMember = members.whole.condition.evaluate(known, now: question.now).holds
                if holds, !isMember {
                    found.entering += 1
                    if question.named > 0 { found.firstEntering.append(id) }
                }
                if !holds, isMember {
                    found.leaving += 1
                    if question.named > 0 { found.firstLeaving.append(id) }
                }
            }
            guard holds else { continue }
            found.matching += 1
            if question.named > 0 { found.first.append(id) }
        }
        return found
    }
}

extension ColumnTally {
    fileprivate mutating func add(_ other: ColumnTally) {
        examined += other.examined
        matching += other.matching
        entering += other.entering
        leaving += other.leaving
        first += other.first
        firstEntering += other.firstEntering
        firstLeaving += other.firstLeaving
    }
}

extension ColumnFile {
    fileprivate func profiles(in ranges: [ClosedRange<Int64>]) -> Bitmap {
        var found = Bitmap(size: profileCount)
        for range in ranges { for row in rows(in: range) { found[row] = true } }
        return found
    }
}
