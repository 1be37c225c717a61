import Conditions
import Engine
import Storage
import Values

/// Why somebody is in a segment, or not, part by part.
public struct SegmentTrace: Sendable, Hashable {
    public var customer: ProfileKey
    public var name: String
    public var isMember: Bool
    /// Nil where they are not in it.
    public var since: Instant?
    /// The whole first, then what it joins, each before what lies below it.
    public var parts: [Part]

    public struct Part: Sendable, Hashable {
        public var part: ConditionPart
        public var explanation: Explanation
    }
}

extension SegmentService {
    /// Asks each part of a segment's rule by itself for a person, as things stand now.
    ///
    /// Cost: the whole rule once a level of nesting.
    public func trace(_ name: String, for who: Profile) async throws -> SegmentTrace {
        let segment = try await find(name)
        let outline = try SegmentService.condition(segment.text).outline
        let now = clock.now()
        return try await database.read { [self] connection in
            let subject = try subject(of: who, try definitions.upToDate(on: connection), on: connection)
            let verdict = who.watched[segment.id]
            let isMember = verdict?.holds ?? false
            return SegmentTrace(
                customer: who.key, name: who.displayName ?? who.address(on: .email) ?? "", isMember: isMember,
                since: isMember ? verdict?.since : nil,
                parts: outline.prefix(SegmentService.longestTrace).map { part in
                    SegmentTrace.Part(
                        part: part, explanation: CompiledCondition(part.condition).explain(subject, now: now))
                })
        }
    }

    /// A rule of 16 KB has more parts than anybody reads.
    private static let longestTrace = 200
}
