import ArgumentParser
import Runtime
import Values

/// Whether a command that has a server build segments waits for them.
struct BuildOptions: ParsableArguments {
    @Flag(help: "Wait until everybody was looked at, and say how far that is, how fast, and how long it will take.")
    var wait = false

    /// How a segment stands when the command ends.
    var words: String { wait ? "built" : "being built; see cartwheel segments list" }

    private static let askedEvery = Duration.milliseconds(250)
    /// A server that runs looks at somebody within this.
    private static let patience = Duration.seconds(30)

    /// The segments with their state and members once they are built, or as they came where nobody waits.
    func finished(_ segments: [JSON], _ system: SystemOptions) async throws -> [JSON] {
        guard wait, !segments.isEmpty else { return segments }
        let admin = try Admin.open(system)
        let result: Result<[JSON], any Error>
        do { result = .success(try await built(segments, admin)) } catch { result = .failure(error) }
        await admin.close()
        return try result.get()
    }

    private func built(_ segments: [JSON], _ admin: Admin) async throws -> [JSON] {
        let ids = Set(segments.compactMap { $0["id"]?.string })
        let clock = ContinuousClock()
        var last: BuiltSoFar?
        var movedAt = clock.now
        var line = ProgressLine()
        defer { line.finish() }
        while true {
            let lines = (try await admin.perform(.listSegments).array ?? []).filter {
                ids.contains($0["id"]?.string ?? "")
            }
            guard let progress = BuiltSoFar(of: lines) else {
                return segments.map { segment in
                    BuildOptions.updated(segment, by: lines.first { $0["id"] == segment["id"] })
                }
            }
            line.show("Building", done: progress.examined, fraction: progress.fraction)
            if progress != last {
                last = progress
                movedAt = clock.now
            }
            guard movedAt.duration(to: clock.now) < BuildOptions.patience else {
                throw AdminError(
                    "nobody was looked at for \(BuildOptions.patience.components.seconds) s; a server builds segments: "
                        + "start one with cartwheel serve, it goes on by itself")
            }
            try await Task.sleep(for: BuildOptions.askedEvery)
        }
    }

    private static func updated(_ segment: JSON, by line: JSON?) -> JSON {
        guard let line, var object = segment.object else { return segment }
        object["state"] = line["state"]
        object["members"] = line["members"]
        return .object(object)
    }
}

/// How far the building of segments is.
struct BuiltSoFar: Hashable {
    let examined: Int
    let total: Int

    /// Of the segment that is farthest from its end; nil where all are built.
    ///
    /// - Parameter segments: as `segments list --json` has them.
    init?(of segments: [JSON]) {
        let builds = segments.filter { $0["state"]?.string == "building" }.map { segment in
            BuiltSoFar(
                examined: Int(segment["examined"]?.number?.integer ?? 0),
                total: Int(segment["of"]?.number?.integer ?? 0))
        }
        guard let slowest = builds.min(by: { $0.fraction < $1.fraction }) else { return nil }
        self = slowest
    }

    init(examined: Int, total: Int) {
        self.examined = examined
        self.total = total
    }

    /// 0 to 1.
    var fraction: Double { total > 0 ? Double(examined) / Double(total) : 0 }
}
