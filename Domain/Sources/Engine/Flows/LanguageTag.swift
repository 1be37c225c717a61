/// Languages as profiles and flows name them: `en`, `de-AT`, `pt_BR`.
enum LanguageTag {
    static func isTag(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.utf8.count), parts.count <= 3 else { return false }
        return parts.allSatisfy { part in
            (2...8).contains(part.utf8.count)
                && part.utf8.allSatisfy { byte in
                    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
                }
        }
    }

    /// The one of these that suits a wish best: the same, then the same language of any country; nil where none does.
    static func best(for wish: String, among offered: [String]) -> String? {
        let wish = plain(wish)
        if let same = offered.first(where: { plain($0) == wish }) { return same }
        let language = wish.prefix { $0 != "-" }
        if let general = offered.first(where: { plain($0) == language }) { return general }
        return offered.first { plain($0).prefix { $0 != "-" } == language }
    }

    private static func plain(_ tag: String) -> String { tag.replacing("_", with: "-").lowercased() }
}
