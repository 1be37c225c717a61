import Values

/// Statements that hold blocks.
extension TemplateParser {
    mutating func captured(
        _ tag: TagToken, _ stream: inout Stream, isNamed: Bool
    ) throws(LiquidError) -> CaptureStatement {
        let name = try parse(tag.markup) { parser throws(LiquidError) in
            guard isNamed else { return "" }
            if case .string(let quoted) = parser.kind {
                parser.advance()
                return quoted
            }
            return try parser.target()
        }
        let body = try parseBlock(of: tag, &stream, dividers: ["end\(tag.name)"]).body
        return CaptureStatement(name: name, body: body.nodes, position: source.position(tag.offset))
    }

    mutating func conditional(
        _ tag: TagToken, _ stream: inout Stream, isNegated: Bool
    ) throws(LiquidError) -> (node: Node, isBlank: Bool) {
        let closing = "end\(tag.name)"
        var branches: [ConditionalStatement.Branch] = []
        var isBlank = true
        var hasElse = false
        var condition: Condition? = try parse(tag.markup) { parser throws(LiquidError) in try parser.condition() }
        while true {
            let (body, end) = try parseBlock(of: tag, &stream, dividers: ["elsif", "else", closing])
            isBlank = isBlank && body.isBlank
            let negates = isNegated && branches.isEmpty
            // What follows the first `else` is never reached, as Liquid has always had it.
            if !hasElse {
                branches.append(.init(condition: condition, isNegated: negates, body: body.nodes))
            }
            hasElse = hasElse || condition == nil
            if end.name == closing { break }
            condition =
                end.name == "else"
                ? nil : try parse(end.markup) { parser throws(LiquidError) in try parser.condition() }
        }
        if isBlank {
            for index in branches.indices { branches[index].body.removeText() }
        }
        let position = source.position(tag.offset)
        return (.conditional(ConditionalStatement(branches: branches, position: position)), isBlank)
    }

    mutating func choice(
        _ tag: TagToken, _ stream: inout Stream
    ) throws(LiquidError) -> (node: Node, isBlank: Bool) {
        let dividers = ["when", "else", "endcase"]
        let subject = try parse(tag.markup) { parser throws(LiquidError) in try parser.expression() }
        // What stands before the first `when` is never shown.
        var (_, end) = try parseBlock(of: tag, &stream, dividers: dividers)
        var branches: [CaseStatement.Branch] = []
        var isBlank = true
        while end.name != "endcase" {
            let values = end.name == "when" ? try whenValues(end) : nil
            let (body, next) = try parseBlock(of: tag, &stream, dividers: dividers)
            isBlank = isBlank && body.isBlank
            branches.append(.init(values: values, body: body.nodes))
            end = next
        }
        if isBlank {
            for index in branches.indices { branches[index].body.removeText() }
        }
        let position = source.position(tag.offset)
        return (.choice(CaseStatement(subject: subject, branches: branches, position: position)), isBlank)
    }

    private mutating func whenValues(_ tag: TagToken) throws(LiquidError) -> [Expression] {
        try parse(tag.markup) { parser throws(LiquidError) in
            var values = [try parser.expression()]
            while parser.skipComma() || parser.skip(word: "or") { values.append(try parser.expression()) }
            return values
        }
    }

    mutating func loop(
        _ tag: TagToken, _ stream: inout Stream, isTable: Bool
    ) throws(LiquidError) -> (statement: LoopStatement, isBlank: Bool) {
        let head = try loopHead(tag)
        let closing = "end\(tag.name)"
        var (body, end) = try parseBlock(of: tag, &stream, dividers: isTable ? [closing] : ["else", closing])
        var alternative = Body()
        if end.name == "else" {
            (alternative, end) = try parseBlock(of: tag, &stream, dividers: [closing])
        }
        let isBlank = body.isBlank && alternative.isBlank
        if isBlank, !isTable {
            body.nodes.removeText()
            alternative.nodes.removeText()
        }
        let statement = LoopStatement(
            variable: head.variable, name: head.name, collection: head.collection, arguments: head.arguments,
            body: body.nodes, alternative: alternative.nodes, position: source.position(tag.offset))
        return (statement, isBlank)
    }

    private struct LoopHead {
        let variable: String
        let name: String
        let collection: Expression
        let arguments: LoopStatement.Arguments
    }

    private mutating func loopHead(_ tag: TagToken) throws(LiquidError) -> LoopHead {
        try parse(tag.markup) { parser throws(LiquidError) in
            let variable = try parser.name("the name of the loop's variable")
            guard parser.skip(word: "in") else { throw parser.unexpected("'in'") }
            let start = parser.token.range.lowerBound
            let collection = try parser.expression()
            let name = "\(variable)-\(parser.text(from: start))"
            var arguments = LoopStatement.Arguments()
            while true {
                _ = parser.skipComma()
                if parser.skip(word: "reversed") {
                    arguments.isReversed = true
                    continue
                }
                guard let keyword = parser.keyword() else { break }
                try Self.read(keyword, &parser, into: &arguments)
            }
            return LoopHead(variable: variable, name: name, collection: collection, arguments: arguments)
        }
    }

    private static func read(
        _ keyword: String, _ parser: inout MarkupParser, into arguments: inout LoopStatement.Arguments
    ) throws(LiquidError) {
        let known = ["limit", "offset", "cols"]
        guard known.contains(keyword) else {
            throw parser.source.error(
                parser.token.range.lowerBound, "a loop takes limit, offset, cols and reversed, not '\(keyword)'",
                suggestion: NearestName.of(keyword, among: known))
        }
        parser.advance()
        parser.advance()
        if keyword == "offset", parser.skip(word: "continue") {
            arguments.offset = .continued
            return
        }
        let value = try parser.expression()
        switch keyword {
        case "limit": arguments.limit = value
        case "offset": arguments.offset = .value(value)
        default: arguments.columns = value
        }
    }
}

extension [Node] {
    /// Leaves out the white space of a block that shows nothing else.
    fileprivate mutating func removeText() {
        removeAll { if case .text = $0 { true } else { false } }
    }
}
