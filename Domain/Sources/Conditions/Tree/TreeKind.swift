/// What a part of a tree in JSON is: the value of its `kind`.
enum TreeKind: String, CaseIterable {
    case text, number, boolean, duration, list
    case property, comparison, `in`, exists, not, and, or
    case figure, ago, consent, member
}
