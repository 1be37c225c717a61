import Conditions
import Values

extension Subject {
    /// Whether columns would keep the same of both.
    ///
    /// Cost: microseconds an event, whose properties are parsed.
    public func isSameInColumns(as other: Subject) -> Bool {
        let (mine, theirs) = (facts, other.facts)
        guard zone.identifier == other.zone.identifier, properties == other.properties, consents == other.consents,
            memberships == other.memberships, mine.predictions == theirs.predictions, mine.tags == theirs.tags,
            mine.lists == theirs.lists, mine.suppressions == theirs.suppressions, mine.coupons == theirs.coupons,
            mine.topics.filter({ !$0.value.isEmpty }) == theirs.topics.filter({ !$0.value.isEmpty }),
            Dictionary(uniqueKeysWithValues: mine.inputs.map { ($0.input, $0.value) })
                == Dictionary(uniqueKeysWithValues: theirs.inputs.map { ($0.input, $0.value) }),
            timeline.count == other.timeline.count
        else { return false }
        return timeline.names.allSatisfy { name in
            let (mine, theirs) = (timeline[name], other.timeline[name])
            return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isSameInColumns(as: $1) }
        }
    }
}

extension TimelineEvent {
    fileprivate func isSameInColumns(as other: TimelineEvent) -> Bool {
        occurredAt == other.occurredAt && order == other.order && body.kept == other.body.kept
    }
}

extension EventBody {
    /// The properties, or nil where they cannot be read as JSON.
    fileprivate var kept: JSONObject? {
        switch self {
        case .absent: JSONObject()
        case .tree(let object): object
        case .bytes(let bytes): (try? JSON.parse(bytes))?.object
        }
    }
}
