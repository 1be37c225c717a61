import Conditions
import Engine
import Pages
import Runtime
import Storage
import Values

extension SegmentsModel.Row {
    init(_ room: SegmentRoomLine) {
        let segment = room.line.segment
        let sentence = (try? Condition.parse(segment.text))?.sentence ?? segment.text
        self.init(
            id: PublicID.segment.text(segment.id), name: segment.name,
            about: segment.description.isEmpty ? sentence : segment.description, state: SegmentState(room.line),
            size: segment.state == .live ? room.line.size : nil, growth: segment.state == .live ? room.sizes : [],
            week: segment.state == .live ? room.week : nil,
            cost: room.eventsPerDay.map { .events(perDay: $0) } ?? .profiles, uses: room.uses)
    }
}

extension SegmentState {
    init(_ line: SegmentLine) {
        switch line.segment.state {
        case .building: self = .building(Int((line.build?.fraction ?? 0) * 100))
        case .live: self = .live
        case .archived: self = .archived
        }
    }
}

extension SegmentModel.Member {
    init(_ member: SegmentMember) {
        self.init(
            id: PublicID.customer.text(member.profile.rawValue), name: member.name, email: member.email,
            since: member.since)
    }
}

extension SegmentModel.Trace {
    init(_ part: SegmentTrace.Part) {
        let join: Join? =
            switch part.part.join {
            case .all: .all
            case .any: .any
            case .not: .not
            case nil: nil
            }
        self.init(
            text: part.part.condition.text, join: join, holds: part.explanation.holds, depth: part.part.depth,
            found: join == nil ? part.explanation.because : "", until: part.explanation.until)
    }
}

extension SegmentModel.WhyAnswer {
    init(_ trace: SegmentTrace, asked: String) {
        self.init(
            asked: asked, id: PublicID.customer.text(trace.customer.rawValue),
            name: trace.name.isEmpty ? asked : trace.name, holds: trace.parts.first?.explanation.holds ?? false,
            since: trace.since, until: trace.parts.first?.explanation.until,
            trace: trace.parts.map(SegmentModel.Trace.init))
    }
}

extension SegmentOverlapModel.Entry {
    init(_ line: SegmentLine) {
        self.init(id: PublicID.segment.text(line.segment.id), name: line.segment.name, size: line.size)
    }
}

extension SegmentOverlapModel {
    /// Of how many are in some of the chosen at least, how many are in exactly those; the largest first.
    ///
    /// - Parameter shared: by the names of two or more, how many are in all of them.
    static func regions(of chosen: [Entry], shared: [[String]: Int]) -> [Region] {
        func atLeast(_ mask: Int) -> Int {
            let members = chosen.indices.filter { mask >> $0 & 1 == 1 }
            return members.count == 1 ? chosen[members[0]].size ?? 0 : shared[members.map { chosen[$0].name }] ?? 0
        }
        let all = 1..<(1 << chosen.count)
        return all.map { mask in
            let count = all.filter { $0 & mask == mask }.reduce(0) { sum, wider in
                sum + ((wider.nonzeroBitCount - mask.nonzeroBitCount) % 2 == 0 ? 1 : -1) * atLeast(wider)
            }
            return Region(members: mask, count: max(0, count))
        }.sorted { ($1.count, $0.members) < ($0.count, $1.members) }
    }
}

extension Notice {
    /// Why something was refused, as a sentence.
    init(refusal: AdminError) {
        let text = refusal.description
        self.init(
            isProblem: true, text: text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : "."))
    }
}

extension SegmentModel.Measures {
    init(_ measures: SegmentMeasures) {
        func amount(_ number: Number, _ currency: String?) -> String {
            let rounded = Number((number.double * 100).rounded() / 100)
            return currency.map { "\(rounded) \($0)" } ?? rounded.description
        }
        let edges = measures.edges.map { edges -> [SegmentModel.RatingPart: [Edge]] in
            [
                .recency: edges.recency.map(Edge.moment),
                .frequency: edges.frequency.map { .number($0.description) },
                .monetary: edges.monetary.map { .number(amount($0, measures.currency)) },
            ]
        }
        self.init(
            ranks: measures.ranks.map { rank in
                Rank(text: rank.text, threshold: rank.threshold.map { amount($0, rank.currency) })
            }, edges: measures.asksForRating ? edges ?? [:] : nil, snapshot: Int(clamping: measures.snapshot),
            takenAt: measures.takenAt, nextAt: measures.nextAt)
    }
}
