import Values

extension Parser {
    /// `profile.a.b`, `trigger.a`, `event.a`, or inside `where` a bare `a.b` of the event or item itself.
    ///
    /// - Parameter isList: whether the items of a list are asked for.
    mutating func path(_ root: PropertyPath.Root, bare: Bool = false, isList: Bool = false) -> Parsed {
        let start = next
        var found: [String] = []
        if bare, case .word(let word) = start.content { found.append(word) }
        advance()
        let hasDot = isSign(.dot)
        found += segments()
        if root == .event, !isInsideWhere, !(bare && isInsideItem) {
            outsideWhere(found, bare: bare, at: start)
            return missing(at: start)
        }
        if root == .item, !isInsideItem {
            report(
                "`item.…` is known only inside the `where` of a list", at: start,
                expected: "such as any(products where item.sku == \"A\")")
            return missing(at: start)
        }
        if root == .place { return place(found, hasDot: hasDot, at: start) }
        if root == .cart, !found.isEmpty { return cart(found, isList: isList, at: start) }
        guard !found.isEmpty else {
            let name = start.name.dropFirst().dropLast()
            if !hasDot { report("\(start.name) needs a property", at: start, expected: "`\(name).` and its name") }
            return missing(at: start)
        }
        let isOfItem = bare && isInsideItem
        return Parsed(.path(PropertyPath(root: isOfItem ? .item : root, segments: found)), at: start)
    }

    private mutating func place(_ found: [String], hasDot: Bool, at start: Token) -> Parsed {
        if found.isEmpty, hasDot { return missing(at: start) }
        guard found.isEmpty || found.count == 1 && PropertyPath.placeParts.contains(found[0]) else {
            report(
                "a place has no `\(found.joined(separator: "."))`", at: start,
                expected: PropertyPath.placeParts.map { "place.\($0)" }.joined(separator: ", "),
                nearest: NearestName.of(found[0], among: PropertyPath.placeParts).map { "place.\($0)" })
            return missing(at: start)
        }
        return Parsed(.path(PropertyPath(root: .place, segments: found)), at: start)
    }

    private mutating func cart(_ found: [String], isList: Bool, at start: Token) -> Parsed {
        let path = PropertyPath(root: .cart, segments: found)
        let isKnown = isList ? path.isCartProducts : found.count == 1 && PropertyPath.cartParts.contains(found[0])
        if isKnown { return Parsed(.path(path), at: start) }
        let products = "cart.\(PropertyPath.cartProducts)"
        if isList {
            report(
                "the list of a cart is \(products)", at: start, expected: "such as any(\(products) where price > 50)")
        } else if path.isCartProducts {
            report(
                "`\(products)` is a list", at: start,
                expected: "cart.items, or a figure over it such as any(\(products) where price > 50)")
        } else {
            report(
                "a cart has no `\(found.joined(separator: "."))`", at: start,
                expected: PropertyPath.cartParts.map { "cart.\($0)" }.joined(separator: ", "),
                nearest: NearestName.of(found[0], among: PropertyPath.cartParts).map { "cart.\($0)" })
        }
        return missing(at: start)
    }

    /// Keys after dots, each a name or a text.
    mutating func segments() -> [String] {
        var found: [String] = []
        while isSign(.dot) {
            advance()
            switch next.content {
            case .word(let word): found.append(word)
            case .text(let text): found.append(text)
            case .number, .sign, .end:
                report("\(next.name) does not name a property", expected: "a name, in quotes if it is no plain word")
                return found
            }
            advance()
        }
        return found
    }

    private mutating func outsideWhere(_ segments: [String], bare: Bool, at start: Token) {
        let name = segments.joined(separator: ".")
        guard bare else {
            return report("`event.…` is known only inside `where`", at: start, expected: "profile.… or trigger.…")
        }
        let known = FunctionTable.names + Keyword.allCases.map(\.rawValue)
        let nearest = NearestName.of(segments[0], among: known)
        report(
            "`\(name)` is not known here", at: start,
            expected: "profile.\(name), trigger.\(name), or a function such as count(\"Order Completed\")",
            nearest: nearest ?? "profile.\(name)")
    }
}
