import Engine
import Runtime
import Storage
import Values

/// From an order to its confirmation in the outbox, at a steady rate: what another connection to the database
/// sees, which looks every few milliseconds.
struct PipelineLatency {
    /// Milliseconds until the message was queued, and until it lay in the outbox: 99 of 100 took no longer.
    var queued: Double
    var kept: Double

    private static let eventsPerSecond = 1000.0
    private static let look = Duration.milliseconds(5)

    private struct Sighting {
        var queued: [Int64: Instant] = [:]
        var kept: [Int64: Instant] = [:]
    }

    /// One in two hundred is an order: enough of them to tell the slowest hundredth.
    static func events(in site: BenchSite) -> Int { Int(eventsPerSecond) * (site.isQuick ? 15 : 90) }

    static func measure(_ server: ServerUnderTest, key: String, in site: BenchSite) async throws -> PipelineLatency {
        var plan = LoadPlan()
        plan.events = events(in: site)
        plan.tape = try PipelineRate.tape(in: site)
        plan.first = PipelineRate.events(in: site)
        plan.batch = 1
        plan.connections = 16
        plan.rate = eventsPerSecond
        plan.port = server.port
        plan.key = key
        site.say("pipeline.p99: \(Int(eventsPerSecond)) events/s, one a request")
        let reader = try RunReader(file: server.folder.databaseFile)
        // What earlier loads left is not watched.
        _ = try reader.newMessages()
        let watching = Task { try await watch(server.folder) }
        let report = try await plan.send(in: site, within: .seconds(240))
        try await Task.sleep(for: .seconds(1))
        watching.cancel()
        let sighting = try await watching.value
        let triggered = try reader.triggered(flow: Flow.id(slug: "order-confirmation"))
        func waits(_ seen: [Int64: Instant]) -> [Double] {
            seen.compactMap { id, moment in triggered[id].map { Double((moment - $0).milliseconds) } }.sorted()
        }
        let kept = waits(sighting.kept)
        guard kept.count >= 20 else { throw BenchError("only \(kept.count) confirmations reached the outbox in time") }
        site.say(
            "pipeline.p99: \(kept.count) confirmations, median \(Int(kept.percentile(0.5))) ms; requests answered at "
                + "\(Int(report.rate))/s, p99 \(Int(report.p99)) ms")
        return PipelineLatency(queued: waits(sighting.queued).percentile(0.99), kept: kept.percentile(0.99))
    }

    private static func watch(_ folder: String) async throws -> Sighting {
        let reader = try RunReader(file: folder.databaseFile)
        _ = try reader.newMessages()
        var sighting = Sighting()
        while !Task.isCancelled {
            let new = try reader.newMessages()
            let now = SystemClock.real.now()
            for id in new.queued { sighting.queued[id] = now }
            for id in new.kept { sighting.kept[id] = now }
            try? await Task.sleep(for: look)
        }
        return sighting
    }
}
