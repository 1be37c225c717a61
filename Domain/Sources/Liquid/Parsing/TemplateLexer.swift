/// A piece of a template: text as it stands, an output, or a tag.
enum TemplateToken: Sendable {
    case text(Range<Int>)
    /// What stood between `raw` and `endraw`: never trimmed away.
    case verbatim(Range<Int>)
    case output(Range<Int>)
    case tag(TagToken)
}

struct TagToken: Sendable {
    let name: String
    /// What follows the name.
    let markup: Range<Int>
    let offset: Int
}

/// Cuts a template into its pieces; comments, documentation and raw text are settled here, as none of them is parsed.
struct TemplateLexer {
    let source: TemplateSource
    private var tokens: [TemplateToken] = []
    private var index = 0
    private var trimsNextText = false

    init(_ source: TemplateSource) { self.source = source }

    private struct Delimited {
        let offset: Int
        let content: Range<Int>
        let trimsBefore: Bool
        let trimsAfter: Bool
        let end: Int
    }

    mutating func tokenize() throws(LiquidError) -> [TemplateToken] {
        while index < source.bytes.count {
            guard let open = nextOpening(from: index) else {
                appendText(index..<source.bytes.count, trimsEnd: false)
                break
            }
            let part = try delimited(at: open)
            appendText(index..<open, trimsEnd: part.trimsBefore)
            index = part.end
            trimsNextText = part.trimsAfter
            if source.bytes[open + 1] == UInt8(ascii: "{") {
                tokens.append(.output(part.content))
            } else {
                try tag(part)
            }
        }
        return tokens
    }

    private mutating func appendText(_ range: Range<Int>, trimsEnd: Bool) {
        let start = trimsNextText ? source.trimmedStart(range) : range.lowerBound
        let end = trimsEnd ? source.trimmedEnd(start..<range.upperBound) : range.upperBound
        trimsNextText = false
        if start < end { tokens.append(.text(start..<end)) }
    }

    private func nextOpening(from start: Int, tagsOnly: Bool = false) -> Int? {
        let bytes = source.bytes
        var at = start
        while at + 1 < bytes.count {
            if bytes[at] == UInt8(ascii: "{") {
                let next = bytes[at + 1]
                if next == UInt8(ascii: "%") || (!tagsOnly && next == UInt8(ascii: "{")) { return at }
            }
            at += 1
        }
        return nil
    }

    private func delimited(at open: Int) throws(LiquidError) -> Delimited {
        let bytes = source.bytes
        let isOutput = bytes[open + 1] == UInt8(ascii: "{")
        let closing = isOutput ? UInt8(ascii: "}") : UInt8(ascii: "%")
        let trimsBefore = open + 2 < bytes.count && bytes[open + 2] == UInt8(ascii: "-")
        let start = open + (trimsBefore ? 3 : 2)
        var close = start
        while close + 1 < bytes.count, !(bytes[close] == closing && bytes[close + 1] == UInt8(ascii: "}")) {
            close += 1
        }
        guard close + 1 < bytes.count else {
            let (opening, ending) = isOutput ? ("{{", "}}") : ("{%", "%}")
            throw source.error(open, "'\(opening)' is never closed; end it with '\(ending)'")
        }
        let trimsAfter = close > start && bytes[close - 1] == UInt8(ascii: "-")
        return Delimited(
            offset: open, content: start..<(trimsAfter ? close - 1 : close), trimsBefore: trimsBefore,
            trimsAfter: trimsAfter, end: close + 2)
    }

    private mutating func tag(_ part: Delimited) throws(LiquidError) {
        let tag = tagToken(part.content, offset: part.offset)
        switch tag.name {
        case "#": try checkInlineComment(part.content)
        case "raw": try raw(from: tag)
        case "comment": try comment(from: tag)
        case "doc": try documentation(from: tag)
        default: tokens.append(.tag(tag))
        }
    }

    private func tagToken(_ content: Range<Int>, offset: Int) -> TagToken {
        let content = source.trimmed(content)
        var end = content.lowerBound
        if end < content.upperBound, source.bytes[end] == UInt8(ascii: "#") {
            end += 1
        } else {
            while end < content.upperBound, source.bytes[end].isWord { end += 1 }
        }
        return TagToken(
            name: source.text(content.lowerBound..<end), markup: end..<content.upperBound, offset: offset)
    }

    private func checkInlineComment(_ content: Range<Int>) throws(LiquidError) {
        for line in source.lines(of: content) where !line.isEmpty {
            guard source.bytes[line.lowerBound] == UInt8(ascii: "#") else {
                throw source.error(line.lowerBound, "every line of an inline comment must begin with '#'")
            }
        }
    }

    private mutating func raw(from tag: TagToken) throws(LiquidError) {
        let (start, trimsStart) = (index, trimsNextText)
        while let open = nextOpening(from: index, tagsOnly: true) {
            index = open + 2
            guard let end = closing("endraw", at: open) else { continue }
            let body = start..<open
            let bodyStart = trimsStart ? source.trimmedStart(body) : start
            let bodyEnd = end.trimsBefore ? source.trimmedEnd(bodyStart..<open) : open
            if bodyStart < bodyEnd { tokens.append(.verbatim(bodyStart..<bodyEnd)) }
            index = end.end
            trimsNextText = end.trimsAfter
            return
        }
        throw neverClosed(tag)
    }

    private mutating func comment(from tag: TagToken) throws(LiquidError) {
        var depth = 1
        while let open = nextOpening(from: index, tagsOnly: true), let part = try? delimited(at: open) {
            index = part.end
            switch tagToken(part.content, offset: open).name {
            case "comment": depth += 1
            case "raw":
                while let next = nextOpening(from: index, tagsOnly: true) {
                    index = next + 2
                    guard let end = closing("endraw", at: next) else { continue }
                    index = end.end
                    break
                }
            case "endcomment":
                depth -= 1
                if depth == 0 {
                    trimsNextText = part.trimsAfter
                    return
                }
            default: break
            }
        }
        throw neverClosed(tag)
    }

    private mutating func documentation(from tag: TagToken) throws(LiquidError) {
        guard tag.markup.isEmpty else { throw source.error(tag.offset, "'doc' takes no arguments") }
        while let open = nextOpening(from: index, tagsOnly: true) {
            index = open + 2
            if closing("doc", at: open) != nil { throw source.error(open, "'doc' cannot stand inside 'doc'") }
            guard let end = closing("enddoc", at: open) else { continue }
            index = end.end
            trimsNextText = end.trimsAfter
            return
        }
        throw neverClosed(tag)
    }

    /// The tag at `open` if it is `name` with nothing else in it.
    private func closing(_ name: String, at open: Int) -> Delimited? {
        let bytes = source.bytes
        let trimsBefore = open + 2 < bytes.count && bytes[open + 2] == UInt8(ascii: "-")
        let start = source.trimmedStart(open + (trimsBefore ? 3 : 2)..<bytes.count)
        guard bytes[start...].starts(with: name.utf8) else { return nil }
        var at = source.trimmedStart(start + name.utf8.count..<bytes.count)
        let trimsAfter = at < bytes.count && bytes[at] == UInt8(ascii: "-")
        if trimsAfter { at += 1 }
        guard bytes[at...].starts(with: "%}".utf8) else { return nil }
        return Delimited(
            offset: open, content: start..<at, trimsBefore: trimsBefore, trimsAfter: trimsAfter, end: at + 2)
    }

    private func neverClosed(_ tag: TagToken) -> LiquidError {
        source.error(tag.offset, "'\(tag.name)' is never closed; end it with '{% end\(tag.name) %}'")
    }
}

extension TemplateSource {
    /// The lines of a part, each without the white space around it.
    func lines(of range: Range<Int>) -> [Range<Int>] {
        bytes[range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
            .map { trimmed($0.startIndex..<$0.endIndex) }
    }

    /// The tags of a `liquid` tag, one a line.
    func lineTags(_ range: Range<Int>) throws(LiquidError) -> [TemplateToken] {
        var tokens: [TemplateToken] = []
        var openComments: [Int] = []
        for line in lines(of: range) where !line.isEmpty && bytes[line.lowerBound] != UInt8(ascii: "#") {
            var end = line.lowerBound
            while end < line.upperBound, bytes[end].isWord { end += 1 }
            let name = text(line.lowerBound..<end)
            if name == "comment" { openComments.append(line.lowerBound) }
            if openComments.isEmpty {
                guard end > line.lowerBound else { throw error(line.lowerBound, "expected the name of a tag") }
                let markup = trimmed(end..<line.upperBound)
                tokens.append(.tag(TagToken(name: name, markup: markup, offset: line.lowerBound)))
            } else if name == "endcomment" {
                openComments.removeLast()
            }
        }
        if let open = openComments.last { throw error(open, "'comment' is never closed; add a line 'endcomment'") }
        return tokens
    }
}
