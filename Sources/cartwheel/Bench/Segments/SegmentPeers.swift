import Foundation
import Storage
import Values

/// The same questions asked of SQLite and PostgreSQL, on the same data; a count that differs ends the benchmark.
struct SegmentPeers {
    let year: ShopYear
    let found: PreviewCounts

    private static let rounds = 3

    func measure(in site: BenchSite) async throws -> [Figure] {
        let sqlite = try SegmentReference.sqlite(directory: site.folder)
        site.atEnd { [folder = site.folder] in site.remove(folder) }
        var figures = [try compare(sqlite, "sqlite", in: site)]
        guard let server = try await BenchPostgres.find(in: site) else {
            site.say("segments.versus_postgres: skipped: no PostgreSQL is installed; name a server with --postgres URL")
            return figures
        }
        let database = try PostgresScratch(
            server: server, name: "cartwheel_segments_\(ProcessInfo.processInfo.processIdentifier)")
        site.atEnd { database.remove() }
        figures.append(try compare(try SegmentReference.postgres(url: database.url), "postgres", in: site))
        return figures
    }

    /// How many times as fast as SQL the columns are over all questions; the least of any question is said.
    private func compare(_ reference: SegmentReference, _ name: String, in site: BenchSite) throws -> Figure {
        defer { reference.remove() }
        site.say("segments.versus_\(name): loading the same events")
        try load(reference)
        site.say("segments.versus_\(name): making indexes")
        try reference.makeIndexes()
        var (theirs, ours) = (0.0, 0.0)
        for question in SegmentQuestion.allCases {
            guard let mine = found.count(question.condition) else { continue }
            let clock = ContinuousClock()
            var count = 0
            let times = try (0..<Self.rounds).map { _ in
                try clock.measure {
                    count = try reference.count(question, now: ShopYear.now.milliseconds)
                } / .milliseconds(1)
            }.sorted()
            guard count == mine.count else {
                throw BenchError("\(question.condition): \(name) counts \(count), the columns \(mine.count)")
            }
            let time = times[Self.rounds / 2]
            site.say(
                "segments.versus_\(name): \(Int(time)) ms against \(String(format: "%.1f", mine.milliseconds)) ms: "
                    + question.condition)
            theirs += time
            ours += mine.milliseconds
        }
        return Figure(
            name: "segments.versus_\(name)", value: theirs / ours, unit: "times as fast", limit: nil,
            target: .atLeast(20))
    }

    private func load(_ reference: SegmentReference) throws {
        var next = 0
        while next < year.profiles {
            let batch = next..<min(next + 2000, year.profiles)
            var events: [SegmentReference.Event] = []
            for number in batch {
                for event in year.subject(number).timeline.inOrder() {
                    guard case .tree(let object) = event.body else { continue }
                    events.append(
                        SegmentReference.Event(
                            profile: Int64(number), name: event.name, occurredAt: event.occurredAt.milliseconds,
                            properties: JSON.object(object).text))
                }
            }
            try reference.load(first: Int64(batch.lowerBound), profiles: batch.count, events)
            next = batch.upperBound
        }
    }
}
