import Values

/// The answer to "why did Ana get this, or not?": one person and one flow.
public struct FlowWhyModel: Sendable {
    /// The flows one can ask about.
    public var flows: [MessagesModel.FlowChoice]
    /// The flow that was asked about.
    public var flowID: String?
    public var answer: Answer

    public init(flows: [MessagesModel.FlowChoice], flowID: String? = nil, answer: Answer = .unasked) {
        self.flows = flows
        self.flowID = flowID
        self.answer = answer
    }

    public enum Answer: Sendable {
        case unasked
        case nobody(asked: String)
        case found(Found, asked: String)

        var asked: String {
            switch self {
            case .unasked: ""
            case .nobody(let asked), .found(_, let asked): asked
            }
        }
    }

    public struct Found: Sendable {
        public var person: PersonName
        public var flowID: String
        public var flowName: String
        public var entered: Bool
        /// The rule that decided, such as `when` or `reentry: once`, in words.
        public var rule: String
        /// What the rule found.
        public var because: String
        /// How things are, where what was found is not all there is to say.
        public var circumstance: Circumstance?
        public var at: Instant?
        /// When time alone changes the answer; nil where it never does.
        public var until: Instant?
        /// The rule's condition part by part; empty where it is none.
        public var trace: [SegmentModel.Trace]
        /// Of the newest journey.
        public var journeyID: String?
        public var steps: [JourneyEntry]
        public var next: JourneyNext?

        public init(
            person: PersonName, flowID: String, flowName: String, entered: Bool, rule: String, because: String,
            circumstance: Circumstance? = nil, at: Instant? = nil, until: Instant? = nil,
            trace: [SegmentModel.Trace] = [], journeyID: String? = nil, steps: [JourneyEntry] = [],
            next: JourneyNext? = nil
        ) {
            self.person = person
            self.flowID = flowID
            self.flowName = flowName
            self.entered = entered
            self.rule = rule
            self.because = because
            self.circumstance = circumstance
            self.at = at
            self.until = until
            self.trace = trace
            self.journeyID = journeyID
            self.steps = steps
            self.next = next
        }

        public enum Circumstance: Sendable {
            /// Nothing that starts the flow has happened: what was found holds if it did now.
            case nothingStartedIt
            /// What was found holds if it started now.
            case ifItStartedNow
            /// They stand at a step, and what was found is what it waits for.
            case waitsAt(step: String)
        }
    }
}

extension HTML {
    /// The answer below the form that asks for it.
    mutating func flowWhy(_ answer: FlowWhyModel.Answer, in context: PageContext) {
        let text = context.catalog.journey
        switch answer {
        case .unasked: self(.small, .class("muted"), text: text.whyHelp)
        case .nobody(let asked): self(.p, .class("reason"), text: text.whyNobody(asked))
        case .found(let found, _): flowWhy(found, in: context)
        }
    }

    private mutating func flowWhy(_ found: FlowWhyModel.Found, in context: PageContext) {
        let text = context.catalog.journey
        let name = found.person.title(in: context)
        let tone: Tone = found.entered ? .good : .plain
        self(.div, .class("verdict"), .tone(tone)) { html in
            html(.span, .class("dot"), .tone(tone)) { $0.icon(found.entered ? .check : .stop) }
            html(.p) { html in
                html(
                    .strong,
                    text: found.entered ? text.entered(name, found.flowName) : text.notEntered(name, found.flowName))
                html(.small, text: text.decidedBy(found.rule))
                html(.small, text: found.circumstance.map { text.because($0, found.because) } ?? found.because)
                if let at = found.at { html(.small) { $0.time(at, .moment, in: context) } }
                if let until = found.until {
                    html(.small, text: text.untilMoment(context.format.momentInSentence(until)))
                }
            }
        }
        if !found.trace.isEmpty { trace(found.trace, in: context) }
        if !found.steps.isEmpty { journeySteps(found.steps, in: context) }
        if let next = found.next { journeyNext(next, in: context) }
        if let journey = found.journeyID {
            self(.p, .class("card-note")) { html in
                html(.a, .href(Route.journey(journey, of: found.flowID)), text: text.open)
            }
        }
    }

    /// On a customer's page: a choice of flows, and the answer; `GET` with the query `why`.
    mutating func flowWhyCard(_ model: FlowWhyModel, on path: String, in context: PageContext) {
        let text = context.catalog.journey
        self(.section, .class("card"), .id("why")) { html in
            html.cardHead(text.whyFlow)
            html(.form, .class("ask-person"), .named("method", "get"), .named("action", path + "#why")) { html in
                html.choice(
                    "why", label: text.flow, selected: model.flowID ?? "",
                    choices: model.flows.map { Choice(value: $0.id, words: $0.name) })
                html(.button, .class("button"), .type("submit"), text: text.whyAsk)
            }
            html.flowWhy(model.answer, in: context)
        }
    }
}
