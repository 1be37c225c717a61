import Engine
import Simulation
import Values

/// What came of a story, in the order of time.
struct ScenarioRecord {
    let lines: [ScenarioLine]

    init(_ world: World, flows: [Flow], clock: ScenarioClock) {
        let slugs = Dictionary(flows.map { ($0.id, $0.slug) }, uniquingKeysWith: { first, _ in first })
        let steps = Dictionary(
            flows.flatMap { flow in flow.steps.map { ("\(flow.id) \($0.kind.sentence)", $0.id) } },
            uniquingKeysWith: { first, _ in first })
        // A second copy of an order takes the same steps, under the same messages: those go once.
        var queued: Set<Int64> = []
        let log = world.store.log.filter { $0.kind != .messageQueued || queued.insert($0.subject).inserted }
        var lines = log.compactMap { ScenarioLine($0, slugs, steps, world, clock) }
        lines += world.store.effects.map { ScenarioLine($0, clock) }
        lines += world.store.events.filter { $0.call == .derived }.map { event in
            ScenarioLine(at: clock.minute(of: event.occurredAt), kind: .emitted, name: event.name, reason: "")
        }
        self.lines = lines.filter { $0.at >= clock.start }.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}

extension ScenarioLine {
    /// A line of the log, where it tells of something that can be expected.
    fileprivate init?(
        _ entry: LogEntry, _ slugs: [Int64: String], _ steps: [String: String], _ world: World, _ clock: ScenarioClock
    ) {
        let reason = entry.text.range(of: ": ").map { String(entry.text[$0.upperBound...]) } ?? ""
        let message = world.store.messages[entry.subject]
        let kind: Kind
        let name: String?
        var because = ""
        switch entry.kind {
        case .messageQueued:
            // Delivery looks at the ledger once more.
            let isRefused = message?.state == .refused
            kind = isRefused ? .refused : .sent
            name = message?.step
            because = isRefused ? message?.reason ?? "" : ""
        case .messageHeld: (kind, name, because) = (.held, message?.step, reason)
        case .messageRefused: (kind, name, because) = (.refused, message?.step, reason)
        case .flowEntered: (kind, name) = (.entered, slugs[entry.subject])
        case .goalReached: (kind, name, because) = (.ended, slugs[entry.subject], "goal: \(reason)")
        case .exited: (kind, name, because) = (.ended, slugs[entry.subject], "exit: \(reason)")
        case .flowEnded, .journeyFailed:
            (kind, name, because) = (.ended, slugs[entry.subject], reason.isEmpty ? "end" : reason)
        case .stepTaken: (kind, name) = (.step, steps["\(entry.subject) \(entry.text)"])
        default: return nil
        }
        guard let name else { return nil }
        self.init(at: clock.minute(of: entry.at), kind: kind, name: name, reason: because)
    }

    fileprivate init(_ effect: EffectRequest, _ clock: ScenarioClock) {
        let kind: Kind
        let name: String
        switch effect.kind {
        case .task: (kind, name) = (.task, effect.details["title"]?.string ?? "")
        case .alert: (kind, name) = (.alert, effect.details["title"]?.string ?? "")
        case .webhook: (kind, name) = (.webhook, effect.step)
        case .audience: (kind, name) = (.audience, effect.details["audience"]?.string ?? "")
        }
        self.init(at: clock.minute(of: effect.requestedAt), kind: kind, name: name, reason: "")
    }
}
