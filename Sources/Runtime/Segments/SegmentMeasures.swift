import Conditions
import Engine
import Values

/// Figures over everybody that a rule compares with: thresholds of ranks and the edges of RFM, as they were taken last.
public struct SegmentMeasures: Sendable, Hashable {
    public struct Rank: Sendable, Hashable {
        /// Such as `top 10% by sum("Order Completed".total)`.
        public var text: String
        /// Nil where nobody has the figure.
        public var threshold: Number?
        /// In which the threshold is; nil where it is no amount or the workspace has none.
        public var currency: String?
    }

    public var ranks: [Rank]
    /// Whether the rule asks for RFM ratings.
    public var asksForRating: Bool
    /// Nil while nobody has ordered.
    public var edges: RFMEdges?
    /// In which the edges of what was spent are.
    public var currency: String?
    public var snapshot: Int64
    /// Nil before the first snapshot.
    public var takenAt: Instant?
    /// When the next snapshot is taken.
    public var nextAt: Instant?

    /// Nil where the rule asks for no such figure.
    init?(_ needs: Requirements, _ definitions: Definitions) {
        let taken = definitions.ranks
        asksForRating = needs.facts.contains(.rfm)
        guard asksForRating || !needs.ranks.isEmpty else { return nil }
        currency = definitions.settings.currency
        ranks = needs.ranks.sorted().map { key in
            let isAmount = CompiledFigure(rank: key)?.isAmount ?? false
            return Rank(
                text: key, threshold: taken.thresholds[key],
                currency: isAmount ? definitions.settings.currency : nil)
        }
        edges = taken.rfm
        snapshot = taken.number
        takenAt = taken.takenAt
        nextAt = RankService.nextSnapshot(definitions)
    }
}
