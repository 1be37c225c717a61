/// Fills a tape in one pass, without recursion: hostile nesting costs memory, never the stack.
struct JSONTapeBuilder {
    private(set) var nodes: [JSONTape.Node] = []
    private let base: UnsafeBufferPointer<UInt8>
    private let depthLimit: Int
    private var position = 0
    private var open: [Container] = []
    /// Digits of a number that a Double holds whatever they are.
    private static let certainlyFinite = 300
    /// White space seen so far between tokens.
    private var spaces = 0
    /// Whether all of the text is UTF-8; found out at the first byte that is not ASCII.
    private var isUTF8: Bool?

    private struct Container {
        var node: Int
        var spacesBefore: Int
        var isObject: Bool
    }

    init(_ base: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        precondition(base.count < Int(Int32.max), "a JSON text of 2 GB or more is read in parts")
        self.base = base
        self.depthLimit = min(depthLimit, Int(UInt16.max) - 1)
        nodes.reserveCapacity(base.count / 10 + 8)
    }

    mutating func read() throws(JSONError) {
        reading: while true {
            guard let byte = peek() else { throw error(.unexpectedEnd) }
            switch byte {
            case UInt8(ascii: "{"):
                try begin(.object)
                if !skip(UInt8(ascii: "}")) {
                    try key()
                    continue reading
                }
                end()
            case UInt8(ascii: "["):
                try begin(.array)
                if !skip(UInt8(ascii: "]")) { continue reading }
                end()
            default: try plainValue(byte)
            }
            while let container = open.last {
                if skip(UInt8(ascii: ",")) {
                    if container.isObject { try key() }
                    continue reading
                }
                try closing(container)
            }
            if peek() != nil { throw error(.trailingText) }
            return
        }
    }

    private mutating func closing(_ container: Container) throws(JSONError) {
        guard skip(container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
            guard position < base.count else { throw error(.unexpectedEnd) }
            throw error(.expected(container.isObject ? "',' or '}'" : "',' or ']'"))
        }
        end()
    }

    private mutating func begin(_ kind: JSONTape.Kind) throws(JSONError) {
        guard open.count < depthLimit else { throw error(.tooDeep(limit: depthLimit)) }
        open.append(Container(node: nodes.count, spacesBefore: spaces, isObject: kind == .object))
        nodes.append(JSONTape.Node(start: Int32(truncatingIfNeeded: position), kind: kind, height: 1))
        position += 1
    }

    private mutating func end() {
        let container = open.removeLast()
        nodes[container.node].end = Int32(truncatingIfNeeded: position)
        nodes[container.node].next = Int32(truncatingIfNeeded: nodes.count)
        let traits = nodes[container.node].traits
        if spaces > container.spacesBefore { nodes[container.node].traits.insert(.spaced) }
        if let parent = open.last?.node {
            nodes[parent].height = max(nodes[parent].height, nodes[container.node].height + 1)
            nodes[parent].traits.formUnion(traits)
        }
    }

    private mutating func append(_ kind: JSONTape.Kind, from start: Int, traits: JSONTape.Traits = []) {
        nodes.append(
            JSONTape.Node(
                start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: position),
                next: Int32(truncatingIfNeeded: nodes.count + 1), kind: kind, traits: traits))
        let inherited = traits.intersection(.inherited)
        if !inherited.isEmpty, let parent = open.last?.node { nodes[parent].traits.formUnion(inherited) }
    }

    private mutating func plainValue(_ byte: UInt8) throws(JSONError) {
        switch byte {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true", .bool)
        case UInt8(ascii: "f"): try word("false", .bool)
        case UInt8(ascii: "n"): try word("null", .null)
        default: try number()
        }
    }

    private mutating func key() throws(JSONError) {
        guard peek() == UInt8(ascii: "\"") else {
            throw error(position < base.count ? .expected("a key in quotes") : .unexpectedEnd)
        }
        try string()
        guard skip(UInt8(ascii: ":")) else {
            throw error(position < base.count ? .expected(":") : .unexpectedEnd)
        }
    }

    private mutating func word(_ text: StaticString, _ kind: JSONTape.Kind) throws(JSONError) {
        let length = text.utf8CodeUnitCount
        guard position + length <= base.count else { throw error(.unexpectedEnd) }
        for offset in 0..<length where base[position + offset] != text.utf8Start[offset] {
            throw error(.expected("\(text)"))
        }
        let start = position
        position += length
        append(kind, from: start)
    }
}

extension JSONTapeBuilder {
    private mutating func string() throws(JSONError) {
        let start = position
        var traits: JSONTape.Traits = []
        var isASCII = true
        var index = position + 1
        while true {
            index = endOfPlainText(from: index)
            guard index < base.count else { break }
            let byte = base[index]
            if byte == UInt8(ascii: "\"") {
                if !isASCII, !isValid(start + 1..<index) { traits.insert(.invalidUTF8) }
                position = index + 1
                return append(.string, from: start, traits: traits)
            }
            if byte == UInt8(ascii: "\\") {
                traits.insert(.escaped)
                position = index
                if try escapedNUL() { traits.insert(.containsNUL) }
                index = position
                continue
            }
            position = index
            if byte < 0x20 { throw error(.controlCharacter) }
            isASCII = false
            index += 1
        }
        position = base.count
        throw error(.unexpectedEnd)
    }

    /// The index of the next byte that needs a look: a quote, a backslash, a control character, or not ASCII.
    ///
    /// Eight bytes at a time: most of a store's JSON is plain text in quotes.
    /// Source: Warren, "Hacker's Delight", section 6-1, to find a byte in a word.
    private func endOfPlainText(from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops = ones << 7
        var index = start
        while index + 8 <= base.count {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(base.baseAddress!).loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let quotes = word ^ (ones &* 0x22)
            let backslashes = word ^ (ones &* 0x5C)
            let hits =
                ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
                    | (word &- ones &* 0x20) & ~word | word) & tops
            if hits != 0 { return index + hits.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < base.count {
            let byte = base[index]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return index }
            index += 1
        }
        return index
    }

    /// Passes one escape; whether it stands for NUL.
    private mutating func escapedNUL() throws(JSONError) -> Bool {
        guard position + 1 < base.count else { throw error(.unexpectedEnd) }
        switch base[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
            return false
        case UInt8(ascii: "u"):
            guard position + 6 <= base.count else { throw error(.unexpectedEnd) }
            var isZero = true
            for byte in base[(position + 2)..<(position + 6)] {
                switch byte {
                case 0x30...0x39, 0x41...0x46, 0x61...0x66: if byte != 0x30 { isZero = false }
                default: throw error(.badEscape)
                }
            }
            position += 6
            return isZero
        default: throw error(.badEscape)
        }
    }

    private mutating func isValid(_ range: Range<Int>) -> Bool {
        if isUTF8 == nil { isUTF8 = String(validating: base, as: UTF8.self) != nil }
        return isUTF8 == true || String(validating: base[range], as: UTF8.self) != nil
    }

    private mutating func number() throws(JSONError) {
        let start = position
        if base[position] == UInt8(ascii: "-") { position += 1 }
        let leading = position
        guard digits() else {
            position = start
            throw error(leading == start ? .expected("a value") : .badNumber)
        }
        var hasExponent = false
        var isNumber = base[leading] != UInt8(ascii: "0") || position == leading + 1
        if isNext(".") {
            position += 1
            isNumber = digits() && isNumber
        }
        if isNext("e") || isNext("E") {
            hasExponent = true
            position += 1
            if isNext("+") || isNext("-") { position += 1 }
            isNumber = digits() && isNumber
        }
        // Only such a literal can exceed what a Double holds, which readers of the stored text refuse.
        if isNumber, hasExponent || position - start > JSONTapeBuilder.certainlyFinite {
            isNumber = Number.parse(base[start..<position]) != nil
        }
        guard isNumber else {
            position = start
            throw error(.badNumber)
        }
        append(.number, from: start)
    }

    private mutating func digits() -> Bool {
        let start = position
        while position < base.count, base[position] &- 0x30 < 10 { position += 1 }
        return position > start
    }

    private func isNext(_ character: Unicode.Scalar) -> Bool {
        position < base.count && base[position] == UInt8(ascii: character)
    }

    /// The next byte that is not white space, without consuming it; nil at the end.
    private mutating func peek() -> UInt8? {
        while position < base.count {
            switch base[position] {
            case 0x20, 0x0A, 0x0D, 0x09:
                position += 1
                spaces += 1
            default: return base[position]
            }
        }
        return nil
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason: reason, offset: position, in: base)
    }
}
