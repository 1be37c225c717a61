/// Reads JSON strictly (RFC 8259): UTF-8 is validated, depth is bounded, an error names its place.
///
/// Cost: one pass, about 250 MB/s to a tree. Use `JSON.parse`; the scanner itself is for callers that
/// also want the byte range of a part, such as the events of a batch.
public struct JSONScanner {
    @usableFromInline let base: UnsafeBufferPointer<UInt8>
    public internal(set) var position: Int
    private var depth = 0
    let depthLimit: Int

    public init(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int = 0, depthLimit: Int = JSON.defaultDepthLimit) {
        base = bytes
        self.position = position
        self.depthLimit = depthLimit
    }

    public mutating func skipWhitespace() {
        while position < base.count {
            switch base[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// The next byte that is not white space, without consuming it; nil at the end.
    public mutating func peek() -> UInt8? {
        skipWhitespace()
        return position < base.count ? base[position] : nil
    }

    /// Reads one value and the white space before it.
    public mutating func value() throws(JSONError) -> JSON {
        guard let byte = peek() else { throw error(.unexpectedEnd) }
        switch byte {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: return .number(try number())
        }
    }

    /// Fails unless only white space is left.
    public mutating func finish() throws(JSONError) {
        if peek() != nil { throw error(.trailingText) }
    }

    public mutating func consume(_ byte: UInt8) throws(JSONError) {
        guard let next = peek() else { throw error(.unexpectedEnd) }
        guard next == byte else { throw error(.expected(String(UnicodeScalar(byte)))) }
        position += 1
    }

    /// Consumes the byte if it is the next one.
    public mutating func skip(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    /// Calls `body` for each member with its key; `body` must read exactly the value.
    public mutating func members(_ body: (inout JSONScanner, String) throws(JSONError) -> Void) throws(JSONError) {
        try consume(UInt8(ascii: "{"))
        try enter()
        if !skip(UInt8(ascii: "}")) {
            repeat {
                guard peek() == UInt8(ascii: "\"") else {
                    throw error(position < base.count ? .expected("a key in quotes") : .unexpectedEnd)
                }
                let key = try string()
                try consume(UInt8(ascii: ":"))
                try body(&self, key)
            } while skip(UInt8(ascii: ","))
            try close(UInt8(ascii: "}"), "',' or '}'")
        }
        depth -= 1
    }

    /// Calls `body` for each element with its index; `body` must read exactly the value.
    public mutating func elements(_ body: (inout JSONScanner, Int) throws(JSONError) -> Void) throws(JSONError) {
        try consume(UInt8(ascii: "["))
        try enter()
        if !skip(UInt8(ascii: "]")) {
            var index = 0
            repeat {
                try body(&self, index)
                index += 1
            } while skip(UInt8(ascii: ","))
            try close(UInt8(ascii: "]"), "',' or ']'")
        }
        depth -= 1
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        var members: [JSONObject.Member] = []
        try self.members { (scanner: inout JSONScanner, key: String) throws(JSONError) in
            if members.isEmpty { members.reserveCapacity(8) }
            members.append(JSONObject.Member(key: key, value: try scanner.value()))
        }
        return JSONObject(members)
    }

    private mutating func array() throws(JSONError) -> [JSON] {
        var items: [JSON] = []
        try elements { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
            if items.isEmpty { items.reserveCapacity(4) }
            items.append(try scanner.value())
        }
        return items
    }

    private mutating func close(_ byte: UInt8, _ expected: String) throws(JSONError) {
        guard let next = peek() else { throw error(.unexpectedEnd) }
        guard next == byte else { throw error(.expected(expected)) }
        position += 1
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        if depth > depthLimit { throw error(.tooDeep(limit: depthLimit)) }
    }

    private mutating func word(_ text: StaticString) throws(JSONError) {
        let length = text.utf8CodeUnitCount
        guard position + length <= base.count else { throw error(.unexpectedEnd) }
        for offset in 0..<length where base[position + offset] != text.utf8Start[offset] {
            throw error(.expected("\(text)"))
        }
        position += length
    }

    private mutating func number() throws(JSONError) -> Number {
        let start = position
        scan: while position < base.count {
            switch base[position] {
            case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
                UInt8(ascii: "E"):
                position += 1
            default: break scan
            }
        }
        guard position > start else { throw error(.expected("a value")) }
        guard let number = Number.parse(base[start..<position]) else {
            position = start
            throw error(.badNumber)
        }
        return number
    }

    func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(reason: reason, offset: offset ?? position, in: base)
    }
}

extension JSONScanner {
    /// Reads a string literal; the cursor stands on its opening quote.
    public mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        var ascii = true
        while position < base.count {
            let byte = base[position]
            if byte == UInt8(ascii: "\"") {
                let text = try text(start..<position, ascii: ascii)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw error(.controlCharacter) }
            if byte >= 0x80 { ascii = false }
            position += 1
        }
        throw error(.unexpectedEnd)
    }

    private func text(_ range: Range<Int>, ascii: Bool) throws(JSONError) -> String {
        let slice = base[range]
        if ascii { return String(decoding: slice, as: UTF8.self) }
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw error(.invalidUTF8, at: range.lowerBound)
        }
        return text
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var buffer = Array(base[start..<position])
        while position < base.count {
            let byte = base[position]
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: buffer, as: UTF8.self) else {
                    throw error(.invalidUTF8, at: start)
                }
                position += 1
                return text
            case UInt8(ascii: "\\"): try escape(into: &buffer)
            case 0..<0x20: throw error(.controlCharacter)
            default:
                buffer.append(byte)
                position += 1
            }
        }
        throw error(.unexpectedEnd)
    }

    private mutating func escape(into buffer: inout [UInt8]) throws(JSONError) {
        position += 1
        guard position < base.count else { throw error(.unexpectedEnd) }
        let byte = base[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"): try unicodeEscape(into: &buffer)
        default: throw error(.badEscape, at: position - 2)
        }
    }

    private mutating func unicodeEscape(into buffer: inout [UInt8]) throws(JSONError) {
        var code = UInt32(try hexQuad())
        if code & 0xFC00 == 0xD800, position + 1 < base.count, base[position] == UInt8(ascii: "\\"),
            base[position + 1] == UInt8(ascii: "u")
        {
            let mark = position
            position += 2
            let low = UInt32(try hexQuad())
            if low & 0xFC00 == 0xDC00 {
                code = 0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF)
            } else {
                position = mark
            }
        }
        // A surrogate without its partner is no character: it becomes U+FFFD, as in every decoder of text.
        let scalar = UnicodeScalar(code) ?? "\u{FFFD}"
        buffer.append(contentsOf: UTF8.encode(scalar)!)
    }

    private mutating func hexQuad() throws(JSONError) -> UInt16 {
        guard position + 4 <= base.count else { throw error(.unexpectedEnd) }
        var code: UInt16 = 0
        for _ in 0..<4 {
            let byte = base[position]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: throw error(.badEscape)
            }
            code = code << 4 | UInt16(digit)
            position += 1
        }
        return code
    }
}

extension JSON {
    /// Deeper nesting is refused: no store's event needs it, and it would exhaust the stack.
    public static let defaultDepthLimit = 64

    /// Reads exactly one JSON value from UTF-8 bytes.
    public static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int = defaultDepthLimit
    ) throws(JSONError) -> JSON {
        var scanner = JSONScanner(bytes, depthLimit: depthLimit)
        let value = try scanner.value()
        try scanner.finish()
        return value
    }

    /// Reads exactly one JSON value from a text.
    public static func parse(_ text: String, depthLimit: Int = defaultDepthLimit) throws(JSONError) -> JSON {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(JSONError) in try parse(bytes, depthLimit: depthLimit) }
        }
        return try result.get()
    }

    public static func parse(_ bytes: [UInt8], depthLimit: Int = defaultDepthLimit) throws(JSONError) -> JSON {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) in try parse(buffer, depthLimit: depthLimit) }
        }
        return try result.get()
    }
}
