import Conditions
import Values

/// What of the definitions stands in a customer's columns: customers that were read by other ones are read anew.
///
/// Segments stand there by their ids, so that a new, renamed or archived one changes nothing.
public struct ColumnFooting: Sendable, Hashable {
    private struct Label: Sendable, Hashable {
        var id: Int64
        var name: String
        var role: Segment.Role
    }

    private let zone: Zone
    private let stages: [Label]
    private let scores: [Label]
    private let rating: RFMEdges?
    /// By which it is added up what customers spent.
    private let rates: RateTable?
    private let currency: String?

    public init(_ definitions: Definitions) {
        zone = definitions.settings.zone
        var stages: [Label] = []
        var scores: [Label] = []
        for segment in definitions.segments {
            switch segment.role {
            case .segment: continue
            case .stage: stages.append(Label(id: segment.id, name: segment.name, role: segment.role))
            case .points: scores.append(Label(id: segment.id, name: "", role: segment.role))
            }
        }
        self.stages = stages.sorted { $0.id < $1.id }
        self.scores = scores.sorted { $0.id < $1.id }
        rating = definitions.rfm
        rates = definitions.rfm.map { _ in definitions.facts.rates }
        currency = definitions.rfm.flatMap { _ in definitions.facts.currency }
    }

    /// Whether a condition may have another answer by the one than by the other.
    public func differs(from other: ColumnFooting, for requirements: Requirements) -> Bool {
        if zone != other.zone { return true }
        if stages != other.stages, requirements.facts.contains(.stage) { return true }
        if scores != other.scores, requirements.facts.contains(.scores) { return true }
        guard requirements.facts.contains(.rfm) else { return false }
        return rating != other.rating || rates != other.rates || currency != other.currency
    }
}

extension Definitions {
    /// By which name a customer's columns know a segment.
    public static func columnName(ofSegment id: Int64) -> String { String(id) }

    /// By which names columns know what conditions call by this one: a segment's id, or nothing where there is none.
    public func columnNames(ofMembers name: String) -> [String] {
        segments.filter { $0.isNamed && $0.name == name }.map { Definitions.columnName(ofSegment: $0.id) }
    }
}

extension Customer {
    /// What is kept of the customer in columns: all that any condition could ask, with segments by their ids.
    ///
    /// Memberships are those of every verdict that holds, stages and points included. Cost: linear in the orders.
    public func inColumns(_ definitions: Definitions) -> Subject {
        var customer = self
        customer.subject.facts = profile.facts(definitions, needs: .everything, now: profile.steppedAt)
        customer.rateRFM(definitions)
        let held = profile.watched.filter(\.value.holds).keys
        customer.subject.memberships = Set(held.map(Definitions.columnName(ofSegment:)))
        return customer.subject
    }
}
