/// What a chosen person would get from the draft, and when.
public struct FlowPreviewModel: Sendable {
    /// Nil where nobody was found.
    public var person: PersonName?
    /// Nil where they enter; else the rule that keeps them out.
    public var refusal: String?
    public var steps: [JourneyEntry]

    public init(person: PersonName?, refusal: String? = nil, steps: [JourneyEntry] = []) {
        self.person = person
        self.refusal = refusal
        self.steps = steps
    }
}
