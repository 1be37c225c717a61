import Values

extension Parser {
    /// What begins with a word: a function, a keyword or a property.
    mutating func named(_ word: String) -> Parsed {
        let start = next
        if token(after: 1).content == .sign(.open), !["and", "or", "not", "in", "where"].contains(word) {
            return call(word)
        }
        if let end = Rank.End(rawValue: word), case .number = token(after: 1).content {
            if isInsideFilter {
                report("`\(word) … by` cannot stand inside `where`", expected: "properties of the event")
            }
            return rank(end)
        }
        if isInsideWhere, !isInsideItem, let function = ["any": Aggregate.Function.any, "none": .none][word],
            token(after: 1).content == .word("item"), token(after: 2).content == .word("where")
        {
            return anyItem(function, of: PropertyPath(root: .event, segments: ["products"]))
        }
        if isCart(word) { return path(.cart) }
        if !isInsideFilter, let function = ["any": Aggregate.Function.any, "none": .none][word],
            token(after: 1).content == .word("cart"), token(after: 2).content == .word("item"),
            token(after: 3).content == .word("where")
        {
            return anyItem(function, of: PropertyPath(root: .cart, segments: [PropertyPath.cartProducts]))
        }
        switch Keyword(rawValue: word) {
        case .true, .false:
            advance()
            return Parsed(.literal(.boolean(word == "true")), at: start)
        case .profile: return path(.profile)
        case .trigger: return path(.trigger)
        case .event: return path(.event)
        case .item: return path(.item)
        case .place: return path(.place)
        case .predicted: return path(.predicted)
        case .null:
            report("there is no null", expected: "`exists` or `not … exists`")
            advance()
            return missing(at: start)
        case .and, .or, .not, .in, .where, .exists, .ago:
            report("`\(word)` does not fit here", expected: "a value, such as profile.country or 5")
            if word != "and", word != "or" { advance() }
            return missing(at: start)
        case nil: return path(.event, bare: true)
        }
    }
}
