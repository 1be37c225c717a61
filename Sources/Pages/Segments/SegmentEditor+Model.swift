import Values

/// The page on which a segment is written, as rows and as text.
public struct SegmentEditorModel: Sendable {
    /// Nil for a new one.
    public var id: String?
    public var name: String
    public var about: String
    public var text: String
    /// Whether those who come in by saving enter like everybody else, so that flows start.
    public var announces: Bool
    public var problems: Set<Problem>
    /// Faults of the text that was sent, where it could not be saved.
    public var faults: [ConditionFault]
    /// Names of the store for completion.
    public var vocabulary: SegmentVocabulary
    public var kind: RuleKind.Word
    /// The numbers of a stage or of points, as they were written.
    public var figures: Figures

    public init(
        id: String? = nil, name: String = "", about: String = "", text: String = "", announces: Bool = false,
        problems: Set<Problem> = [], faults: [ConditionFault] = [], vocabulary: SegmentVocabulary = SegmentVocabulary(),
        kind: RuleKind.Word = .segment, figures: Figures = Figures()
    ) {
        self.kind = kind
        self.figures = figures
        self.id = id
        self.name = name
        self.about = about
        self.text = text
        self.announces = announces
        self.problems = problems
        self.faults = faults
        self.vocabulary = vocabulary
    }

    public enum Problem: Sendable, Hashable, CaseIterable {
        case nameMissing, nameTaken, ruleMissing, placeUnreadable, pointsUnreadable, fadingUnreadable
    }

    public struct Figures: Sendable, Hashable {
        public var place: String
        public var points: String
        public var score: String
        public var fadesOverDays: String

        public init(place: String = "", points: String = "", score: String = "", fadesOverDays: String = "") {
            self.place = place
            self.points = points
            self.score = score
            self.fadesOverDays = fadesOverDays
        }
    }
}

/// A fault of a condition's text at its place.
public struct ConditionFault: Sendable, Hashable {
    /// From 1.
    public var line: Int
    /// In characters, from 1.
    public var column: Int
    public var message: String

    public init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    var json: JSON {
        ["line": .number(Number(line)), "column": .number(Number(column)), "message": .string(message)]
    }
}

/// What this store knows by name, for completion while a rule is written.
public struct SegmentVocabulary: Sendable, Hashable {
    public var events: [String]
    /// Properties of profiles, nested ones joined by dots.
    public var properties: [String]
    public var segments: [String]
    public var lists: [String]
    public var tags: [String]
    public var flows: [String]
    /// Offers whose codes people hold.
    public var pools: [String]
    /// Of consents.
    public var topics: [String]
    public var stages: [String]
    /// Those that have a name.
    public var scores: [String]

    public init(
        events: [String] = [], properties: [String] = [], segments: [String] = [], lists: [String] = [],
        tags: [String] = [], flows: [String] = [], pools: [String] = [], topics: [String] = [],
        stages: [String] = [], scores: [String] = []
    ) {
        self.pools = pools
        self.topics = topics
        self.stages = stages
        self.scores = scores
        self.events = events
        self.properties = properties
        self.segments = segments
        self.lists = lists
        self.tags = tags
        self.flows = flows
    }

    public var json: JSON {
        func list(_ names: [String]) -> JSON { .array(names.map(JSON.string)) }
        return [
            "events": list(events), "properties": list(properties), "segments": list(segments),
            "lists": list(lists), "tags": list(tags), "flows": list(flows), "pools": list(pools),
            "topics": list(topics), "stages": list(stages), "scores": list(scores),
        ]
    }
}

/// The answer to a rule that was typed or put together: the other form of it, or what is wrong.
public struct ConditionAnswer: Sendable {
    /// In the language's own form; nil where it is no condition.
    public var text: String?
    public var tree: JSON?
    /// The text of each row and filter by its place in the tree.
    public var parts: [String: String]
    public var sentence: String
    public var faults: [ConditionFault]
    public var warnings: [String]

    public init(
        text: String? = nil, tree: JSON? = nil, parts: [String: String] = [:], sentence: String = "",
        faults: [ConditionFault] = [], warnings: [String] = []
    ) {
        self.text = text
        self.tree = tree
        self.parts = parts
        self.sentence = sentence
        self.faults = faults
        self.warnings = warnings
    }

    public var json: JSON {
        var texts = JSONObject()
        for (place, text) in parts.sorted(by: { $0.key < $1.key }) { texts[place] = .string(text) }
        return [
            "text": text.map(JSON.string) ?? .null, "tree": tree ?? .null, "parts": .object(texts),
            "sentence": .string(sentence), "faults": .array(faults.map(\.json)),
            "warnings": .array(warnings.map(JSON.string)),
        ]
    }
}

/// How many a rule takes in, and some of them.
public struct SegmentPreviewModel: Sendable {
    /// For how many people a stage or points would change something.
    public struct Moving: Sendable {
        public var kind: RuleKind.Word
        public var people: Int
        /// Whether everybody was looked at; else it is reckoned from a sample.
        public var isExact: Bool

        public init(kind: RuleKind.Word, people: Int, isExact: Bool) {
            self.kind = kind
            self.people = people
            self.isExact = isExact
        }
    }

    /// Of a stage or of points: for how many people something changes.
    public var moving: Moving?
    public var count: Int
    public var people: Int
    /// Whether everybody was asked; else it is reckoned from a sample.
    public var isExact: Bool
    /// How far off the reckoning may be either way; 0 where it is exact.
    public var margin: Int
    public var took: TimeSpan
    public var sample: [SegmentModel.Member]
    /// Servers that did not answer; their people were counted all the same.
    public var silent: [String]
    /// Against the rule that holds until now; nil for a new segment.
    public var change: (enter: Int, leave: Int)?
    /// Some of those who would come in by the edit, and some of those who would go out.
    public var entrants: [SegmentModel.Member]
    public var leavers: [SegmentModel.Member]

    public init(
        count: Int, people: Int, isExact: Bool, margin: Int = 0, took: TimeSpan, sample: [SegmentModel.Member],
        silent: [String] = [], change: (enter: Int, leave: Int)? = nil, entrants: [SegmentModel.Member] = [],
        leavers: [SegmentModel.Member] = []
    ) {
        self.entrants = entrants
        self.leavers = leavers
        self.count = count
        self.people = people
        self.isExact = isExact
        self.margin = margin
        self.took = took
        self.sample = sample
        self.silent = silent
        self.change = change
    }
}
