import Conditions
import Engine
import Storage
import Values

extension SegmentService {
    /// By which it is judged whether a property of customers is known.
    private static let profilesLookedAt = 300
    /// The newest events, by which it is judged what the events of a name say, and in which currencies a store sells.
    private static let eventsLookedAt = 1_000
    private static let currenciesNamed = 5
    /// Names among which a slip of the pen is looked for.
    private static let namesCompared = 500

    /// What is worth a second look before a condition is saved, in sentences.
    ///
    /// Without the database there is nothing to compare with, and nothing to warn of.
    public func warnings(_ condition: Condition) async -> [String] {
        (try? await database.read { [self] in try warnings(condition, on: $0) }) ?? []
    }

    /// What a condition names that the store has never seen: allowed, for it may come, and worth a second look.
    ///
    /// Cost: some milliseconds.
    func warnings(_ condition: Condition, on connection: any Connection) throws -> [String] {
        let needs = condition.requirements
        return try eventWarnings(condition, on: connection) + propertyWarnings(needs, on: connection)
            + currencyWarnings(condition, on: connection) + groupWarnings(needs, on: connection)
    }

    /// Only of events that the text names: what stands for them, such as what was spent, asks for its own.
    private func eventWarnings(_ condition: Condition, on connection: any Connection) throws -> [String] {
        let named = condition.namedEvents
        var warnings: [String] = []
        var known: [String: Set<[String]>] = [:]
        for (event, paths) in named.sorted(by: { $0.key < $1.key }) {
            if SegmentEvent.names.contains(event) { continue }
            if try customers.isEventKnown(event, on: connection) {
                if !paths.isEmpty { known[event] = paths }
                continue
            }
            let names = try VocabularyStore().eventNames(limit: SegmentService.namesCompared, on: connection)
            warnings.append("This store has never seen an event “\(event)”" + end(event, names))
        }
        guard !known.isEmpty else { return warnings }
        let newest = try customers.newestEvents(
            among: SegmentService.eventsLookedAt, named: Set(known.keys), in: scope, on: connection)
        let byName = Dictionary(grouping: newest, by: \.event.name)
        for (event, paths) in known.sorted(by: { $0.key < $1.key }) {
            let bodies = (byName[event] ?? []).map { (try? JSON.parse($0.event.properties))?.object ?? JSONObject() }
            // Of an event that came long ago only, nobody knows what it said.
            guard !bodies.isEmpty else { continue }
            let seen = Vocabulary.paths(in: bodies)
            for path in paths.map({ $0.joined(separator: ".") }).sorted() where !Vocabulary.holds(path, among: seen) {
                warnings.append("No “\(event)” seen lately has a property “\(path)”" + end(path, seen))
            }
        }
        return warnings
    }

    private func propertyWarnings(_ needs: Requirements, on connection: any Connection) throws -> [String] {
        guard !needs.profileProperties.isEmpty,
            let seen = try customers.propertyNames(
                ofNewest: SegmentService.profilesLookedAt, in: scope, on: connection)
        else { return [] }
        return needs.profileProperties.subtracting(seen).sorted().map {
            "No customer seen lately has a property “\($0)”" + end($0, seen.sorted())
        }
    }

    /// Amounts that are added up as they are written, though they are in several currencies.
    private func currencyWarnings(_ condition: Condition, on connection: any Connection) throws -> [String] {
        let events = condition.amountsWithoutCurrency.sorted()
        guard !events.isEmpty else { return [] }
        let own = try definitions.upToDate(on: connection).settings.currency ?? "EUR"
        return try events.compactMap { name in
            let seen = try VocabularyStore().properties(
                of: name, among: SegmentService.eventsLookedAt, sharing: customers, in: scope, on: connection)
            let currencies = Set(seen.compactMap { $0["currency"]?.string?.uppercased() }).sorted()
            guard currencies.count > 1 else { return nil }
            let named = currencies.prefix(SegmentService.currenciesNamed).joined(separator: ", ")
            return "“\(name)” comes in several currencies (\(named)), and an amount without a currency takes them all "
                + "as one; name one beside it, such as 500 \(own)."
        }
    }

    private func groupWarnings(_ needs: Requirements, on connection: any Connection) throws -> [String] {
        guard !needs.memberships.isEmpty || !needs.lists.isEmpty else { return [] }
        let segments = Set(try store.all(in: scope, on: connection).filter { $0.role == .segment }.map(\.name))
        let lists = Set(try LabelStore().all(.list, in: scope, on: connection).map(\.label.name))
        let groups = segments.union(lists)
        return needs.memberships.subtracting(groups).sorted().map {
            "There is no segment or list “\($0)” yet" + end($0, groups.sorted())
        } + needs.lists.subtracting(lists).sorted().map { "There is no list “\($0)” yet" + end($0, lists.sorted()) }
    }

    /// The end of the sentence: what may have been meant, where something is near.
    private func end(_ name: String, _ known: [String]) -> String {
        NearestName.of(name, among: known).map { "; did you mean “\($0)”?" } ?? "."
    }
}
