import Conditions
import Engine
import Storage
import Values

/// A segment in the console's list: with how it grew, what it costs and who asks for it.
public struct SegmentRoomLine: Sendable {
    public var line: SegmentLine
    /// Sizes at the end of each day, oldest first, the last one now.
    public var sizes: [Int]
    /// How many more there are than a week ago; nil where it is younger.
    public var week: Int?
    /// Events a day that its answer is asked again for, at the present rate; nil where any change of a profile is.
    public var eventsPerDay: Int?
    /// Flows and segments that name it.
    public var uses: Int
}

extension SegmentService {
    private static let daysShown: Int64 = 30
    private static let eventsSampled = 5_000
    /// Shown at once; the search finds the others.
    public static let mostListed = 200

    /// Segments whose name, description or rule holds what was searched for, by name.
    public func room(search: String, archived: Bool) async throws -> (lines: [SegmentRoomLine], people: Int) {
        let now = clock.now()
        let today = now.milliseconds / TimeSpan.days(1).milliseconds
        return try await database.read { [self] connection in
            let people = try PeopleList().count(in: scope, on: connection)
            let all = try archived ? archivedLines(on: connection) : lines(on: connection)
            let found = all.filter { $0.segment.role == .segment && $0.matches(search) }.prefix(Self.mostListed)
            guard !found.isEmpty else { return ([], people) }
            let growth = try memberships.growth(since: today - Self.daysShown, in: scope, on: connection)
            let rates = try VocabularyStore().rates(among: Self.eventsSampled, on: connection)
            let asked = asked(among: all.map(\.segment))
            let known = try definitions.upToDate(on: connection)
            let lines = found.map { line in
                let sizes = line.sizes(growth[line.segment.id] ?? [:], until: today, days: Self.daysShown)
                return SegmentRoomLine(
                    line: line, sizes: sizes, week: sizes.count > 7 ? line.size - sizes[sizes.count - 8] : nil,
                    eventsPerDay: Self.eventsPerDay(line.segment.text, rates.counts, rates.span),
                    uses: (asked[line.segment.name] ?? 0) + flows(naming: line.segment.name, known).count)
            }
            return (lines, people)
        }
    }

    /// Everybody there is. Cost: some 100 ms a million.
    public func people() async throws -> Int {
        try await database.read { [scope] in try PeopleList().count(in: scope, on: $0) }
    }

    private func archivedLines(on connection: any Connection) throws -> [SegmentLine] {
        try store.all(archivedToo: true, in: scope, on: connection).filter { $0.state == .archived }
            .map { SegmentLine(segment: $0, size: 0) }
    }

    /// How many segments, stages and scores ask for each segment.
    private func asked(among segments: [StoredSegment]) -> [String: Int] {
        var asked: [String: Int] = [:]
        for segment in segments {
            for name in (try? Condition.parse(segment.text))?.requirements.memberships ?? [] {
                asked[name, default: 0] += 1
            }
        }
        return asked
    }

    private static func eventsPerDay(_ text: String, _ counts: [String: Int], _ span: TimeSpan) -> Int? {
        guard let needs = (try? Condition.parse(text))?.requirements, !needs.eventNames.isEmpty else { return nil }
        let touching = needs.eventNames.reduce(0) { $0 + (counts[$1] ?? 0) }
        guard span > .zero else { return touching }
        return Int(Double(touching) * Double(TimeSpan.days(1).milliseconds) / Double(span.milliseconds))
    }
}

extension SegmentLine {
    func matches(_ search: String) -> Bool {
        let wanted = search.lowercased()
        return wanted.isEmpty
            || [segment.name, segment.description, segment.text].contains { $0.lowercased().contains(wanted) }
    }

    /// Reckoned back from the size now; no further than the segment is old.
    func sizes(_ growth: [Int64: Int], until today: Int64, days: Int64) -> [Int] {
        let born = segment.createdAt.milliseconds / TimeSpan.days(1).milliseconds
        var sizes = [size]
        var now = size
        for day in stride(from: today, to: max(today - days, born), by: -1) {
            now = max(0, now - (growth[day] ?? 0))
            sizes.append(now)
        }
        return sizes.reversed()
    }
}
