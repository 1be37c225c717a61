import Values

extension BacktestResult {
    public struct Totals: Sendable {
        /// People who were looked at.
        public var people: Int
        public var entered: Int
        public var journeys: Int
        /// People to whom at least one message would have gone.
        public var written: Int
        public var messages: Int
        /// Journeys that had not ended at the end.
        public var underWay: Int

        public init(people: Int, entered: Int, journeys: Int, written: Int, messages: Int, underWay: Int) {
            self.people = people
            self.entered = entered
            self.journeys = journeys
            self.written = written
            self.messages = messages
            self.underWay = underWay
        }
    }

    public struct Step: Sendable {
        public var id: String
        public var sentence: String
        public var begun: Int
        /// Nil for steps that send nothing, and so the next two.
        public var sent: Int?
        public var held: Int?
        public var refused: Int?

        public init(
            id: String, sentence: String, begun: Int, sent: Int? = nil, held: Int? = nil, refused: Int? = nil
        ) {
            self.id = id
            self.sentence = sentence
            self.begun = begun
            self.sent = sent
            self.held = held
            self.refused = refused
        }
    }

    public struct Rule: Sendable {
        public enum Effect: String, Sendable, CaseIterable {
            case held, refused
            /// No journey began.
            case notEntered = "not-entered"

            var tone: Tone {
                switch self {
                case .held: .warn
                case .refused, .notEntered: .plain
                }
            }
        }

        public var effect: Effect
        public var words: String
        public var count: Int

        public init(_ effect: Effect, _ words: String, _ count: Int) {
            self.effect = effect
            self.words = words
            self.count = count
        }
    }

    /// Days on which this and another live flow had a message for one person.
    public struct Collision: Sendable {
        public var flowID: String
        public var flowName: String
        public var people: Int
        /// Days of one person.
        public var days: Int
        /// Days on which both went out.
        public var bothSent: Int

        public init(flowID: String, flowName: String, people: Int, days: Int, bothSent: Int) {
            self.flowID = flowID
            self.flowName = flowName
            self.people = people
            self.days = days
            self.bothSent = bothSent
        }
    }

    public struct Coupon: Sendable {
        public var pool: String
        public var spent: Int
        /// What is in the pool today.
        public var left: Int
        /// How often the pool was empty.
        public var inVain: Int
        /// The day on which today's codes would have been gone.
        public var runsDry: Instant?

        public init(pool: String, spent: Int, left: Int, inVain: Int = 0, runsDry: Instant? = nil) {
            self.pool = pool
            self.spent = spent
            self.left = left
            self.inVain = inVain
            self.runsDry = runsDry
        }
    }

    public struct Share: Sendable {
        public var messages: Int
        /// Whether it stands for that many and more.
        public var isOpen: Bool
        public var people: Int
        /// By the messages of all flows together.
        public var peopleOfAll: Int

        public init(messages: Int, isOpen: Bool = false, people: Int, peopleOfAll: Int) {
            self.messages = messages
            self.isOpen = isOpen
            self.people = people
            self.peopleOfAll = peopleOfAll
        }
    }

    /// Goals that were met in the real past, without any of these messages.
    public struct Goals: Sendable {
        public var beforeAnyMessage: Int
        public var afterMessages: Int
        public var afterTheEnd: Int

        public init(beforeAnyMessage: Int = 0, afterMessages: Int = 0, afterTheEnd: Int = 0) {
            self.beforeAnyMessage = beforeAnyMessage
            self.afterMessages = afterMessages
            self.afterTheEnd = afterTheEnd
        }

        var met: Int { beforeAnyMessage + afterMessages + afterTheEnd }
    }

    /// Who would have been written to and ordered within a week without it.
    public struct BoughtAnyway: Sendable {
        public var people: Int
        /// Codes that would have gone to them.
        public var codes: Int
        /// What those orders were worth, and what the codes would have taken off them; one a currency.
        public var ordered: [MoneyAmount]
        public var discount: [MoneyAmount]

        public init(people: Int = 0, codes: Int = 0, ordered: [MoneyAmount] = [], discount: [MoneyAmount] = []) {
            self.people = people
            self.codes = codes
            self.ordered = ordered
            self.discount = discount
        }
    }

    public struct Difference: Sendable {
        public enum Figure: String, Sendable, CaseIterable { case entered, journeys, written, messages }

        public var figure: Figure
        public var live: Int
        public var draft: Int

        public init(_ figure: Figure, live: Int, draft: Int) {
            self.figure = figure
            self.live = live
            self.draft = draft
        }
    }

    public struct Sample: Sendable {
        public var person: PersonName
        public var messages: Int
        /// How their first journey went, in words.
        public var outcome: String

        public init(person: PersonName, messages: Int, outcome: String) {
            self.person = person
            self.messages = messages
            self.outcome = outcome
        }
    }
}

/// One person's way through the past that a backtest played.
public struct BacktestPathModel: Sendable {
    public var head: FlowHead
    public var person: PersonName
    public var from: Instant
    public var until: Instant
    public var steps: [JourneyEntry]

    public init(head: FlowHead, person: PersonName, from: Instant, until: Instant, steps: [JourneyEntry]) {
        self.head = head
        self.person = person
        self.from = from
        self.until = until
        self.steps = steps
    }
}
