import Engine
import Values

/// Some people of each kind, for looking at their paths; the same whoever is looked at first.
public struct BacktestSamples: Sendable, Hashable {
    /// By kind, in the order of the hashes of their keys.
    public private(set) var people: [BacktestSample.Kind: [BacktestSample]] = [:]

    /// Of each kind at most so many are kept.
    public static let mostOfKind = 20

    public init() {}

    mutating func add(_ sample: BacktestSample, kinds: some Sequence<BacktestSample.Kind>) {
        for kind in kinds { insert(sample, kind) }
    }

    mutating func merge(_ other: BacktestSamples) {
        for (kind, samples) in other.people { for sample in samples { insert(sample, kind) } }
    }

    mutating func insert(_ sample: BacktestSample, _ kind: BacktestSample.Kind) {
        var kept = people[kind] ?? []
        if kept.count == BacktestSamples.mostOfKind, let last = kept.last, last.rank <= sample.rank { return }
        guard !kept.contains(where: { $0.person == sample.person }) else { return }
        people[kind] = nil
        kept.insert(sample, at: kept.firstIndex { $0.rank > sample.rank } ?? kept.count)
        people[kind] = Array(kept.prefix(BacktestSamples.mostOfKind))
    }
}

/// One person of a report.
public struct BacktestSample: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case sent, held, refused, notEntered, metGoal, boughtAnyway, gotCode, collided
    }

    public var person: ProfileKey
    public var journeys: Int
    public var messages: Int

    init(person: ProfileKey, journeys: Int, messages: Int) {
        self.person = person
        self.journeys = journeys
        self.messages = messages
    }

    init(_ person: ProfileKey, _ tale: PersonTale) {
        self.init(person: person, journeys: tale.journeys.count, messages: tale.own.count { $0.sentAt != nil })
    }

    /// A place by chance that is the same every time.
    var rank: UInt64 {
        var hash = StableHash()
        hash.combine(person.rawValue)
        return hash.finish()
    }
}

extension PersonTale {
    /// For which kinds of sample the person will do.
    func kinds(collided: Bool) -> [BacktestSample.Kind] {
        var kinds: [BacktestSample.Kind] = []
        if own.contains(where: { $0.sentAt != nil }) { kinds.append(.sent) }
        if own.contains(where: { !$0.heldBy.isEmpty }) { kinds.append(.held) }
        if own.contains(where: { $0.refusedBy != nil }) { kinds.append(.refused) }
        if !notEntered.isEmpty { kinds.append(.notEntered) }
        if journeys.contains(where: { $0.hasMetGoal }) { kinds.append(.metGoal) }
        if boughtAnyway { kinds.append(.boughtAnyway) }
        if codes.contains(where: { $0.isGiven && $0.returnedAt == nil }) { kinds.append(.gotCode) }
        if collided { kinds.append(.collided) }
        return kinds
    }
}

extension PersonTale.JourneyTale {
    var hasMetGoal: Bool {
        if case .goal = end { return true }
        return metGoalLater
    }
}
