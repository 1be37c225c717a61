import Conditions
import Engine
import Storage
import Values

extension QualityService {
    private static let profilesLookedAt = 1_000
    private static let mostNames = 200

    /// What conditions name that the store has never seen, with the conditions that do.
    ///
    /// Whether a property is known is judged by the people seen last.
    func unseenNames(_ definitions: Definitions) async throws -> [DataQuality.UnseenName] {
        try await system.database.read { [system] connection in
            let segments = try SegmentStore().all(in: system.scope, on: connection)
            let lists = try LabelStore().all(.list, in: system.scope, on: connection).map(\.label.name)
            let tags = try LabelStore().all(.tag, in: system.scope, on: connection).map(\.label.name)
            let events = try VocabularyStore().eventNames(limit: 5_000, on: connection) + SegmentEvent.names
            let properties = try system.customers.propertyNames(
                ofNewest: QualityService.profilesLookedAt, in: system.scope, on: connection)
            var gathering = Gathering(known: [
                .event: Set(events), .list: Set(lists), .tag: Set(tags),
                .segment: Set(segments.filter { $0.role == .segment }.map(\.name) + lists),
            ])
            // Without anybody there is nothing to compare with.
            if let properties { gathering.known[.property] = properties }
            for segment in segments where segment.state != .archived {
                guard let condition = try? Condition.parse(segment.text) else { continue }
                gathering.take(condition.requirements) { $0.segments.append(segment) }
            }
            for flow in definitions.flows {
                let name = FlowName(slug: flow.slug, name: flow.name)
                for condition in flow.everyCondition {
                    gathering.take(condition.condition.requirements) { unseen in
                        if !unseen.flows.contains(name) { unseen.flows.append(name) }
                    }
                }
            }
            return Array(gathering.sorted.prefix(QualityService.mostNames))
        }
    }
}

/// Names that are not known, while conditions are read one after the other.
private struct Gathering {
    typealias Unseen = DataQuality.UnseenName
    struct Place: Hashable { var kind: Unseen.Kind, name: String }

    var known: [Unseen.Kind: Set<String>]
    private var found: [Place: Unseen] = [:]

    init(known: [Unseen.Kind: Set<String>]) { self.known = known }

    mutating func take(_ requirements: Requirements, _ note: (inout Unseen) -> Void) {
        let named: [(Unseen.Kind, Set<String>)] = [
            (.event, requirements.eventNames), (.property, requirements.profileProperties),
            (.list, requirements.lists), (.segment, requirements.memberships), (.tag, requirements.tags),
        ]
        for (kind, names) in named {
            guard let known = known[kind] else { continue }
            for name in names.subtracting(known) {
                let place = Place(kind: kind, name: name)
                var unseen =
                    found[place]
                    ?? Unseen(
                        kind: kind, name: name, nearest: NearestName.of(name, among: known.sorted()), segments: [],
                        flows: [])
                note(&unseen)
                found[place] = unseen
            }
        }
    }

    var sorted: [Unseen] { found.values.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) } }
}
