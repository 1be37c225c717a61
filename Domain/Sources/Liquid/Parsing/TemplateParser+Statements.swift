/// Statements that hold no blocks, and the choice among all.
extension TemplateParser {
    mutating func statement(
        _ tag: TagToken, _ stream: inout Stream
    ) throws(LiquidError) -> (node: Node, isBlank: Bool) {
        switch tag.name {
        case "assign": return (try assign(tag), true)
        case "capture": return (.capture(try captured(tag, &stream, isNamed: true)), true)
        case "ifchanged": return (.ifChanged(try captured(tag, &stream, isNamed: false)), false)
        case "if": return try conditional(tag, &stream, isNegated: false)
        case "unless": return try conditional(tag, &stream, isNegated: true)
        case "case": return try choice(tag, &stream)
        case "for":
            let (statement, isBlank) = try loop(tag, &stream, isTable: false)
            return (.loop(statement), isBlank)
        case "tablerow": return (.tableRow(try loop(tag, &stream, isTable: true).statement), false)
        case "cycle": return (.cycle(try cycle(tag)), false)
        case "increment": return (.increment(try counter(tag)), false)
        case "decrement": return (.decrement(try counter(tag)), false)
        case "break": return (.breakLoop, false)
        case "continue": return (.continueLoop, false)
        case "include": return (.include(try partial(tag)), false)
        case "render": return (.render(try partial(tag)), false)
        default: throw unknown(tag)
        }
    }

    private mutating func assign(_ tag: TagToken) throws(LiquidError) -> Node {
        .assign(
            try parse(tag.markup) { parser throws(LiquidError) in
                let name = try parser.target()
                guard case .equals = parser.kind else { throw parser.unexpected("'='") }
                parser.advance()
                return AssignStatement(name: name, value: try parser.filtered())
            })
    }

    private mutating func counter(_ tag: TagToken) throws(LiquidError) -> String {
        try parse(tag.markup) { parser throws(LiquidError) in try parser.target() }
    }

    private mutating func cycle(_ tag: TagToken) throws(LiquidError) -> CycleStatement {
        let position = source.position(tag.offset)
        let whole = source.text(source.trimmed(tag.markup))
        return try parse(tag.markup) { parser throws(LiquidError) in
            var items = [try parser.expression()]
            var group = CycleStatement.Group.unnamed(key: "items " + whole)
            if case .colon = parser.kind {
                parser.advance()
                group = .named(items[0])
                items = [try parser.expression()]
            }
            while parser.skipComma(), !parser.isAtEnd { items.append(try parser.expression()) }
            return CycleStatement(group: group, items: items, position: position)
        }
    }

    private mutating func partial(_ tag: TagToken) throws(LiquidError) -> PartialStatement {
        let position = source.position(tag.offset)
        return try parse(tag.markup) { parser throws(LiquidError) in
            let isInclude = tag.name == "include"
            if !isInclude {
                guard case .string = parser.kind else { throw parser.unexpected("the partial's name in quotes") }
            }
            let name = try parser.expression()
            var binding: PartialStatement.Binding?
            let isLoop = parser.keyword() == nil && parser.skip(word: "for")
            if isLoop || (parser.keyword() == nil && parser.skip(word: "with")) {
                let value = try parser.expression()
                let alias = parser.skip(word: "as") ? try parser.name("a name after 'as'") : nil
                binding = PartialStatement.Binding(value: value, isLoop: isLoop, alias: alias)
            }
            var arguments: [KeywordArgument] = []
            while true {
                _ = parser.skipComma()
                guard let keyword = parser.keyword() else { break }
                arguments.append(try parser.keywordArgument(keyword))
            }
            return PartialStatement(name: name, binding: binding, arguments: arguments, position: position)
        }
    }
}
