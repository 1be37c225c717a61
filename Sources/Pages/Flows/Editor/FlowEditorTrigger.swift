/// One of the triggers of a flow, as it is edited.
public struct FlowEditorTrigger: Sendable {
    /// Opaque here, as that of a step.
    public var path: String
    public var keyword: String
    public var sentence: String
    public var fields: [FlowField]
    /// Faults that belong to none of its fields.
    public var faults: [String]

    public init(
        path: String, keyword: String, sentence: String, fields: [FlowField] = [], faults: [String] = []
    ) {
        self.path = path
        self.keyword = keyword
        self.sentence = sentence
        self.fields = fields
        self.faults = faults
    }

    var hasFaults: Bool { !faults.isEmpty || fields.contains { !$0.faults.isEmpty } }

    /// A kind of trigger that can be added.
    public struct Kind: Sendable {
        public var keyword: String
        public var summary: String

        public init(keyword: String, summary: String) {
            self.keyword = keyword
            self.summary = summary
        }
    }
}
