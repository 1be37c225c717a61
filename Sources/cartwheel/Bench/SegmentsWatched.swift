import Runtime
import Values

/// What is left of the pipeline's rate while five hundred segments are watched.
enum SegmentsWatched: Benchmark {
    static let figures = ["segments.watched_ratio", "segments.watched_ratio_known"]
    static let segments = 500

    static func run(in site: BenchSite) async throws -> [Figure] {
        let plain = try await rate(0, in: site)
        let watched = try await rate(segments, in: site)
        return [
            Figure(
                name: "segments.watched_ratio", value: watched.new, unit: "events/s", limit: plain.new,
                target: .ratioAtLeast(0.6)),
            // Of customers who are known: the first of them all enter what they are in at once.
            Figure(
                name: "segments.watched_ratio_known", value: watched.known, unit: "events/s", limit: plain.known,
                target: nil),
        ]
    }

    private static func rate(_ segments: Int, in site: BenchSite) async throws -> (new: Double, known: Double) {
        let folder = try site.newFolder("segments-\(segments)")
        defer { site.remove(folder) }
        let key = try await BenchWorkspace(
            folder: folder, flowsLive: true, conditions: BenchWorkspace.conditions(segments)
        ).prepare()
        let server = try await ServerUnderTest.start(in: site, folder: folder)
        site.say("segments.watched_ratio: with \(segments) segments")
        let new = try await PipelineRate.measure(server, key: key, in: site)
        let known = try await PipelineRate.measure(server, key: key, round: 1, in: site)
        try await server.stop()
        return (new.eventsPerSecond, known.eventsPerSecond)
    }
}

extension BenchWorkspace {
    /// As many different conditions: the twenty with other lengths of time, places and thresholds.
    static func conditions(_ count: Int) -> [String] {
        (0..<count).map { number in
            let text = twentyConditions[number % twentyConditions.count]
            let round = number / twentyConditions.count
            guard round > 0 else { return text }
            let days = ["last: 1 days", "last: 3 days", "last: 7 days", "last: 30 days", "last: 90 days"]
            var varied = text
            for (place, length) in days.enumerated() where varied.contains(length) {
                varied = varied.replacing(length, with: "last: \((place + 1) * 3 + round) days")
            }
            varied = varied.replacing("last: 180 days", with: "last: \(180 + round) days")
            varied = varied.replacing("last: 365 days", with: "last: \(300 + round) days")
            varied = varied.replacing("\"ES\"", with: "\"E\(round)\"").replacing("\"DE\"", with: "\"D\(round)\"")
            varied = varied.replacing("\"Ana\"", with: "\"Ana \(round)\"")
            return varied == "consents(email)" ? "consents(email) and profile.tier == \(round)" : varied
        }
    }
}
