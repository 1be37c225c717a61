import Conditions
import Values

/// A person's journeys through one flow, gathered from their log.
///
/// The log names the work that led to each line, not always the journey. Where several journeys of one flow run at a time
/// and one work touched more than one of them, its lines go to the newest that was under way.
struct JourneyHistory {
    private(set) var runs: [FlowAccount.Run] = []
    private(set) var refusals: [FlowAccount.Refusal] = []

    private let question: FlowQuestion
    /// The journey's trigger, by the place among `runs`.
    private var triggers: [Int: JourneyTrigger] = [:]
    private var messages: [Int64: Message] = [:]

    init(_ question: FlowQuestion) {
        self.question = question
        let flow = question.flow
        for message in question.messages where message.flow == flow.id { messages[message.id] = message }
        let lines = question.log.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        for line in lines.suffix(FlowAccount.mostLines).map(\.element) { take(line) }
        addUnlogged()
        for index in runs.indices { finish(index) }
        runs = Array(runs.sorted { $0.enteredAt > $1.enteredAt }.prefix(FlowAccount.mostJourneys))
        refusals = Array(refusals.reversed().prefix(FlowAccount.mostRefusals))
    }

    private mutating func take(_ line: LogEntry) {
        switch line.kind {
        case .flowEntered where line.subject == question.flow.id: begin(line)
        case .flowNotEntered where line.subject == question.flow.id: refuse(line)
        case .stepTaken where line.subject == question.flow.id,
            .journeyRefreshed where line.subject == question.flow.id,
            .journeyPaused where line.subject == question.flow.id:
            add(line, to: run(of: line))
        case .stepAnswered where line.subject == question.flow.id: answer(line)
        case .goalReached where line.subject == question.flow.id, .exited where line.subject == question.flow.id,
            .flowEnded where line.subject == question.flow.id,
            .journeyFailed where line.subject == question.flow.id:
            guard let index = run(of: line) else { return }
            runs[index].endedAt = line.at
            runs[index].endKind = line.kind
            runs[index].ended = line.text
        case .messageQueued, .messageHeld, .messageRefused:
            guard let message = messages[line.subject] else { return }
            add(line, to: run(journey: message.journey) ?? run(of: line))
        default: return
        }
    }

    // MARK: Runs

    private mutating func begin(_ line: LogEntry) {
        let known = question.customer.profile.journeys.first { journey in
            journey.flow == question.flow.id && journey.enteredAt == line.at
                && !runs.contains { $0.journey == journey.id }
        }
        let event = event(of: line.cause)
        triggers[runs.count] =
            known?.trigger
            ?? event.map {
                JourneyTrigger(
                    name: $0.name, occurredAt: $0.occurredAt, order: $0.order, properties: $0.body.object)
            }
        runs.append(
            FlowAccount.Run(
                journey: known?.id, version: known?.version, enteredAt: line.at, entered: line.text,
                trigger: known?.trigger.name ?? event?.name, steps: [], endedAt: nil, ended: nil, standing: nil,
                coming: []))
    }

    /// Journeys under way of which the log tells no more.
    private mutating func addUnlogged() {
        for journey in question.customer.profile.journeys
        where journey.flow == question.flow.id && !runs.contains(where: { $0.journey == journey.id }) {
            triggers[runs.count] = journey.trigger
            runs.append(
                FlowAccount.Run(
                    journey: journey.id, version: journey.version, enteredAt: journey.enteredAt,
                    entered: "Entered “\(question.flow.name)” because of “\(journey.trigger.name)”",
                    trigger: journey.trigger.name, steps: [], endedAt: nil, ended: nil, standing: nil, coming: []))
        }
    }

    private func run(journey: Int64) -> Int? { runs.lastIndex { $0.journey == journey } }

    private mutating func run(of line: LogEntry) -> Int? {
        let parts = line.cause.split(separator: " ")
        var journey: Int64?
        if parts.count == 2, let number = Int64(parts[1]) {
            if parts[0] == "journey" { journey = number }
            if parts[0] == "message" { journey = messages[number]?.journey }
        }
        if let journey {
            if let known = run(journey: journey) { return known }
            // The only thing that tells which journey an earlier one was.
            guard let open = runs.lastIndex(where: { $0.ended == nil && $0.journey == nil }) else { return nil }
            runs[open].journey = journey
            return open
        }
        return runs.lastIndex { $0.ended == nil && $0.enteredAt <= line.at }
    }

    private func event(of cause: String) -> TimelineEvent? {
        let parts = cause.split(separator: " ")
        guard parts.count == 2, parts[0] == "event", let order = Int64(parts[1]) else { return nil }
        for name in Set(question.flow.triggers) {
            if let event = question.customer.subject.timeline[name].last(where: { $0.order == order }) { return event }
        }
        return nil
    }

    // MARK: Lines

    private mutating func add(_ line: LogEntry, to index: Int?) {
        guard let index else { return }
        var step = FlowAccount.Step(
            at: line.at, kind: line.kind, text: line.text, id: nil, traces: [], outcome: "")
        step.mark = line.mark
        step.take(line.mark?.inputs)
        if line.kind == .stepTaken, line.mark == nil {
            if line.text.hasPrefix(JourneyAction.skippedBy) { step.went = .skipped }
            if line.text.hasPrefix(OnError.failure) { step.went = .failed }
        }
        if let message = messages[line.subject], line.kind != .stepTaken {
            step.id = message.step
            step.keyword = self.step(message.step, version: message.flowVersion)?.keyword
            step.message = FlowAccount.MessageNow(message)
            if line.kind != .messageRefused, message.state != .held, message.state != .ready {
                step.outcome = message.state.name + (message.reason.isEmpty ? "" : ": \(message.reason)")
            }
        }
        if runs[index].journey == nil, let message = messages[line.subject] { runs[index].journey = message.journey }
        runs[index].steps.append(step)
    }

    /// What came is told with the step that waited for it.
    private mutating func answer(_ line: LogEntry) {
        guard let mark = line.mark else { return }
        let open = runs.indices.reversed().filter { runs[$0].ended == nil }
        for index in [run(of: line)].compactMap({ $0 }) + open {
            guard let last = runs[index].steps.lastIndex(where: { $0.mark != nil }),
                runs[index].steps[last].mark?.step == mark.step
            else { continue }
            runs[index].steps[last].take(mark.inputs)
            return
        }
    }

    private mutating func refuse(_ line: LogEntry) {
        let event = event(of: line.cause)
        let flow = question.flow
        let traces = [("when", flow.entryCondition), ("only if", flow.standingCondition)].compactMap {
            rule, condition in
            condition.map {
                FlowAccount.Trace(
                    rule, $0, question.customer, question.definitions, trigger: event, past: line.at)
            }
        }
        refusals.append(
            FlowAccount.Refusal(at: line.at, reason: line.text, trigger: event?.name, traces: traces))
    }

    /// Finds the steps behind the lines, what they read and where they led; and what is to come.
    private mutating func finish(_ index: Int) {
        let journey = question.customer.profile.journeys.first { $0.id == runs[index].journey }
        let flow =
            journey.flatMap { question.definitions.flow($0.flow, version: $0.version) } ?? question.flow
        if runs[index].version == nil { runs[index].version = runs[index].steps.last { $0.mark != nil }?.mark?.version }
        follow(flow, index)
        guard let journey, runs[index].ended == nil else { return }
        runs[index].standing = FlowAccount.Standing(journey, flow, question)
        runs[index].coming = JourneyOutlook(question, journey: journey.id).coming
    }

    /// Finds the step behind each line, what it read, and which way it went on.
    ///
    /// - Parameter flow: in whose version the steps of lines that name none are looked for.
    private mutating func follow(_ flow: Flow, _ index: Int) {
        let firstMarked = runs[index].steps.firstIndex { $0.mark != nil } ?? runs[index].steps.endIndex
        var previous: (line: Int, place: Place)?
        for line in runs[index].steps.indices where runs[index].steps[line].kind == .stepTaken {
            let taken = runs[index].steps[line]
            // Beside lines that name their steps, one that names none is a remark.
            guard taken.mark != nil || line < firstMarked else { continue }
            guard let place = self.place(of: taken, in: flow, after: previous?.place) else {
                if let mark = taken.mark {
                    runs[index].steps[line].id = mark.step
                    previous = nil
                }
                continue
            }
            runs[index].steps[line].id = place.step.id
            runs[index].steps[line].keyword = place.step.keyword
            // An author's own words, however they begin.
            runs[index].steps[line].went = .done
            runs[index].steps[line].traces = traces(of: place.step, at: taken.at, triggers[index])
            if let previous, let way = previous.place.way(to: place) {
                runs[index].steps[previous.line].outcome = way
            }
            previous = (line, place)
        }
    }

    /// Where a journey was, in the version that it was on.
    private struct Place {
        let flow: Flow
        let position: Int

        var step: FlowStep { flow.steps[position] }

        /// A journey that moved meanwhile took its way in the version that it moved to.
        func way(to other: Place) -> String? {
            let left = flow.version == other.flow.version ? step : other.flow.step(id: step.id)
            return left?.way(to: other.position)
        }
    }

    /// Lines name their steps; those of releases that did not are told by what they say.
    private func place(of line: FlowAccount.Step, in flow: Flow, after previous: Place?) -> Place? {
        if let mark = line.mark {
            guard let own = version(mark.version), let found = own.position(of: mark.step) else { return nil }
            return Place(flow: own, position: found)
        }
        return position(of: line.text, in: flow, after: previous?.step).map { Place(flow: flow, position: $0) }
    }

    /// Of several steps that do the same it is the one that could follow.
    private func position(of sentence: String, in flow: Flow, after previous: FlowStep?) -> Int? {
        let same = flow.steps.indices.filter { flow.steps[$0].kind.sentence == sentence }
        let after = previous.map { ([$0.next] + $0.branches).compactMap { $0 } } ?? [0]
        return same.first(where: after.contains) ?? same.first
    }

    private func version(_ version: Int64) -> Flow? {
        question.flow.version == version
            ? question.flow : question.definitions.flow(question.flow.id, version: version)
    }

    private func step(_ id: String, version: Int64) -> FlowStep? { self.version(version)?.step(id: id) }

    private func traces(of step: FlowStep, at moment: Instant, _ trigger: JourneyTrigger?) -> [FlowAccount.Trace] {
        // The filter of a wait is over the event that was waited for.
        guard !(step.kind is WaitForStep) else { return [] }
        return step.kind.conditions.map {
            FlowAccount.Trace(
                type(of: step.kind).keyword, $0, question.customer, question.definitions, trigger: trigger?.event,
                past: moment)
        }
    }
}

extension FlowStep {
    /// With which it begins in a flow file.
    fileprivate var keyword: String { type(of: kind).keyword }

    /// In words, where only one of its branches begins at that place.
    fileprivate func way(to position: Int) -> String? {
        guard let branch = branches.firstIndex(of: position), branches.filter({ $0 == position }).count == 1,
            kind.branchNames.indices.contains(branch)
        else { return nil }
        return "went on in “\(kind.branchNames[branch])”"
    }
}

extension FlowAccount.Step {
    fileprivate mutating func take(_ read: JSONObject?) {
        inputs += (read?.members ?? []).map { Input(name: $0.key, value: $0.value) }
    }
}
