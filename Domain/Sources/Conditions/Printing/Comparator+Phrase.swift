extension Comparator {
    /// In words, to stand after "is".
    func phrase(ofMoments: Bool) -> String {
        switch self {
        case .equal: "equal to"
        case .notEqual: "different from"
        case .less: ofMoments ? "before" : "less than"
        case .atMost: ofMoments ? "no later than" : "at most"
        case .greater: ofMoments ? "after" : "greater than"
        case .atLeast: ofMoments ? "no earlier than" : "at least"
        }
    }
}
