/// What a part of a tree in JSON is: the value of its `kind`.
enum TreeKind: String, CaseIterable {
    case text, number, money, boolean, duration, list
    case property, comparison, relation, `in`, exists, not, and, or
    case figure, items, sequence, interest, orders, engagement, rank
    case ago, age, anniversary, day, near, fact
}
