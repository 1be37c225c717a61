import Values

extension SegmentModel {
    /// What an RFM rating is made of.
    public enum RatingPart: String, Sendable, Hashable, CaseIterable {
        case recency, frequency, monetary
    }

    /// Figures over everybody that the rule compares with.
    public struct Measures: Sendable {
        public struct Rank: Sendable, Hashable {
            public var text: String
            /// Nil where nobody has the figure; an amount names its currency.
            public var threshold: String?

            public init(text: String, threshold: String?) {
                self.text = text
                self.threshold = threshold
            }
        }

        /// An edge between two ratings.
        public enum Edge: Sendable, Hashable {
            case moment(Instant)
            case number(String)
        }

        public var ranks: [Rank]
        /// Four edges for each part, ascending; empty where nobody is rated, nil where the rule asks for no rating.
        public var edges: [RatingPart: [Edge]]?
        public var snapshot: Int
        /// Nil before the first snapshot.
        public var takenAt: Instant?
        public var nextAt: Instant?

        public init(
            ranks: [Rank], edges: [RatingPart: [Edge]]? = nil, snapshot: Int, takenAt: Instant?, nextAt: Instant?
        ) {
            self.ranks = ranks
            self.edges = edges
            self.snapshot = snapshot
            self.takenAt = takenAt
            self.nextAt = nextAt
        }
    }
}

extension SegmentPage {
    func measures(_ html: inout HTML) {
        guard let measures = model.measures else { return }
        html(.section, .class("card measures"), .id("measures")) { html in
            html.cardHead(text.measured)
            guard let takenAt = measures.takenAt, let nextAt = measures.nextAt else {
                html(.p, .class("muted"), text: text.notTaken)
                return
            }
            ranks(measures.ranks, &html)
            if let edges = measures.edges { self.edges(edges, &html) }
            html(
                .p, .class("muted small-words"),
                text: text.takenAt(
                    context.format.count(measures.snapshot), context.format.momentInSentence(takenAt),
                    context.format.momentInSentence(nextAt)))
        }
    }

    private func ranks(_ ranks: [SegmentModel.Measures.Rank], _ html: inout HTML) {
        guard !ranks.isEmpty else { return }
        html(.ul, .class("side-list")) { html in
            for rank in ranks {
                html(.li, text: rank.threshold.map { text.rank(rank.text, $0) } ?? text.rankOfNobody(rank.text))
            }
        }
    }

    private func edges(_ edges: [SegmentModel.RatingPart: [SegmentModel.Measures.Edge]], _ html: inout HTML) {
        guard !edges.isEmpty else {
            html(.p, text: text.ratingNobody)
            return
        }
        html(.p, text: text.ratingEdges)
        html(.dl, .class("pairs")) { html in
            for part in SegmentModel.RatingPart.allCases {
                html(.dt, text: text.ratingPart(part))
                html(.dd, text: (edges[part] ?? []).map(words).joined(separator: " · "))
            }
        }
    }

    private func words(_ edge: SegmentModel.Measures.Edge) -> String {
        switch edge {
        case .moment(let moment): context.format.day(moment)
        case .number(let number): number
        }
    }
}
