import Conditions
import Engine
import Storage
import Synchronization
import Values

/// Looks for data that is counted as absent, by bounded readings beside whatever goes on; at most once in a minute.
///
/// Nothing is noted where events are taken in or stepped: the engine pays nothing for it.
public final class QualityService: Sendable {
    let system: CartwheelSystem
    private let known = Mutex<DataQuality?>(nil)

    static let eventsLookedAt = 5_000
    static let customersLookedAt = 5_000
    private static let customersAtOnce = 500
    static let examples = 10
    private static let freshFor = TimeSpan.minutes(1)

    public init(_ system: CartwheelSystem) { self.system = system }

    /// What there is to say. Cost: some 200 ms where it was not asked within the last minute.
    public func report() async throws -> DataQuality {
        let now = system.clock.now()
        if let report = known.withLock({ $0 }), now - report.takenAt < QualityService.freshFor { return report }
        var report = DataQuality(takenAt: now)
        let definitions = try await system.database.read { [system] in try system.definitions.upToDate(on: $0) }
        try await readAmounts(definitions, &report)
        try await readZones(&report)
        report.names = try await unseenNames(definitions)
        report.rejected = try await Rooms(system).rejected(limit: 1).counts
        known.withLock { [report] in $0 = report }
        return report
    }

    /// Amounts of the events that conditions add up, among the newest.
    private func readAmounts(_ definitions: Definitions, _ report: inout DataQuality) async throws {
        let names = definitions.everyRequirement.reduce(into: Set(ObjectAmount.events)) {
            $0.formUnion($1.needsEventProperties)
        }
        let rates = definitions.facts.rates
        let target = definitions.settings.currency
        report.currency = target
        let events = try await system.database.read { [system] in
            try system.customers.newestEvents(
                among: QualityService.eventsLookedAt, named: names, in: system.scope, on: $0)
        }
        var found: [String: DataQuality.Currency] = [:]
        for event in events.map(\.event) {
            guard let object = (try? JSON.parse(event.properties))?.object, ObjectAmount.isThere(object) else {
                continue
            }
            report.amounts += 1
            guard let code = ObjectAmount.currency(object) else { continue }
            // A currency that the table knows has a rate to its own.
            let isKnown =
                rates.convert(Number(1), from: code, to: target ?? ObjectAmount.usual, at: event.occurredAt) != nil
            if isKnown { continue }
            found[code, default: .init(code: code, amounts: 0, newestAt: event.occurredAt, eventName: event.name)]
                .amounts += 1
        }
        report.currencies = found.values.sorted { ($1.amounts, $0.code) < ($0.amounts, $1.code) }
    }

    /// Whose zone is none, among some thousands of customers: keys are hashes, so they are a fair sample.
    private func readZones(_ report: inout DataQuality) async throws {
        var last: ProfileKey?
        var isDone = false
        while !isDone, report.examined < QualityService.customersLookedAt {
            let rows = try await system.database.read { [system, last] in
                try system.customers.profiles(
                    after: last, upTo: ProfileKey(rawValue: .max), limit: QualityService.customersAtOnce, on: $0)
            }
            isDone = rows.count < QualityService.customersAtOnce
            last = rows.last?.key
            for row in rows where row.movedTo == nil {
                report.examined += 1
                // Most documents have no zone, and need not be read for it.
                guard row.document.contains("\"timezone\"") else { continue }
                report.look(at: try Profile(key: row.key, document: row.document))
            }
        }
        report.isExact = isDone
        guard !isDone, report.examined > 0 else { return }
        let total = try await system.segments.people()
        report.brokenZones = Int(
            (Double(report.brokenZones) * Double(max(total, report.examined)) / Double(report.examined)).rounded())
    }
}

extension DataQuality {
    fileprivate mutating func look(at profile: Profile) {
        guard let value = profile.property("timezone"), value != .null else { return }
        let text = value.string ?? value.text
        guard !text.isEmpty, Values.Zone(text) == nil else { return }
        brokenZones += 1
        guard zoneExamples.count < QualityService.examples else { return }
        zoneExamples.append(
            Zone(
                customer: profile.key, name: profile.displayName, email: profile.address(on: .email),
                value: String(text.prefix(60))))
    }
}

/// What an event says it was worth, by Segment's names.
private enum ObjectAmount {
    static let events = ["Order Completed", "Order Refunded", "Checkout Started"]
    private static let names = ["total", "revenue", "value", "price"]
    /// Every table that there is knows it.
    static let usual = "EUR"

    static func isThere(_ object: JSONObject) -> Bool {
        names.contains { object[$0]?.number != nil || object[$0]?["amount"] != nil }
    }

    /// In capitals; nil where none stands there: then it is the workspace's.
    static func currency(_ object: JSONObject) -> String? {
        let inside = names.lazy.compactMap { object[$0]?["currency"]?.string }.first
        guard let code = object["currency"]?.string ?? inside, !code.isEmpty else { return nil }
        return String(code.uppercased().prefix(12))
    }
}

extension Definitions {
    /// Of every condition that segments, stages, scores and live flows have.
    var everyRequirement: [Requirements] {
        segments.map(\.condition.requirements) + flows.flatMap(\.everyCondition).map(\.condition.requirements)
    }
}
