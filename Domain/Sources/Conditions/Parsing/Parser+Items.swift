import Values

extension Parser {
    /// Whether a figure that begins with this word is over a list.
    func isListPath(_ word: String) -> Bool {
        switch Keyword(rawValue: word) {
        case .profile, .trigger, .event, .item: true
        case nil: isInsideWhere || isCart(word)
        default: false
        }
    }

    /// Whether a word is the profile's cart: inside `where` it is a property like others.
    func isCart(_ word: String) -> Bool { word == PropertyPath.Root.cart.rawValue && !isInsideFilter }

    /// `products[.property] [where …])`.
    mutating func items(_ function: Aggregate.Function, at start: Token) -> Parsed {
        guard case .word(let word) = next.content else { return missing(at: start) }
        let place = next
        let root: PropertyPath.Root? =
            switch Keyword(rawValue: word) {
            case .profile: .profile
            case .trigger: .trigger
            case .event: .event
            case .item: .item
            default: isCart(word) ? .cart : nil
            }
        let parsed = path(root ?? .event, bare: root == nil, isList: true)
        guard case .path(var list) = parsed.expression else { return skipCall(at: start) }
        guard ItemFigure.functions.contains(function) else {
            report("`\(function.rawValue)` works on events, not on the items of a list", at: start)
            return skipCall(at: start)
        }
        var property: String?
        if function.property == .required {
            property = list.segments.removeLast()
            if list.segments.isEmpty {
                report(
                    "`\(function.rawValue)` needs the property of an item", at: place,
                    expected: "\(function.rawValue)(products.\(Printer.segment(property ?? "")))")
                return skipCall(at: start)
            }
        }
        var filter: Expression?
        if skip(word: "where") { filter = itemFilter() }
        close(.close, expected: filter == nil ? "`where` or `)`" : "`and`, `or` or `)`")
        return Parsed(
            .items(ItemFigure(function: function, list: list, property: property, filter: filter)), at: start)
    }

    private mutating func itemFilter() -> Expression {
        isInsideItem = true
        defer { isInsideItem = false }
        let filter = expression()
        requireBoolean(filter)
        return filter.expression
    }

    /// `any item where …`, `any cart item where …`: short for the products of the event or cart, to the end of what is
    /// asked of it.
    mutating func anyItem(_ function: Aggregate.Function, of list: PropertyPath) -> Parsed {
        let start = next
        while !isWord("where") { advance() }
        advance()
        let filter = itemFilter()
        return Parsed(.items(ItemFigure(function: function, list: list, filter: filter)), at: start)
    }
}
