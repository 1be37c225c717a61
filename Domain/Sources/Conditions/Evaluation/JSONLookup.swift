import Values

/// Finds one member in the text of a JSON object without building a tree.
///
/// Cost: one pass over the bytes of the objects on the path. Of repeated keys the last one is found.
struct JSONLookup {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// The value at these keys (UTF-8, from the outside in); nil where there is none or the text is not valid.
    static func value(at keys: [[UInt8]], in bytes: UnsafeBufferPointer<UInt8>) -> JSON? {
        var lookup = JSONLookup(bytes: bytes)
        for key in keys {
            guard let start = lookup.member(key) else { return nil }
            lookup.position = start
        }
        var scanner = JSONScanner(bytes, from: lookup.position)
        return try? scanner.value()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Where the value of the last member with this key begins, in the object at the cursor.
    private mutating func member(_ key: [UInt8]) -> Int? {
        guard take(UInt8(ascii: "{")) else { return nil }
        var found: Int?
        if take(UInt8(ascii: "}")) { return nil }
        repeat {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
            guard let isKey = text(equals: key), take(UInt8(ascii: ":")) else { return nil }
            skipSpace()
            if isKey { found = position }
            guard skipValue() else { return nil }
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? found : nil
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Passes the text at the cursor; nil where it has no end.
    private mutating func text(equals key: [UInt8]) -> Bool? {
        let start = position
        guard let hasEscapes = skipText() else { return nil }
        if hasEscapes {
            var scanner = JSONScanner(bytes, from: start)
            guard let text = try? scanner.string() else { return nil }
            return text.utf8.elementsEqual(key)
        }
        guard position - start - 2 == key.count else { return false }
        for offset in 0..<key.count where bytes[start + 1 + offset] != key[offset] { return false }
        return true
    }

    /// Passes the text at the cursor and tells whether it has escapes; nil where it has no end.
    private mutating func skipText() -> Bool? {
        position += 1
        var hasEscapes = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return hasEscapes
            case UInt8(ascii: "\\"):
                hasEscapes = true
                position += 2
            default: position += 1
            }
        }
        return nil
    }

    /// Passes one value without looking into it; false where it has no end.
    private mutating func skipValue() -> Bool {
        let start = position
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard skipText() != nil else { return false }
                if depth == 0 { return true }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return position > start }
                depth -= 1
                position += 1
                if depth == 0 { return true }
            case UInt8(ascii: ",") where depth == 0: return position > start
            default: position += 1
            }
        }
        return depth == 0 && position > start
    }
}
