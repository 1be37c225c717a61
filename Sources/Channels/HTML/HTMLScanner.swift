/// Cuts an HTML document into tokens that together cover every byte of it, in linear time, whatever the input.
///
/// It follows the WHATWG tokenizer where e-mails need it: a tag or comment without an end runs to the document's end, a
/// `<` that begins no markup is text, the first of two equal attributes counts.
struct HTMLScanner {
    enum Token: Equatable {
        case text(Range<Int>)
        case startTag(HTMLTag)
        case endTag(name: String, range: Range<Int>)
        /// The content of `script`, `style`, `title` or `textarea`.
        case rawText(Range<Int>)
        /// A comment, a document type, a processing instruction.
        case other(Range<Int>)
    }

    let bytes: [UInt8]
    private var position = 0
    private var rawTextElement: String?

    init(_ html: String) { bytes = Array(html.utf8) }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func value(of name: String, in tag: HTMLTag) -> String? {
        tag.attribute(name).map { HTMLEntities.decoded(text($0.value)) }
    }

    mutating func next() -> Token? {
        guard position < bytes.count else { return nil }
        if let element = rawTextElement {
            rawTextElement = nil
            let start = position
            position = endOfRawText(element)
            if position > start { return .rawText(start..<position) }
        }
        if startsMarkup(at: position) { return markup() }
        let start = position
        repeat { position += 1 } while position < bytes.count && !startsMarkup(at: position)
        return .text(start..<position)
    }

    private func startsMarkup(at index: Int) -> Bool {
        guard bytes[index] == 0x3C, index + 1 < bytes.count else { return false }
        let next = bytes[index + 1]
        return isLetter(next) || next == 0x2F || next == 0x21 || next == 0x3F
    }

    private mutating func markup() -> Token {
        let start = position
        let second = bytes[start + 1]
        if isLetter(second) { return startTag() }
        if second == 0x2F, start + 2 < bytes.count, isLetter(bytes[start + 2]) { return endTag() }
        let isComment =
            start + 3 < bytes.count && second == 0x21 && bytes[start + 2] == 0x2D && bytes[start + 3] == 0x2D
        position = isComment ? endOfComment(from: start + 2) : end(after: start + 2)
        return .other(start..<position)
    }

    private mutating func endTag() -> Token {
        let start = position
        position += 2
        let name = tagName()
        position = end(after: position)
        return .endTag(name: name, range: start..<position)
    }

    private mutating func startTag() -> Token {
        let start = position
        position += 1
        let name = tagName()
        var attributes: [HTMLTag.Attribute] = []
        while let attribute = nextAttribute() { attributes.append(attribute) }
        if position < bytes.count { position += 1 }
        if Self.rawTextElements.contains(name) { rawTextElement = name }
        return .startTag(HTMLTag(name: name, range: start..<position, attributes: attributes))
    }

    private static let rawTextElements: Set<String> = ["script", "style", "title", "textarea"]

    /// The next attribute, or nil with the position at the tag's `>` or at the document's end.
    private mutating func nextAttribute() -> HTMLTag.Attribute? {
        while position < bytes.count, isSpace(bytes[position]) || bytes[position] == 0x2F { position += 1 }
        guard position < bytes.count, bytes[position] != 0x3E else { return nil }
        let nameStart = position
        position += 1
        while position < bytes.count, !endsAttributeName(bytes[position]) { position += 1 }
        let name = lowercased(nameStart..<position)
        let nameEnd = position
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
        guard position < bytes.count, bytes[position] == 0x3D else {
            return HTMLTag.Attribute(name: name, value: nameEnd..<nameEnd, isQuoted: false)
        }
        position += 1
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
        return attributeValue(of: name)
    }

    private mutating func attributeValue(of name: String) -> HTMLTag.Attribute {
        guard position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27 else {
            let start = position
            while position < bytes.count, !isSpace(bytes[position]), bytes[position] != 0x3E { position += 1 }
            return HTMLTag.Attribute(name: name, value: start..<position, isQuoted: false)
        }
        let quote = bytes[position]
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != quote { position += 1 }
        let value = start..<position
        if position < bytes.count { position += 1 }
        return HTMLTag.Attribute(name: name, value: value, isQuoted: true)
    }

    private mutating func tagName() -> String {
        let start = position
        while position < bytes.count, !isSpace(bytes[position]), bytes[position] != 0x2F, bytes[position] != 0x3E {
            position += 1
        }
        return lowercased(start..<position)
    }

    private func end(after index: Int) -> Int {
        var index = index
        while index < bytes.count, bytes[index] != 0x3E { index += 1 }
        return min(index + 1, bytes.count)
    }

    private func endOfComment(from start: Int) -> Int {
        var index = start
        while index + 2 < bytes.count {
            if bytes[index] == 0x2D, bytes[index + 1] == 0x2D, bytes[index + 2] == 0x3E { return index + 3 }
            index += 1
        }
        return bytes.count
    }

    private func endOfRawText(_ element: String) -> Int {
        let length = element.utf8.count
        var index = position
        while index + 2 + length <= bytes.count {
            if bytes[index] == 0x3C, bytes[index + 1] == 0x2F,
                zip(bytes[(index + 2)...], element.utf8).allSatisfy({ $0 | 0x20 == $1 })
            {
                return index
            }
            index += 1
        }
        return bytes.count
    }

    private func lowercased(_ range: Range<Int>) -> String {
        let hasCapitals = bytes[range].contains { (0x41...0x5A).contains($0) }
        let name = String(decoding: bytes[range], as: UTF8.self)
        return hasCapitals ? name.lowercased() : name
    }

    private func endsAttributeName(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == 0x2F || byte == 0x3E || byte == 0x3D
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
