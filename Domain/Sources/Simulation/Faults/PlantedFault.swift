import Engine
import Values

/// A fault of the system itself that tests plant here, in the model around the engine, to show that it is found.
enum PlantedFault: CaseIterable {
    /// What is done outside has another identity with every try, so that a try after a crash does it again.
    case unstableIdentity
    /// Marketing that was being handed over when the process died is handed over again.
    case sentAgainAfterCrash
    /// The ledger is not read at the last moment.
    case withdrawalIgnored
    /// When a lease changes hands, a piece of work that is due is lost.
    case workLostAtHandover
    /// Nobody counts what a person has been sent.
    case capsNotCounted
    /// No journey is asked for its goal.
    case goalNotAsked
    /// A step decides by another moment than the one that is noted as its own.
    case momentNotNoted

    /// By how much a step's moment is another than the one that is noted.
    var stepsAhead: TimeSpan { self == .momentNotNoted ? .seconds(1) : .zero }
}

extension Edition.Standing {
    /// What the system knows of a flow.
    func known(_ flow: Flow) -> Flow {
        guard planted == .goalNotAsked, flow.goal != nil else { return flow }
        let lines = flow.text.split(separator: "\n", omittingEmptySubsequences: false)
        return SimulatedDefinitions.read(
            lines.filter { !$0.hasPrefix("goal:") }.joined(separator: "\n"), version: flow.version)
    }

    /// What the system knows of the settings.
    func known(_ settings: WorkspaceSettings) -> WorkspaceSettings {
        guard planted == .capsNotCounted else { return settings }
        var settings = settings
        settings.caps = []
        settings.marketingPerDay = 100
        return settings
    }
}

extension Simulator {
    /// Loses what the planted fault loses of ranges that have gone from one owner to another.
    mutating func loseWorkIfPlanted(_ before: [BucketRange: Int64]) {
        guard plan.planted == .workLostAtHandover else { return }
        let taken = BucketRange.all.filter { before[$0] != store.epochs[$0] }
        let now = now
        write { store in
            if let lost = store.work.due(in: taken, now: now, limit: 1).first { store.work.remove(lost) }
        }
    }
}

extension ModelStore {
    /// Hands over again what may have arrived: only where that fault is planted.
    mutating func sendAgain(in held: [Lease], now: Instant) {
        let ranges = Set(held.map(\.range))
        for id in outgoing where messages[id]!.state == .sending && ranges.contains(messages[id]!.profile.bucket.range)
        {
            set(id, to: .ready, "", dueAt: now)
        }
    }
}
