import Engine
import Pages
import Runtime
import Storage
import Values

extension FlowsModel.Row {
    init(_ detail: FlowDetail) {
        self.init(
            id: detail.flow.slug, name: detail.flow.name, state: FlowState(detail.state),
            trigger: detail.flow.triggers.joined(separator: ", "), figures: FlowFigures(detail.figures),
            warnings: detail.warnings, steps: detail.steps.map { Pages.FlowStep($0) },
            hasDraft: detail.draft != nil && detail.state != .draft)
    }
}

extension FlowState {
    init(_ state: StoredFlow.State) {
        switch state {
        case .draft: self = .draft
        case .live: self = .live
        case .paused: self = .paused
        case .archived: self = .archived
        }
    }
}

extension FlowFigures {
    init(_ figures: FlowDetail.Figures) {
        self.init(
            entered: figures.entered, underWay: figures.underWay, sent: figures.sent,
            goalReached: figures.goalReached, revenue: figures.revenue.map { MoneyAmount($0) })
    }
}

extension FlowHead {
    init(_ detail: FlowDetail) {
        self.init(
            id: detail.flow.slug, name: detail.flow.name, about: detail.flow.about, state: FlowState(detail.state),
            version: detail.wasLive ? detail.version : nil, draft: detail.draft.map { Int($0) },
            warnings: detail.warnings,
            pause: detail.pause.map { Pause(since: $0.at, author: $0.author) }, freshUntil: detail.freshUntil,
            startsByHand: detail.state == .live
                && (detail.flow.takesInPast || detail.flow.starts.contains { $0.kind is ManualTrigger }))
    }
}

extension FlowModel {
    init(_ detail: FlowDetail) {
        let flow = detail.flow
        self.init(
            head: FlowHead(detail), triggers: flow.triggers, figures: FlowFigures(detail.figures),
            steps: detail.steps.map { Pages.FlowStep($0) }, rules: flow.ruleWords)
    }
}

extension FlowVersionsModel {
    init(_ detail: FlowDetail) {
        self.init(
            head: FlowHead(detail),
            versions: detail.versions.map {
                Version(
                    number: Int($0.version), at: $0.createdAt, author: $0.author,
                    state: $0.isLive ? .live : $0.publishedAt == nil ? .draft : .earlier, underWay: $0.underWay,
                    publishedAt: $0.publishedAt)
            },
            changes: detail.changes.map { change in
                Change(
                    Change.Kind(change.kind), version: change.version.map { Int($0) }, author: change.author,
                    at: change.at)
            })
    }
}

extension FlowVersionsModel.Change.Kind {
    init(_ kind: StoredFlowChange.Kind) {
        switch kind {
        case .published: self = .published
        case .paused: self = .paused
        case .resumed: self = .resumed
        case .rolledBack: self = .rolledBack
        case .archived: self = .archived
        }
    }
}

extension FlowSettingsModel {
    init(_ detail: FlowDetail) {
        self.init(head: FlowHead(detail), rules: detail.flow.settingWords, source: detail.flow.text)
    }
}

extension Flow {
    /// Every key of the file but its steps, as the editor calls it; of one that is left out, what holds then.
    fileprivate var settingWords: [FlowRule] {
        guard let draft = try? FlowDraft(text) else { return ruleWords }
        // A field of triggers holds no text of its own, and stands where the editor shows it.
        let fields = draft.fields(of: DraftPlace.flow)
        return FlowFile.form.compactMap { form -> FlowRule? in
            if Flow.toldAbove.contains(form.name) { return nil }
            if form.kind == .triggers { return FlowRule(form.label, starts.map(\.words)) }
            let text = fields.first { $0.form.name == form.name }?.text ?? form.preset ?? ""
            let lines = text.split(separator: "\n").map(String.init)
            return lines.isEmpty ? nil : FlowRule(form.label, lines)
        }
    }

    /// What every page of the flow says at its top.
    private static let toldAbove: Set<String> = ["flow", "name", "about", "warning"]

    fileprivate var ruleWords: [FlowRule] {
        var rules: [FlowRule] = []
        if let entry = entryCondition { rules.append(.onlyWhere(entry.condition.text)) }
        if let standing = standingCondition { rules.append(.asLongAs(standing.condition.text)) }
        rules.append(.goal(goal?.condition.text))
        if !exits.isEmpty { rules.append(.leavesWhen(exits.map(\.condition.text))) }
        rules.append(.entersAgain(FlowReentry(reentry), FlowMeanwhile(whileUnderWay)))
        return rules
    }
}

extension FlowReentry {
    fileprivate init(_ reentry: Flow.Reentry) {
        switch reentry {
        case .always: self = .always
        case .once: self = .once
        case .oncePer(let span): self = .oncePerSpan(span.words)
        case .oncePerKey(let key): self = .oncePerKey(key.rawValue)
        }
    }
}

extension FlowMeanwhile {
    fileprivate init(_ meanwhile: Flow.WhileUnderWay) {
        switch meanwhile {
        case .ignore: self = .ignored
        case .refresh: self = .refreshes
        case .replace: self = .replaces
        case .another: self = .startsAnother
        }
    }
}

extension FlowTrigger {
    fileprivate var words: String {
        filter.map { "\(kind.sentence), where \($0.condition.text)" } ?? kind.sentence
    }
}

extension Pages.FlowStep {
    init(_ step: FlowDetail.Step) {
        let kind = type(of: step.kind)
        self.init(
            id: step.id, keyword: kind.keyword, icon: kind.icon, sentence: step.kind.sentence,
            numbers: Numbers(step),
            branches: step.branches.map { branch in
                Branch(Branch.Name(branch.name, step.kind), steps: branch.steps.map { Self($0) })
            },
            target: step.kind.targets.first, leaves: step.kind is EndStep)
    }
}

extension Pages.FlowStep.Branch.Name {
    fileprivate init(_ branch: String, _ kind: any StepKind) {
        switch (kind, branch) {
        case (is SplitStep, "then"): self = .ifSo
        case (is CouponStep, "then"): self = .gotCode
        case (is CouponStep, "else"): self = .noCodeLeft
        case (is WaitForStep, "then"): self = .itCame
        case (is WaitForStep, "else"): self = .timeWasUp
        default: self = branch == "else" ? .otherwise : .named(branch)
        }
    }
}

extension Pages.FlowStep.Numbers {
    init(_ step: FlowDetail.Step) {
        guard let messages = step.messages else {
            self.init(passed: step.passed, standing: step.standing, failed: step.failures)
            return
        }
        func count(_ states: Message.State...) -> Int { states.reduce(0) { $0 + (messages[$1] ?? 0) } }
        let sent = count(.sent, .delivered, .opened, .clicked, .bounced, .complained)
        self.init(
            passed: step.passed, standing: step.standing, sent: sent, held: count(.held, .ready, .sending),
            refused: count(.refused),
            failed: count(.failed, .unknown) + step.failures)
    }
}
