import Foundation
import Runtime
import Storage
import Values

/// Segments over many customers: how long a new one takes to build while events come in, how late members leave by time
/// alone, and what five hundred of them cost while nothing happens.
enum SegmentsLive: Benchmark {
    static let figures = ["segments.build", "segments.flip_p99", "segments.idle_cpu"]

    static func run(in site: BenchSite) async throws -> [Figure] {
        let folder = try site.newFolder("segments")
        defer { site.remove(folder) }
        let key = try await BenchWorkspace(
            folder: folder, conditions: BenchWorkspace.conditions(SegmentsWatched.segments)
        ).prepare()
        let shop = SegmentsShop(folder: folder, key: key, people: site.count(1_000_000))
        site.say("segments: filling the database with \(shop.people) customers")
        try await shop.fill()
        let build = try await shop.build(in: site)
        let flips = try await SegmentsFlips(shop: shop, count: site.count(100_000)).measure(after: build, in: site)
        let idle = try await shop.idle(for: site.isQuick ? .seconds(10) : .seconds(30), in: site)
        return [
            Figure(name: "segments.build", value: build, unit: "s", limit: nil, target: .below(30)),
            Figure(name: "segments.flip_p99", value: flips.p99, unit: "ms", limit: nil, target: .below(1_000)),
            Figure(name: "segments.flips_early", value: Double(flips.early), unit: "", limit: nil, target: .below(1)),
            Figure(name: "segments.flips_missed", value: Double(flips.missed), unit: "", limit: nil, target: .below(1)),
            Figure(name: "segments.idle_cpu", value: idle, unit: "% of a core", limit: nil, target: .below(1)),
        ]
    }
}

/// A shop with a past, and its server.
struct SegmentsShop: Sendable {
    var folder: String
    var key: String
    var people: Int

    private static let built = "Spenders"

    /// Runs something on the database while no server has it open.
    func open<Result: Sendable>(_ body: (CartwheelSystem) async throws -> Result) async throws -> Result {
        let system = try CartwheelSystem(Configuration(dataFolder: folder), logger: BenchWorkspace.logger)
        do {
            let result = try await body(system)
            await system.stop()
            return result
        } catch {
            await system.stop()
            throw error
        }
    }

    /// Everybody with a visit, every second one with an order, within the last 300 days, in no order.
    func fill() async throws {
        try await open { system in
            let now = system.clock.now()
            let bench = BenchPeople(sharing: IntakeStore())
            try await bench.addPeople(people, now: now, in: system.scope, to: system.database)
            for round in 0..<2 {
                // A stride that shares no factor with the count visits everybody once, far apart.
                let past = (0..<people).compactMap { index -> BenchPeople.Past? in
                    let person = (index &* 611_953 &+ round) % people
                    guard round == 0 || person.isMultiple(of: 2) else { return nil }
                    let at = now - .seconds(Int64((person &* 7_919 &+ round &* 104_729) % (300 * 86_400)) + 60)
                    return BenchPeople.Past(
                        person: person, name: round == 0 ? "Product Viewed" : "Order Completed", at: at,
                        properties: #"{"total":\#(person % 200 + 5),"category":"c\#(person % 20)"}"#)
                }
                try await bench.addPast(past, now: now, to: system.database)
            }
        }
    }

    /// Seconds from the command that creates a segment until it is live, while events come in.
    func build(in site: BenchSite) async throws -> Double {
        let server = try await ServerUnderTest.start(in: site, folder: folder)
        let reader = try RunReader(file: folder.databaseFile)
        var plan = LoadPlan()
        plan.events = site.count(20_000)
        plan.tape = try site.tape(of: plan.events, people: 20_000)
        plan.batch = 20
        plan.rate = 500
        plan.port = server.port
        plan.key = key
        let load = Task { [plan] in try await plan.send(in: site, within: .seconds(300)) }
        try await Task.sleep(for: .seconds(2))
        let condition = #"sum("Order Completed".total, last: 180 days) > 100"#
        let seconds = try await create(SegmentsShop.built, condition, reader, in: site)
        _ = try await load.value
        try await server.stop()
        return seconds
    }

    /// Creates a segment with the command, and waits until it is live.
    func create(
        _ name: String, _ condition: String, _ reader: RunReader, in site: BenchSite
    ) async throws -> Double {
        let begin = ContinuousClock.now
        let command = try site.launch("create", ["segments", "create", name, condition, "--data", folder])
        _ = try await command.result(within: .seconds(60))
        while ContinuousClock.now - begin < .seconds(600) {
            if let build = try reader.lastBuild() {
                let seconds = Double((build.ended - build.began).milliseconds) / 1_000
                site.say("segments: “\(name)” was built over \(build.examined) customers in \(seconds) s")
                return seconds
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw BenchError("the segment “\(name)” was not built in ten minutes")
    }

    /// Percent of a core that the server takes while nothing happens and nothing is due.
    func idle(for span: Duration, in site: BenchSite) async throws -> Double {
        let server = try await ServerUnderTest.start(in: site, folder: folder)
        let cost = try await server.idleCost(for: span, "segments.idle_cpu", in: site)
        try await server.stop()
        return cost
    }
}
