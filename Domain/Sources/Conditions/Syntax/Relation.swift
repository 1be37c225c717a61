/// What a text or a list is asked beside being compared.
enum Relation: String, Sendable, Hashable, CaseIterable {
    case contains
    case startsWith = "starts with"
    case endsWith = "ends with"
    /// `*` stands for any run of characters, `?` for one.
    case matches
    case hasAnyOf = "has any of"
    case hasAllOf = "has all of"
    case hasNoneOf = "has none of"

    var isOfLists: Bool {
        switch self {
        case .contains, .startsWith, .endsWith, .matches: false
        case .hasAnyOf, .hasAllOf, .hasNoneOf: true
        }
    }
}
