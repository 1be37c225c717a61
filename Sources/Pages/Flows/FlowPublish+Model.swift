/// The last look before a draft goes live: what changes, and what happens to journeys under way.
public struct FlowPublishModel: Sendable {
    public var head: FlowHead
    /// The draft that was looked at; a newer one is not published unseen.
    public var version: Int
    public var changes: [FlowDifference]
    /// What keeps the draft from going live; empty where nothing does.
    public var faults: [String]
    /// Journeys under way on earlier versions.
    public var underWay: Int
    /// Where they stand, and where they would go on.
    public var rows: [Row]
    /// The steps of the draft to which they can go.
    public var targets: [FlowJourneysModel.StepChoice]
    public var moves: Bool
    /// Those who meet a trigger of it already; nil where it begins with events alone.
    public var already: Already?

    public init(
        head: FlowHead, version: Int, changes: [FlowDifference] = [], faults: [String] = [], underWay: Int = 0,
        rows: [Row] = [], targets: [FlowJourneysModel.StepChoice] = [], moves: Bool = false,
        already: Already? = nil
    ) {
        self.head = head
        self.version = version
        self.changes = changes
        self.faults = faults
        self.underWay = underWay
        self.rows = rows
        self.targets = targets
        self.moves = moves
        self.already = already
    }

    /// Who could have entered by a trigger, had the flow been live.
    public struct Already: Sendable {
        /// Whether it is to begin for them, too.
        public var isChosen: Bool
        /// Nil before anybody asked.
        public var preview: FlowStartModel.Preview?

        public init(isChosen: Bool = false, preview: FlowStartModel.Preview? = nil) {
            self.isChosen = isChosen
            self.preview = preview
        }
    }

    /// A step of an earlier version at which journeys stand.
    public struct Row: Sendable {
        public var step: String
        public var sentence: String
        public var journeys: Int
        public var isGone: Bool
        /// Nil where the step is gone and nobody chose yet.
        public var place: Place?
        /// Whether the form was sent without a choice.
        public var isMissing: Bool

        public init(
            step: String, sentence: String, journeys: Int, isGone: Bool, place: Place? = nil, isMissing: Bool = false
        ) {
            self.step = step
            self.sentence = sentence
            self.journeys = journeys
            self.isGone = isGone
            self.place = place
            self.isMissing = isMissing
        }
    }

    /// Where the journeys of a step go on; in the form `step:ID`, `end` or `stay`.
    public enum Place: Sendable, Hashable {
        case step(String)
        case end
        /// They finish on the version they are on.
        case stay

        public init?(field: String) {
            switch field {
            case "end": self = .end
            case "stay": self = .stay
            default:
                guard field.hasPrefix("step:") else { return nil }
                self = .step(String(field.dropFirst(5)))
            }
        }

        public var field: String {
            switch self {
            case .step(let id): "step:" + id
            case .end: "end"
            case .stay: "stay"
            }
        }
    }
}
