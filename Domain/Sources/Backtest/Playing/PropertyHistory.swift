import Conditions
import Engine
import Values

/// What a person's properties were at the beginning of a stretch, and how they changed within it, as far as it is known.
///
/// Identify calls tell their own changes. Of what was set in another way (an import, a flow, somebody at the console) only
/// the newest statement is kept: what was said before the stretch holds from its beginning, what was said within it or
/// later has no history.
struct PropertyHistory {
    /// Known before the stretch.
    private(set) var before: [(String, DatedProperty)] = []
    /// That replaced something known, within the stretch.
    private(set) var changes: [(String, DatedProperty)] = []
    /// Whose earlier value nothing tells.
    private(set) var takenAsToday: [String] = []

    /// - Parameter replayed: sources whose statements come of what is played, and not of the past.
    init(_ person: BacktestPerson, window: Range<Instant>, replayed: Set<String>) {
        let isOld = person.properties.values.allSatisfy { $0.setAt < window.lowerBound }
        let stated = isOld ? [:] : person.namesStated()
        for (name, property) in person.properties.sorted(by: { $0.key < $1.key }) {
            if property.setAt < window.lowerBound {
                before.append((name, property))
            } else if replayed.contains(property.source) {
                continue
            } else if let moments = stated[name] {
                // An identify call tells of it, this statement or an earlier one.
                guard !moments.contains(property.setAt), window.contains(property.setAt) else { continue }
                changes.append((name, property))
            } else {
                takenAsToday.append(name)
                before.append(
                    (
                        name,
                        DatedProperty(
                            value: property.value, setAt: window.lowerBound - TimeSpan(milliseconds: 1),
                            source: property.source)
                    ))
            }
        }
    }
}

extension BacktestPerson {
    /// By property: when identify calls stated it.
    fileprivate func namesStated() -> [String: Set<Instant>] {
        var stated: [String: Set<Instant>] = [:]
        for event in events where event.call == .identify {
            for name in EventBody.bytes(event.properties).names { stated[name, default: []].insert(event.occurredAt) }
        }
        for event in events where event.call == .group { stated["company", default: []].insert(event.occurredAt) }
        return stated
    }
}

extension EventBody {
    /// Keys of the object.
    fileprivate var names: [String] {
        switch self {
        case .absent: []
        case .tree(let object): object.members.map(\.key)
        case .bytes(let bytes): (try? JSON.parse(bytes))?.object?.members.map(\.key) ?? []
        }
    }
}
