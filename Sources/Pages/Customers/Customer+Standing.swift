import Values

extension CustomerModel {
    /// Where a customer stands: segments, lists, tags, the stage and the points.
    public struct Standing: Sendable {
        /// A segment, list or tag with the moment since which they are in it.
        public struct Membership: Sendable, Hashable {
            /// Of the segment, in addresses; a list and a tag go by their name.
            public var id: String
            public var name: String
            public var since: Instant

            public init(id: String, name: String, since: Instant) {
                self.id = id
                self.name = name
                self.since = since
            }
        }

        public struct Score: Sendable, Hashable {
            /// Empty for the one without a name.
            public var name: String
            public var points: String

            public init(name: String, points: String) {
                self.name = name
                self.points = points
            }
        }

        public var segments: [Membership]
        public var lists: [Membership]
        public var tags: [Membership]
        public var stage: String?
        public var scores: [Score]
        /// By which a segment's page is asked why they are in; nil where they have no such identity.
        public var asked: String?

        public init(
            segments: [Membership] = [], lists: [Membership] = [], tags: [Membership] = [], stage: String? = nil,
            scores: [Score] = [], asked: String? = nil
        ) {
            self.segments = segments
            self.lists = lists
            self.tags = tags
            self.stage = stage
            self.scores = scores
            self.asked = asked
        }
    }
}

extension CustomerPage {
    /// Where they stand, and since when; each segment leads to why.
    func standing(_ html: inout HTML) {
        let standing = model.standing
        html(.section, .class("card standing"), .id("standing")) { html in
            html.cardHead(text.standing)
            if standing.stage != nil || !standing.scores.isEmpty { figures(standing, &html) }
            html(.h3, text: text.segments)
            if standing.segments.isEmpty { html(.p, .class("muted"), text: text.inNone) }
            memberships(standing.segments, &html) { membership, html in
                html(.a, .class("strong"), .href(Route.segment(membership.id)), text: membership.name)
                guard let asked = standing.asked else { return }
                let address = Query().adding("who", asked).address(on: Route.segment(membership.id)) + "#why"
                html(.a, .class("small-words"), .href(address), .label(text.whyIn(membership.name)), text: text.why)
            }
            labels(text.lists, standing.lists, .list, &html)
            labels(text.tags, standing.tags, .tag, &html)
        }
    }

    private func figures(_ standing: CustomerModel.Standing, _ html: inout HTML) {
        html(.dl, .class("pairs")) { html in
            if let stage = standing.stage {
                html(.dt, text: text.stage)
                html(.dd, text: stage)
            }
            for score in standing.scores {
                html(.dt, text: score.name.isEmpty ? text.score : text.scoreNamed(score.name))
                html(.dd, text: score.points)
            }
        }
    }

    private func labels(
        _ title: String, _ labels: [CustomerModel.Standing.Membership], _ kind: LabelKind, _ html: inout HTML
    ) {
        guard !labels.isEmpty else { return }
        html(.h3, text: title)
        memberships(labels, &html) { label, html in
            html(.a, .class("strong"), .href(Route.label(kind, label.name)), text: label.name)
        }
    }

    private func memberships(
        _ memberships: [CustomerModel.Standing.Membership], _ html: inout HTML,
        name: (CustomerModel.Standing.Membership, inout HTML) -> Void
    ) {
        guard !memberships.isEmpty else { return }
        html(.ul, .class("side-list")) { html in
            for membership in memberships {
                html(.li, .class("side-row")) { html in
                    html(.span, .class("membership")) { name(membership, &$0) }
                    html(.small, .class("muted")) { html in
                        html.text(text.sinceWhen + " ")
                        html.time(membership.since, .day, in: context)
                    }
                }
            }
        }
    }
}
