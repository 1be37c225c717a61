import Values

/// What a person would get from a flow that is not live yet, if its trigger came now. Nothing is changed.
///
/// The newest event of theirs that suits stands for the trigger; where there is none, one that carries nothing.
public struct FlowPreview: Sendable {
    /// Whether they would enter, and by which rule.
    public let entry: FlowAccount.Entry
    /// What would happen, in order; empty where they would not enter.
    public let coming: [FlowAccount.Coming]
    /// The messages that would be written, by their numbers; refused ones too.
    public let messages: [Int64: Message]

    /// Plays the flow of the question as though it were live.
    ///
    /// Cost: at most `JourneyOutlook.mostWork` pieces of work.
    public init(_ question: FlowQuestion) {
        let question = FlowPreview.prepared(question)
        entry = FlowAccount.Entry(question, state: "live")
        guard entry.wouldEnter else {
            (coming, messages) = ([], [:])
            return
        }
        var run = FlowPreview.begun(question)
        let known = Set(run.profile.journeys.map(\.id))
        run.enter(question.flow, trigger: run.journey.trigger, authority: .server)
        run.stepPending()
        run.settleRest()
        let outlook = JourneyOutlook(question, after: run) { $0.flow == question.flow.id && !known.contains($0.id) }
        (coming, messages) = (outlook.coming, outlook.own)
    }

    /// What the message of a step would be for a person, were they there now; nil where no such step sends.
    ///
    /// It asks neither consent nor caps: it goes to whoever tries it out.
    public static func message(of step: String, to address: String, _ question: FlowQuestion) -> Message? {
        guard let send = question.flow.step(id: step)?.kind as? SendStep else { return nil }
        let question = prepared(question)
        let (flow, run) = (question.flow, begun(question))
        return Message(
            id: 0, profile: question.customer.profile.key, flow: flow.id, flowVersion: flow.version, step: step,
            journey: 0, channel: send.channel, purpose: flow.purpose, address: address, state: .ready,
            createdAt: run.now, dueAt: run.now, expiresAt: run.now, context: run.context(of: send, flow).text)
    }

    private static func prepared(_ question: FlowQuestion) -> FlowQuestion {
        var question = question
        question.definitions = question.definitions.trying(question.flow)
        question.log = []
        // What is held of other flows takes its places under the caps all the same.
        question.messages.removeAll { $0.flow == question.flow.id }
        question.customer.followFacts(question.definitions, now: question.now)
        question.customer.rateRFM(question.definitions)
        return question
    }

    /// At hand is a journey that began with the trigger.
    private static func begun(_ question: FlowQuestion) -> StepRun {
        var run = StepRun(
            customer: question.customer, definitions: question.definitions, now: question.now, cause: "a preview")
        run.journey.trigger = FlowAccount.Entry.trigger(of: question.flow, question.customer.subject, question.now)
        return run
    }
}
