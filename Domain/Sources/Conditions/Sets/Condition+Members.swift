extension Condition {
    /// Whether the profile is in the segment that its subject knows by this name.
    public static func member(_ name: String) -> Condition {
        Condition(root: .fact(Fact(function: .member, name: name)))
    }

    /// The same condition for subjects whose memberships know segments by other names, and lists not at all.
    ///
    /// - Parameter names: by which the subjects know the segments that a condition calls so; none where there is no such
    ///   segment. That somebody may be on a list of the name instead is asked too.
    /// - Returns: nil where a rank asks who is a member, for its threshold is filed under its text.
    public func knowingSegments(by names: (String) -> [String]) -> Condition? {
        var isRanked = false
        let changed = root.replacing { expression in
            switch expression {
            case .rank:
                if expression.namesMembers { isRanked = true }
                return expression
            case .fact(let fact) where fact.function == .member:
                let name = fact.name ?? ""
                let places =
                    names(name).map { Fact(function: .member, name: $0) } + [Fact(function: .listed, name: name)]
                return places.count == 1 ? .fact(places[0]) : .disjunction(places.map(Expression.fact))
            default: return nil
            }
        }
        return isRanked ? nil : Condition(root: changed)
    }
}

extension Expression {
    fileprivate var namesMembers: Bool {
        if case .fact(let fact) = self, fact.function == .member { return true }
        return children.contains(where: \.namesMembers)
    }
}
