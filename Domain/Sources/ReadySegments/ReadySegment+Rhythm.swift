extension ReadySegment {
    /// Whoever has not come back within two of the store's reorder intervals is late: three in four have by then, where
    /// gaps lie as they do in most stores.
    public static let intervals = 2
    /// Shorter, a holiday makes everybody late; longer, a rule that looks back a year has nothing to look at.
    static let bounds = 14...270

    /// The rule with the store's own rhythm in it; as it is written where that is not known, or where the rule follows
    /// none.
    ///
    /// - Parameter reorderDays: half of the customers order again within so many days.
    public func condition(reorderDays: Int?) -> String {
        let bounds = ReadySegment.bounds
        guard let rhythm, let reorderDays else { return condition }
        let days = min(max(reorderDays * ReadySegment.intervals, bounds.lowerBound), bounds.upperBound)
        return ReadySegment.written(condition, rhythm, as: days)
    }

    /// The days that a rule of this one's form, or of its earlier one's, has; nil of any other rule, such as one that
    /// somebody changed.
    public func days(in text: String) -> Int? {
        guard let rhythm else { return nil }
        return [condition, earlier].lazy.compactMap { $0.flatMap { ReadySegment.days(in: text, of: $0, rhythm) } }.first
    }

    private static func days(in text: String, of rule: String, _ rhythm: String) -> Int? {
        guard let place = rule.firstRange(of: rhythm) else { return nil }
        let start = rule[..<place.lowerBound]
        guard text.hasPrefix(start) else { return nil }
        guard let days = Int(text.dropFirst(start.count).prefix { $0.isASCII && $0.isNumber }) else { return nil }
        return written(rule, rhythm, as: days) == text ? days : nil
    }

    private static func written(_ rule: String, _ rhythm: String, as days: Int) -> String {
        rule.replacing(rhythm, with: "\(days) days")
    }
}
