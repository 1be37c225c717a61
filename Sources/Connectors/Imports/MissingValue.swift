/// What tables write where they have nothing.
enum MissingValue {
    private static let texts: Set<String> = [
        "", "-", "n/a", "na", "#n/a", "null", "nil", "none", "nan", "undefined", "(none)", "(empty)",
    ]

    /// Ids that shops give to whoever has no account: taken as ids they would make one person of all strangers.
    private static let strangers: Set<String> = ["0", "-1", "guest", "anonymous", "false", "true"]

    static func matches(_ text: String) -> Bool {
        // A digit begins none of them.
        if text.utf8.count > 9 || text.utf8.first.map({ (48...57).contains($0) }) == true { return false }
        return texts.contains(text.lowercased())
    }

    static func matchesIdentifier(_ text: String) -> Bool {
        text.utf8.count <= 9 && (matches(text) || strangers.contains(text.lowercased()))
    }
}
