import Engine
import Pages
import Runtime
import Storage

extension FlowEditorCards {
    /// Puts the cards into a page.
    func fill(_ model: inout FlowEditorModel) {
        model.keys = fields(of: .flow)
        model.triggers = draft.starts.indices.map(trigger)
        model.triggerKinds = FlowEditorCards.triggerKinds
        model.triggerFaults = check.faults(at: .flow, field: "trigger").map { $0.message.asSentence }
        model.palette = FlowEditorCards.palette
        model.steps = draft.steps.map(step)
        model.end = StepPath(model.steps.count).description
        model.suggestions[.step] = draft.paths.compactMap { draft.ids[$0] }
    }

    static let palette = StepKinds.all.map {
        FlowEditorModel.PaletteKind(keyword: $0.keyword, icon: $0.icon, summary: $0.summary)
    }

    static let triggerKinds = TriggerKinds.all.map {
        FlowEditorTrigger.Kind(keyword: $0.keyword, summary: $0.summary)
    }

    private func trigger(_ index: Int) -> FlowEditorTrigger {
        let (place, start) = (EditorPlace.trigger(index), draft.starts[index])
        return FlowEditorTrigger(
            path: place.description, keyword: start.keyword ?? "?", sentence: start.sentence,
            fields: fields(of: place), faults: faults(of: place))
    }

    private func step(_ step: DraftStep) -> FlowEditorStep {
        let place = EditorPlace.step(step.path)
        let kind = StepKinds.all.first { $0.keyword == step.keyword }
        let takesWays = kind?.form.contains { if case .ways = $0.kind { true } else { false } } ?? false
        let ways = step.branches.count { $0.path.name?.way != nil }
        return FlowEditorStep(
            path: step.path.description, id: step.id ?? "", keyword: step.keyword ?? "", icon: step.icon,
            sentence: step.sentence.isEmpty ? step.keyword ?? "" : step.sentence, fields: fields(of: place),
            branches: step.branches.map { branch in
                FlowEditorStep.Branch(
                    path: branch.path.description, name: branch.label, fields: fields(of: .way(branch.path)),
                    steps: branch.steps.map(self.step),
                    end: StepPath(branch.path, branch.steps.count).description,
                    isRemovable: branch.path.name?.way != nil && ways > 1)
            }, faults: faults(of: place), takesBranches: takesWays, sends: step.keyword == SendStep.keyword)
    }
}

extension FlowHead {
    init(_ draft: FlowDraftText, slug: String) {
        self.init(
            id: slug, name: draft.flow.name, state: FlowState(draft.flow.state),
            version: draft.flow.liveVersion.map(Int.init), draft: draft.isDraft ? Int(draft.version) : nil)
    }
}

extension ConditionFault {
    init(_ error: FlowFileError) {
        self.init(line: error.line, column: error.column, message: error.message.asSentence)
    }

    init(_ fault: DraftFault) {
        self.init(line: fault.line, column: fault.column, message: fault.message.asSentence)
    }
}

extension FlowPreviewModel {
    init(_ preview: FlowDraftPreview, of flow: Flow) {
        self.init(
            person: PersonName(
                id: PublicID.customer.text(preview.profile.key.rawValue), name: preview.profile.displayName,
                email: preview.profile.address(on: .email)),
            refusal: preview.refusal?.asSentence,
            steps: preview.steps.filter { !$0.isSending(in: flow) }.map { JourneyEntry($0, of: flow) })
    }
}

extension FlowDraftPreview.Step {
    /// Whether it only says that a message was written, which has a line of its own.
    fileprivate func isSending(in flow: Flow) -> Bool {
        kind == .stepTaken && flow.steps.contains { $0.kind is SendStep && $0.kind.sentence == text }
    }
}

extension JourneyEntry {
    init(_ step: FlowDraftPreview.Step, of flow: Flow) {
        let kind = flow.step(id: step.step)?.kind ?? flow.steps.first { $0.kind.sentence == step.text }?.kind
        let keyword = kind.map { type(of: $0).keyword } ?? ""
        let isMessage = step.subject != nil
        self.init(
            at: step.at, step: step.step, icon: kind.map { type(of: $0).icon } ?? "flag",
            group: FlowStepGroup(keyword: keyword), sentence: step.subject ?? step.text,
            verdict: FlowStepGroup(keyword: keyword) == .waiting ? .waiting : Verdict(step.kind),
            reason: isMessage ? step.text : nil)
    }
}

extension JourneyEntry.Verdict {
    /// Of a preview, in which nothing happens.
    init(_ kind: LogEntry.Kind) {
        switch kind {
        case .messageQueued: self = .wouldBeSent
        case .messageHeld: self = .wouldBeHeld
        case .messageRefused: self = .wouldBeRefused
        case .goalReached, .exited, .flowEnded: self = .ended
        case .journeyFailed: self = .failed
        case .journeyPaused: self = .waiting
        default: self = .done
        }
    }
}
