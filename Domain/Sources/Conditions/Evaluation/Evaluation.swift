import Values

/// One evaluation of one condition: what it reads, and what it learns on the way.
struct Evaluation {
    var subject: Subject
    let trigger: TimelineEvent?
    let now: Instant
    /// Values of the profile, trigger, place and predicted paths that filters read, looked up once.
    var outer: [Value] = []
    /// The first moment at which a fact dated after now sets in; until then it is ignored.
    var horizon: Instant?
    /// Where to note what could not be used; nil where nobody asks.
    var notes: MoneyContext.Notes?

    init(subject: Subject, trigger: TimelineEvent?, now: Instant) {
        self.subject = subject
        self.trigger = trigger
        self.now = now
    }

    /// Begins with another condition about the same moment.
    mutating func forget() {
        if !outer.isEmpty { outer = [] }
        horizon = nil
    }

    mutating func limit(to moment: Instant) {
        if horizon.map({ moment < $0 }) ?? true { horizon = moment }
    }

    /// Looks up what the filters read outside the event.
    mutating func look(up nodes: [any ValueNode]) {
        if !nodes.isEmpty { outer = nodes.map { $0.steps(in: &self).current } }
    }

    var money: MoneyContext { MoneyContext(shared: subject.sharedWorkspace, notes: notes) }
}

/// A prepared part of a condition that holds or does not.
protocol TruthNode: Sendable {
    func truth(in evaluation: inout Evaluation) -> Truth
}

/// A prepared part of a condition that has a value.
protocol ValueNode: Sendable {
    func steps(in evaluation: inout Evaluation) -> Steps
}
