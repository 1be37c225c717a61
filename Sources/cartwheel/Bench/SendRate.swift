import Runtime
import Storage

/// Order confirmations rendered and handed to an SMTP server that takes everything.
enum SendRate: Benchmark {
    static let figures = ["send.rate"]
    private static let longest = Duration.seconds(180)

    static func run(in site: BenchSite) async throws -> [Figure] {
        guard let sink = try await MailSink.start(in: site) else {
            site.say("send.rate: skipped: smtp-sink is missing; install postfix, or name it in \(MailSink.variable)")
            return []
        }
        let folder = try site.newFolder("send")
        defer { site.remove(folder) }
        var plan = LoadPlan()
        plan.events = site.isQuick ? 2000 : 10_000
        // One after the other, so that the orders are of those who were sent before.
        plan.connections = 1
        plan.key = try await BenchWorkspace(folder: folder, flowsLive: true).prepare()
        let server = try await ServerUnderTest.start(in: site, folder: folder, smtp: sink.url)
        plan.port = server.port
        let reader = try RunReader(file: folder.databaseFile)
        try await introduceCustomers(plan, reader, in: site)
        plan.kind = .orders
        site.say("send.rate: \(plan.events) orders, each confirmed through smtp-sink")
        let begin = ContinuousClock.now
        let load = Task { [plan] in try await plan.send(in: site, within: longest) }
        var first: (count: Int, at: ContinuousClock.Instant)?
        var sent = 0
        while sent < plan.events {
            guard ContinuousClock.now - begin < longest else {
                throw BenchError(
                    "after \(longest) \(sent) of \(plan.events) messages were sent: \(server.process.complaint)")
            }
            sent = try reader.messagesSent()
            if first == nil, sent > 0 { first = (sent, .now) }
            try await Task.sleep(for: .milliseconds(20))
        }
        let end = ContinuousClock.now
        _ = try await load.value
        try await server.stop()
        guard let first, first.count < sent else { throw BenchError("all was sent between two looks; send more") }
        let rate = Double(sent - first.count) / ((end - first.at) / .seconds(1))
        let whole = Double(sent) / ((end - begin) / .seconds(1))
        let limit = try await sink.rate(of: try reader.messageBytes(limit: 2000), count: plan.events)
        return [
            Figure(name: "send.rate", value: rate, unit: "messages/s", limit: limit, target: .atLeast(1000)),
            Figure(name: "send.rate_from_event", value: whole, unit: "messages/s", limit: nil, target: nil),
        ]
    }

    private static func introduceCustomers(_ plan: LoadPlan, _ reader: RunReader, in site: BenchSite) async throws {
        var plan = plan
        plan.kind = .customers
        _ = try await plan.send(in: site, within: longest)
        let begin = ContinuousClock.now
        while try reader.workDue(now: SystemClock.real.now(), upTo: 1) > 0 {
            guard ContinuousClock.now - begin < longest else {
                throw BenchError("the customers were not stepped in time")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
