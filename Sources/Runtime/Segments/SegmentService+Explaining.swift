import Conditions
import Engine
import Storage
import Values

/// Why somebody is in a segment, or not, and when that would change.
public struct SegmentExplanation: Sendable, Hashable {
    public var customer: ProfileKey
    public var name: String?
    public var isMember: Bool
    /// Nil where they were never in it, or nobody asked for a segment.
    public var since: Instant?
    /// The answer of the whole, evaluated now, with its reason.
    public var whole: Explanation
    /// Each of the conditions that it joins, by itself.
    public var parts: [Part]

    public struct Part: Sendable, Hashable {
        public var text: String
        public var explanation: Explanation
    }
}

extension SegmentService {
    /// Explains a segment for a person.
    public func explain(_ name: String, for who: Profile) async throws -> SegmentExplanation {
        let segment = try await find(name)
        var explanation = try await explain(text: segment.text, for: who)
        let verdict = who.watched[segment.id]
        explanation.isMember = verdict?.holds ?? false
        explanation.since = verdict?.since
        return explanation
    }

    /// Explains any condition for a person.
    public func explain(text: String, for who: Profile) async throws -> SegmentExplanation {
        let condition = try SegmentService.condition(text)
        let draft = Segment(
            id: Segment.id(named: text), name: "a question", condition: CompiledCondition(condition), version: 0)
        let now = clock.now()
        return try await database.read { [self] connection in
            let tried = try definitions.upToDate(on: connection).trying(draft)
            let subject = try subject(of: who, tried, on: connection)
            let whole = draft.condition.explain(subject, now: now)
            let parts = condition.parts.map { part in
                SegmentExplanation.Part(
                    text: part.text, explanation: CompiledCondition(part).explain(subject, now: now))
            }
            return SegmentExplanation(
                customer: who.key, name: who.displayName, isMember: whole.holds, since: nil, whole: whole,
                parts: parts)
        }
    }

    func subject(
        of profile: Profile, _ definitions: Definitions, on connection: any Connection
    ) throws -> Subject {
        let requests = profile.identities.map {
            TimelineRequest(identity: $0.identity.key, intervals: $0.intervals, below: nil)
        }
        let events = try customers.reader(on: connection).timelines(requests).filter { stored in
            profile.identities.contains { $0.identity.key == stored.identity && $0.owns(stored.event.occurredAt) }
        }
        let timeline = Timeline(stored: events.map(\.event), workspace: scope.workspace)
        return Customer(profile: profile, timeline: timeline, definitions: definitions).rated(definitions)
    }
}
