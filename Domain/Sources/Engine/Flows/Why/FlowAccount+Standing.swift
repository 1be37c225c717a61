import Conditions
import Values

extension FlowAccount.Standing {
    init?(_ journey: Journey, _ flow: Flow, _ question: FlowQuestion) {
        guard let place = journey.step(in: flow) else { return nil }
        step = place.id
        sentence = place.kind.sentence
        switch journey.state {
        case .ready: (waits, until) = ("its flow is paused", nil)
        case .waiting(let moment): (waits, until) = ("for its moment", moment)
        case .waitingForEvent(let moment):
            let what = journey.waitLimit == nil ? "for the event" : "for the condition"
            (waits, until) = (what, journey.waitLimit ?? moment)
        case .waitingForAnswer: (waits, until) = ("for an answer from outside", journey.waitLimit)
        case .waitingForMessage(let id):
            let message = question.messages.first { $0.id == id }
            waits = "its message is held" + (message.map { ": \($0.reason)" } ?? "")
            until = message?.dueAt
        }
        let named =
            [("goal", flow.goal), ("only if", flow.standingCondition)].compactMap { rule, condition in
                condition.map { (rule, $0) }
            } + flow.exits.map { ("exit", $0) }
        traces = named.map { rule, condition in
            FlowAccount.Trace(
                rule, condition, question.customer.subject, trigger: journey.trigger.event, at: question.now)
        }
        actions = journey.allowedActions(in: flow)
    }
}
