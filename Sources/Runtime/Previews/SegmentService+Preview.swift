import Conditions
import Engine
import NIOCore
import Storage
import Values

/// How many a condition would take in, and what would change by an edit.
public struct SegmentPreview: Sendable, Hashable {
    /// Customers there are.
    public var total: Int
    /// Customers that were counted, or evaluated.
    public var examined: Int
    /// Whether these were all: then the counts are exact, else they are estimated from those that were looked at.
    public var isExact: Bool
    /// In the segment, of all customers.
    public var matching: Int
    /// Of an edit: who is not in it now and would be, and the other way round.
    public var entering: Int
    public var leaving: Int
    /// By how much the estimate may be off either way, nineteen times in twenty; 0 where it is exact.
    public var margin: Int
    /// Some of those who would be in it.
    public var sample: [SampleMember] = []
    /// Of an edit: some of those who would come in, and some of those who would go out.
    public var entrants: [SampleMember] = []
    public var leavers: [SampleMember] = []
    /// How many servers counted.
    public var servers = 1
    /// Servers that did not answer; their customers were counted by the one that was asked.
    public var silent: [String] = []

    public struct SampleMember: Sendable, Hashable {
        public var profile: ProfileKey
        public var name: String?
        public var email: String?
    }
}

extension SegmentService {
    /// Of customers that are not in its columns a server evaluates at most so many for a preview…
    static let mostPreviewed = 20_000
    /// …and goes on no longer than this.
    static let previewTime = Duration.seconds(2)
    /// Another server is waited for no longer.
    static let answerTime = TimeAmount.seconds(3)
    private static let previewedAtOnce = 500

    /// Counts a condition over all customers; each server that is reached does so for the ranges it holds.
    ///
    /// Exact from columns; customers that are not in them yet are evaluated, or a fair sample where they are many.
    /// - Parameter name: of the segment that would be edited; nil for a new one.
    public func preview(_ text: String, of name: String? = nil) async throws -> SegmentPreview {
        _ = try SegmentService.condition(text)
        let owners = try await database.read { [self] connection in
            if let name { _ = try find(name, on: connection) }
            return try LeaseStore().owners(now: DatabaseClock { clock.now() }.now(on: connection), on: connection)
        }
        let others = owners.map { (server: ServerName(owner: $0.key), ranges: $0.value) }
            .filter { $0.server != own && $0.server.url != nil }
        let theirs = Set(others.flatMap(\.ranges))
        let question = PreviewQuestion(
            condition: text, segment: name, now: clock.now(), ranges: BucketRange.all.filter { !theirs.contains($0) })
        async let counted = count(question)
        var answers: [(server: ServerName, part: PreviewPart?)] = []
        await withTaskGroup(of: (ServerName, PreviewPart?).self) { group in
            for (server, ranges) in others {
                group.addTask { (server, await self.ask(server, question.about(ranges))) }
            }
            for await answer in group { answers.append(answer) }
        }
        var whole = try await counted
        for part in answers.compactMap(\.part) { whole.add(part) }
        let silent = Set(answers.filter { $0.part == nil }.map(\.server))
        let left = others.filter { silent.contains($0.server) }.flatMap(\.ranges).sorted()
        if !left.isEmpty { whole.add(try await count(question.about(left))) }
        let total = whole.isWhole ? 0 : try await database.read { try PeopleList().count(in: scope, on: $0) }
        var preview = whole.preview(total: total)
        let countsHere = !question.ranges.isEmpty || !left.isEmpty
        preview.servers = answers.count - silent.count + (countsHere ? 1 : 0)
        preview.silent = silent.map(\.told).sorted()
        preview.sample = try await members(whole.sample)
        if name != nil {
            preview.entrants = try await members(whole.entrants)
            preview.leavers = try await members(whole.leavers)
        }
        return preview
    }

    private func ask(_ server: ServerName, _ question: PreviewQuestion) async -> PreviewPart? {
        let answer = await servers.ask(
            server, PreviewQuestion.path, question.json, within: SegmentService.answerTime)
        return answer.flatMap { PreviewPart($0) }
    }

    /// Answers another server's question: counts in the ranges that it names.
    public func answer(_ question: JSON) async throws -> JSON { try await count(PreviewQuestion(question)).json }

    private func count(_ question: PreviewQuestion) async throws -> PreviewPart {
        let condition = try SegmentService.condition(question.condition)
        let (stored, known) = try await database.read { [self] connection in
            (try question.segment.map { try find($0, on: connection) }, try definitions.upToDate(on: connection))
        }
        var part = PreviewPart()
        var left = question.ranges
        do {
            let answer = try await previews.count(
                condition, edited: stored?.id, in: left, by: known, now: question.now)
            if let answer {
                part = PreviewPart(answer, isEdit: stored != nil)
                left.removeAll(where: Set(answer.ranges).contains)
            }
        } catch {
            logger.warning("A preview could not be counted from columns and is counted from a sample: \(error)")
        }
        guard !left.isEmpty else { return part }
        let draft = Segment(
            id: stored?.id ?? Segment.id(named: "a preview of \(question.condition)"),
            name: stored?.name ?? "a preview", condition: CompiledCondition(condition), version: 0,
            role: stored?.role ?? .segment)
        part.add(try await evaluate(draft, known, in: left, now: question.now))
        return part
    }

    /// Evaluates a draft for the customers of some ranges one by one, as far as limits allow.
    private func evaluate(
        _ draft: Segment, _ known: Definitions, in ranges: [BucketRange], now: Instant
    ) async throws -> PreviewPart {
        let tried = known.trying(draft)
        var scan = CustomerScan(customers, tried, reading: draft.eventNames, in: ranges)
        var part = PreviewPart()
        let end = ContinuousClock.now + SegmentService.previewTime
        while !scan.isDone, part.examined < SegmentService.mostPreviewed, ContinuousClock.now < end {
            (scan, part) = try await database.read { [scan, part] connection in
                var (scan, part) = (scan, part)
                for customer in try scan.next(SegmentService.previewedAtOnce, on: connection) {
                    part.add(customer, draft, tried, now: now)
                }
                return (scan, part)
            }
        }
        part.isWhole = scan.isDone
        return part
    }

    /// Whoever has gone or moved meanwhile is left out.
    private func members(_ keys: [ProfileKey]) async throws -> [SegmentPreview.SampleMember] {
        guard !keys.isEmpty else { return [] }
        return try await database.read { [customers] connection in
            let rows = try customers.profiles(keys, on: connection)
            return try keys.compactMap { key in
                guard let row = rows[key], row.movedTo == nil else { return nil }
                let profile = try Profile(key: key, document: row.document)
                return SegmentPreview.SampleMember(
                    profile: key, name: profile.displayName, email: profile.address(on: .email))
            }
        }
    }
}
