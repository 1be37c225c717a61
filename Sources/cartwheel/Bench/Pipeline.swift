/// The whole path, from HTTP to the message in the outbox: the three ready flows live, twenty conditions watched.
enum Pipeline: Benchmark {
    static let figures = ["pipeline.rate", "pipeline.p99", "pipeline.memory"]

    static func run(in site: BenchSite) async throws -> [Figure] {
        let folder = try site.newFolder("pipeline")
        defer { site.remove(folder) }
        let key = try await BenchWorkspace(
            folder: folder, flowsLive: true, conditions: BenchWorkspace.twentyConditions
        ).prepare()
        let server = try await ServerUnderTest.start(in: site, folder: folder)
        let memory = MemoryWatch(server)
        let rate = try await PipelineRate.measure(server, key: key, in: site)
        let latency: PipelineLatency?
        do { latency = try await PipelineLatency.measure(server, key: key, in: site) } catch {
            site.say("pipeline.p99: not measured: \(error)")
            latency = nil
        }
        let peak = await memory.stop()
        try await server.stop()
        var figures = [
            Figure(
                name: "pipeline.rate", value: rate.eventsPerSecond, unit: "events/s",
                limit: try PipelineRate.limit(folder, in: site), target: .ratioAtLeast(0.35)),
            Figure(
                name: "pipeline.acknowledged", value: rate.acknowledgedPerSecond, unit: "events/s", limit: nil,
                target: nil),
            Figure(name: "pipeline.memory", value: peak, unit: "MB", limit: nil, target: .below(300)),
        ]
        if let latency {
            figures += [
                Figure(name: "pipeline.p99", value: latency.kept, unit: "ms", limit: nil, target: .below(250)),
                Figure(name: "pipeline.p99_queued", value: latency.queued, unit: "ms", limit: nil, target: nil),
            ]
        }
        return figures
    }
}

/// The server's largest anonymous memory, looked at five times a second.
struct MemoryWatch {
    private let watching: Task<Double, Never>

    init(_ server: ServerUnderTest) {
        watching = Task {
            var peak = 0.0
            while !Task.isCancelled {
                peak = max(peak, server.anonymousMegabytes ?? 0)
                try? await Task.sleep(for: .milliseconds(200))
            }
            return peak
        }
    }

    func stop() async -> Double {
        watching.cancel()
        return await watching.value
    }
}
