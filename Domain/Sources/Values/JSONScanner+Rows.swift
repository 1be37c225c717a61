/// Values of a kind that is expected, without a tree: for stored forms, whose rows are lists of plain values.
extension JSONScanner {
    /// Reads one value; nil where it is no whole number that fits.
    public mutating func integer() throws(JSONError) -> Int64? {
        guard let byte = peek() else { throw error(.unexpectedEnd) }
        var index = byte == UInt8(ascii: "-") ? position + 1 : position
        let first = index
        var value: Int64 = 0
        // So many digits always fit.
        while index < base.count, index - first < 18, base[index] &- 0x30 <= 9 {
            value = value * 10 + Int64(base[index] &- 0x30)
            index += 1
        }
        let isPlain = index == first + 1 || index > first && base[first] != UInt8(ascii: "0")
        if isPlain, index < base.count {
            switch base[index] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
                position = index
                return byte == UInt8(ascii: "-") ? -value : value
            default: break
            }
        }
        return try self.value().number?.integer
    }

    /// Reads one value; nil where it is no text.
    public mutating func text() throws(JSONError) -> String? {
        if peek() == UInt8(ascii: "\"") { return try string() }
        _ = try value()
        return nil
    }

    /// Reads a list of whole numbers; what else stands in it is left out.
    public mutating func integers() throws(JSONError) -> [Int64] {
        var numbers: [Int64] = []
        try rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
            if numbers.isEmpty { numbers.reserveCapacity(8) }
            if let number = try scanner.integer() { numbers.append(number) }
        }
        return numbers
    }

    /// Calls `body` for each element of a list; anything else is passed over as an empty one.
    public mutating func rows(_ body: (inout JSONScanner, Int) throws(JSONError) -> Void) throws(JSONError) {
        guard peek() == UInt8(ascii: "[") else {
            _ = try value()
            return
        }
        try elements(body)
    }

    /// Passes over one value of text that is known to be JSON, and gives the bytes it takes: nothing in it is checked
    /// or made.
    ///
    /// Cost: about 1 GB/s.
    public mutating func skipValue() throws(JSONError) -> Range<Int> {
        guard peek() != nil else { throw error(.unexpectedEnd) }
        let start = position
        var open = 0
        while position < base.count {
            let byte = base[position]
            switch byte {
            case UInt8(ascii: "\""):
                try skipString()
                if open == 0 { return start..<position }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if open == 0 { return start..<position }
                open -= 1
                position += 1
                if open == 0 { return start..<position }
            case UInt8(ascii: ",") where open == 0: return start..<position
            default: position += 1
            }
        }
        guard open == 0 else { throw error(.unexpectedEnd) }
        return start..<position
    }

    private mutating func skipString() throws(JSONError) {
        position += 1
        while position < base.count {
            switch base[position] {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"): position += 2
            default: position += 1
            }
        }
        throw error(.unexpectedEnd)
    }
}
