extension Flow {
    /// What whoever makes the flow live should know of it.
    public var notices: [String] { offerNotices + predictionNotices }

    /// That nothing makes the predictions which it goes by.
    private var predictionNotices: [String] {
        let awaited = starts.compactMap { ($0.kind as? PredictionTrigger)?.name }
        let asked = conditions.flatMap(\.requirements.predictions)
        let names = Set(awaited + asked).sorted().map { "“\($0)”" }
        guard !names.isEmpty else { return [] }
        let list = names.joined(separator: ", ")
        return [
            "Nothing makes predictions yet: until something sets \(list), nobody enters by it, and conditions that ask for it find no value."
        ]
    }
}
