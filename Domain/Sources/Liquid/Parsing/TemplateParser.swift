import Values

/// Builds the tree of a template from its pieces.
struct TemplateParser {
    let source: TemplateSource
    var unknownFilters: [LiquidError] = []
    var depth = 0

    init(source: TemplateSource) { self.source = source }

    /// The pieces still to be read: of the template, or of one `liquid` tag.
    struct Stream {
        let tokens: [TemplateToken]
        var index = 0
    }

    /// The nodes up to a tag that ends or divides a block.
    struct Body {
        var nodes: [Node] = []
        /// Whether it can show nothing but white space, which Liquid leaves out of blocks.
        var isBlank = true
        /// Nil at the end of the pieces.
        var end: TagToken?
    }

    mutating func parseTemplate() throws(LiquidError) -> [Node] {
        var lexer = TemplateLexer(source)
        return try parseAll(try lexer.tokenize()).nodes
    }

    private mutating func parseAll(_ tokens: [TemplateToken]) throws(LiquidError) -> Body {
        var stream = Stream(tokens: tokens)
        let body = try parseBody(&stream, dividers: [])
        if let end = body.end { throw misplaced(end) }
        return body
    }

    func misplaced(_ tag: TagToken) -> LiquidError {
        source.error(tag.offset, "'\(tag.name)' belongs to no open block here; remove it or open the block")
    }

    /// Reads until one of `dividers`, or any other tag that only makes sense inside a block.
    mutating func parseBody(_ stream: inout Stream, dividers: [String]) throws(LiquidError) -> Body {
        var body = Body()
        while stream.index < stream.tokens.count {
            let token = stream.tokens[stream.index]
            stream.index += 1
            switch token {
            case .text(let range):
                if source.trimmedStart(range) < range.upperBound { body.isBlank = false }
                body.nodes.append(.text(Array(source.bytes[range])))
            case .verbatim(let range):
                body.isBlank = false
                body.nodes.append(.text(Array(source.bytes[range])))
            case .output(let range):
                body.isBlank = false
                if let node = try output(range) { body.nodes.append(node) }
            case .tag(let tag):
                if dividers.contains(tag.name) || Self.dividingTags.contains(tag.name) {
                    body.end = tag
                    return body
                }
                try parse(tag, into: &body, &stream)
            }
        }
        return body
    }

    /// Reads one body of the block `owner` and fails where the block is not continued by one of `dividers`.
    mutating func parseBlock(
        of owner: TagToken, _ stream: inout Stream, dividers: [String]
    ) throws(LiquidError) -> (body: Body, end: TagToken) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= maximumSourceNesting else {
            throw source.error(owner.offset, "blocks are nested deeper than \(maximumSourceNesting) levels")
        }
        let body = try parseBody(&stream, dividers: dividers)
        guard let end = body.end else {
            throw source.error(
                owner.offset, "'\(owner.name)' is never closed; end it with '{% end\(owner.name) %}'")
        }
        guard dividers.contains(end.name) else {
            throw source.error(end.offset, "'\(end.name)' cannot stand inside '\(owner.name)'; close that first")
        }
        return (body, end)
    }

    private static let dividingTags: Set<String> = [
        "else", "elsif", "when", "endif", "endunless", "endcase", "endfor", "endtablerow", "endcapture",
        "endifchanged", "endcomment", "endraw", "enddoc",
    ]

    private static let tags = [
        "assign", "break", "capture", "case", "comment", "continue", "cycle", "decrement", "doc", "echo", "else",
        "elsif", "endcapture", "endcase", "endfor", "endif", "endifchanged", "endtablerow", "endunless", "for", "if",
        "ifchanged", "include", "increment", "liquid", "raw", "render", "tablerow", "unless", "when",
    ]

    func unknown(_ tag: TagToken) -> LiquidError {
        if tag.name.isEmpty { return source.error(tag.offset, "expected the name of a tag after '{%'") }
        return source.error(
            tag.offset, "there is no tag '\(tag.name)'", suggestion: NearestName.of(tag.name, among: Self.tags))
    }

    private mutating func output(_ range: Range<Int>) throws(LiquidError) -> Node? {
        guard source.trimmedStart(range) < range.upperBound else { return nil }
        return .output(try parse(range) { parser throws(LiquidError) in try parser.filtered() })
    }

    /// Reads a whole tag's inside with `read`, and fails where something is left.
    mutating func parse<Result>(
        _ range: Range<Int>, _ read: (inout MarkupParser) throws(LiquidError) -> Result
    ) throws(LiquidError) -> Result {
        var parser = try MarkupParser(source, range)
        let result = try read(&parser)
        try parser.finish()
        unknownFilters += parser.unknownFilters
        return result
    }

    private mutating func parse(
        _ tag: TagToken, into body: inout Body, _ stream: inout Stream
    ) throws(LiquidError) {
        switch tag.name {
        case "liquid":
            try parseLiquid(tag, into: &body)
            return
        case "echo":
            body.isBlank = false
            if let node = try output(tag.markup) { body.nodes.append(node) }
            return
        default: break
        }
        let (node, isBlank) = try statement(tag, &stream)
        if !isBlank { body.isBlank = false }
        body.nodes.append(node)
    }

    private mutating func parseLiquid(_ tag: TagToken, into body: inout Body) throws(LiquidError) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= maximumSourceNesting else {
            throw source.error(tag.offset, "'liquid' is nested deeper than \(maximumSourceNesting) levels")
        }
        let inner = try parseAll(try source.lineTags(tag.markup))
        if !inner.isBlank { body.isBlank = false }
        body.nodes += inner.nodes
    }
}
