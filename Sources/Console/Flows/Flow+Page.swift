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
            warnings: detail.warnings)
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

extension FlowModel {
    init(_ detail: FlowDetail) {
        let flow = detail.flow
        self.init(
            id: flow.slug, name: flow.name, state: FlowState(detail.state), version: detail.version,
            trigger: flow.triggers.joined(separator: ", "), triggerFilter: flow.entryCondition?.condition.text,
            goal: flow.goal?.condition.text, exits: flow.exits.map(\.condition.text), reentry: flow.reentryWords,
            figures: FlowFigures(detail.figures), warnings: detail.warnings,
            steps: detail.steps.map { Pages.FlowStep($0) }, source: flow.text,
            versions: detail.versions.map {
                Version(number: Int($0.version), at: $0.createdAt, author: $0.author, isLive: $0.isLive)
            })
    }
}

extension Flow {
    fileprivate var reentryWords: String {
        let again =
            switch reentry {
            case .always: "Every trigger starts a journey"
            case .once: "Once a person"
            case .oncePer(let span): "Once in \(span.words) a person"
            case .oncePerKey(let key): "Once \(key == .order ? "an" : "a") \(key.rawValue)"
            }
        switch whileUnderWay {
        case .ignore: return again + "; a trigger while under way changes nothing"
        case .refresh: return again + "; a trigger while under way refreshes the journey"
        case .replace: return again + "; a trigger while under way ends the journey and begins a new one"
        case .another: return again + "; a trigger while under way starts another beside it"
        }
    }
}

extension Pages.FlowStep {
    init(_ step: FlowDetail.Step) {
        let (kind, title, detail) = Self.words(step.kind)
        self.init(
            kind: kind, title: title, detail: detail, passed: step.messages, waiting: step.standing,
            branches: step.branches.map { branch in
                Branch(name: Self.name(of: branch.name, step.kind), steps: branch.steps.map { Self($0) })
            })
    }

    private static func words(_ kind: any StepKind) -> (Kind, title: String, detail: String) {
        switch kind {
        case let send as SendStep: (.send, "", send.subject)
        case is WaitStep: (.wait, "", rest(kind.sentence, "Wait "))
        case is WaitUntilStep: (.wait, "", rest(kind.sentence, "Wait "))
        case is WaitForStep: (.waitForEvent, "", rest(kind.sentence, "Wait for "))
        case let split as SplitStep: (.split, "", split.condition.condition.text)
        case is UpdateStep: (.updateProperty, "", rest(kind.sentence, "Set "))
        case let coupon as CouponStep: (.split, "Coupon", "A code from “\(coupon.pool)”")
        case is EndStep: (.end, "", rest(kind.sentence, "End: "))
        default: (.updateProperty, kind.sentence, "")
        }
    }

    private static func rest(_ sentence: String, _ beginning: String) -> String {
        sentence.hasPrefix(beginning) ? String(sentence.dropFirst(beginning.count)) : ""
    }

    private static func name(of branch: String, _ kind: any StepKind) -> String {
        switch (kind, branch) {
        case (is SplitStep, "then"): "If so"
        case (is CouponStep, "then"): "Got one"
        case (is CouponStep, "else"): "None left"
        case (is WaitForStep, "then"): "It came"
        case (is WaitForStep, "else"): "Time was up"
        default: branch == "else" ? "Otherwise" : branch
        }
    }
}
