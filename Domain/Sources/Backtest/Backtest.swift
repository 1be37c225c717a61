import Conditions
import Engine
import Values

/// Runs a draft of a flow over the store's own past, person by person, and tells what it would have done.
///
/// Nothing is sent and nothing is stored. The decisions are the engine's own, on a virtual clock. Several threads may run
/// parts of the people, each with a backtest of its own (`apart`); the reports of the parts are merged.
public struct Backtest: Sendable {
    public let plan: BacktestPlan
    let draft: BacktestWorld
    /// With the live version in the draft's place; nil where none is live.
    let live: BacktestWorld?
    private let propertiesRead: Set<String>

    public init(_ plan: BacktestPlan) {
        self.plan = plan
        draft = BacktestWorld(plan, flow: plan.draft)
        live = plan.liveVersion.map { BacktestWorld(plan, flow: $0) }
        propertiesRead = [draft, live].compactMap { $0?.definitions.propertiesRead }.reduce(into: []) {
            $0.formUnion($1)
        }
    }

    /// The same backtest for another thread. It has nothing in common with this one: threads that count references to the
    /// same flows take hardly less time than one does alone.
    public func apart() -> Backtest { Backtest(plan.apart()) }

    /// A report in which nobody was looked at yet.
    public var emptyReport: BacktestReport { BacktestReport(plan) }

    /// What the draft, and the live version, would have done to one person.
    ///
    /// Cost: a few microseconds for whom nothing could start, else about as much as the engine takes for their events.
    public func run(_ person: BacktestPerson) -> BacktestOutcome {
        let events = person.events[person.places(in: draft.window)]
        let imported = events.indices.count { events[$0].isHistorical }
        // Most people did nothing that starts anything.
        guard draft.mayStart(by: events) || live?.mayStart(by: events) ?? false else {
            return BacktestOutcome(
                person: person.key, events: events.count, imported: imported, takenAsToday: [], draft: draft.blank,
                live: live?.blank)
        }
        let past = past(of: person)
        return BacktestOutcome(
            person: person.key, events: events.count, imported: imported,
            takenAsToday: past.takenAsToday.filter(propertiesRead.contains), draft: draft.play(past),
            live: live?.play(past))
    }

    /// What the draft would have done to one person, line by line.
    ///
    /// - Returns: at most `mostLines` lines; the last says so where there are more.
    public func path(of person: BacktestPerson) -> [BacktestLine] {
        let past = past(of: person)
        return draft.play(past, isRecording: true).lines
    }

    private func past(of person: BacktestPerson) -> PersonPast {
        PersonPast(person, in: plan.from..<plan.until, replayed: draft.replay.sources)
    }

    /// A path has at most this many lines.
    public static let mostLines = 2000

    /// Which events of a person are needed, by their canonical names, of which of them the properties, and of which only
    /// that they happened and when.
    ///
    /// Calls of the kinds identify and group are needed whatever their names.
    public var reading: (names: Set<String>, bodies: Set<String>, moments: Set<String>) {
        let worlds = [draft, live].compactMap { $0 }
        let names = worlds.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        let bodies = worlds.reduce(into: Set<String>()) { $0.formUnion($1.bodies) }
        let told = worlds.reduce(into: Set<String>()) { $0.formUnion($1.replay.derived) }
        return (names, bodies, names.subtracting(bodies).subtracting(told))
    }
}

/// What both versions would have done to one person; `BacktestReport.add` folds it in.
public struct BacktestOutcome: Sendable {
    public let person: ProfileKey
    /// Events within the stretch that were looked at.
    let events: Int
    let imported: Int
    /// Properties that something reads and that hold from the beginning, since they have no history.
    let takenAsToday: [String]
    let draft: PersonTale
    let live: PersonTale?
}
