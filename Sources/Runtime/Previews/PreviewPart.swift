import Engine
import Values

/// What one server has counted of a preview, in its ranges; parts add up.
struct PreviewPart: Sendable, Hashable {
    var examined = 0
    var matching = 0
    /// Of an edit: who is not in the segment now and would be, and the other way round.
    var entering = 0
    var leaving = 0
    /// Whether these were all customers of its ranges.
    var isWhole = true
    /// Customers who have just changed and were counted as they were before.
    var waiting = 0
    /// Some of those who would be in it: names and addresses are not sent from server to server.
    var sample: [ProfileKey] = []
    /// Of an edit: some of those who would come in, and some of those who would go out.
    var entrants: [ProfileKey] = []
    var leavers: [ProfileKey] = []

    static let sampled = 10

    mutating func add(_ customer: Customer, _ segment: Segment, _ definitions: Definitions, now: Instant) {
        examined += 1
        let holds = segment.condition.evaluate(customer.rated(definitions), now: now).holds
        let isMember = customer.profile.watched[segment.id]?.holds ?? false
        if holds, !isMember {
            entering += 1
            if entrants.count < PreviewPart.sampled { entrants.append(customer.profile.key) }
        }
        if !holds, isMember {
            leaving += 1
            if leavers.count < PreviewPart.sampled { leavers.append(customer.profile.key) }
        }
        guard holds else { return }
        matching += 1
        if sample.count < PreviewPart.sampled { sample.append(customer.profile.key) }
    }

    mutating func add(_ other: PreviewPart) {
        examined += other.examined
        matching += other.matching
        entering += other.entering
        leaving += other.leaving
        isWhole = isWhole && other.isWhole
        waiting += other.waiting
        sample = Array((sample + other.sample).prefix(PreviewPart.sampled))
        entrants = Array((entrants + other.entrants).prefix(PreviewPart.sampled))
        leavers = Array((leavers + other.leavers).prefix(PreviewPart.sampled))
    }

    /// A key is a hash, so that any part of the customers is a fair sample of all.
    ///
    /// - Parameter total: how many customers there are; of no account where the part is whole.
    func preview(total: Int) -> SegmentPreview {
        let total = isWhole ? examined : max(total, examined)
        func scaled(_ count: Int) -> Int {
            isWhole || examined == 0 ? count : Int((Double(count) / Double(examined) * Double(total)).rounded())
        }
        let share = examined == 0 ? 0 : Double(matching) / Double(examined)
        let error = examined == 0 ? 0 : 1.96 * (share * (1 - share) / Double(examined)).squareRoot()
        return SegmentPreview(
            total: total, examined: examined, isExact: isWhole && waiting == 0, matching: scaled(matching),
            entering: scaled(entering), leaving: scaled(leaving),
            margin: (isWhole ? 0 : Int((error * Double(total)).rounded(.up))) + waiting)
    }
}

extension PreviewPart {
    /// What columns answered.
    ///
    /// - Parameter isEdit: whether somebody may be in the segment already.
    init(_ answer: PreviewService.Answer, isEdit: Bool) {
        let tally = answer.tally
        self.init(
            examined: tally.examined, matching: tally.matching, entering: isEdit ? tally.entering : tally.matching,
            leaving: tally.leaving, waiting: answer.waiting,
            sample: tally.first.map(ProfileKey.init(rawValue:)),
            entrants: (isEdit ? tally.firstEntering : []).map(ProfileKey.init(rawValue:)),
            leavers: tally.firstLeaving.map(ProfileKey.init(rawValue:)))
    }

    var json: JSON {
        [
            "examined": .number(Number(examined)), "matching": .number(Number(matching)),
            "entering": .number(Number(entering)), "leaving": .number(Number(leaving)), "whole": .bool(isWhole),
            "waiting": .number(Number(waiting)), "sample": PreviewPart.json(sample),
            "entrants": PreviewPart.json(entrants), "leavers": PreviewPart.json(leavers),
        ]
    }

    /// Nil where it is no such answer.
    init?(_ json: JSON) {
        func count(_ name: String) -> Int? { json[name]?.number?.integer.flatMap { $0 >= 0 ? Int(exactly: $0) : nil } }
        guard let examined = count("examined"), let matching = count("matching"), let entering = count("entering"),
            let leaving = count("leaving"), let isWhole = json["whole"]?.bool
        else { return nil }
        func keys(_ name: String) -> [ProfileKey] {
            (json[name]?.array ?? []).prefix(PreviewPart.sampled)
                .compactMap { $0.string.flatMap { Int64($0) }.map(ProfileKey.init(rawValue:)) }
        }
        self.init(
            examined: examined, matching: matching, entering: entering, leaving: leaving, isWhole: isWhole,
            waiting: count("waiting") ?? 0, sample: keys("sample"), entrants: keys("entrants"), leavers: keys("leavers")
        )
    }

    private static func json(_ keys: [ProfileKey]) -> JSON { .array(keys.map { .string(String($0.rawValue)) }) }
}
