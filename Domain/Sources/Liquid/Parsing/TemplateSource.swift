/// A template's bytes, and the way from an offset to a line and column.
struct TemplateSource: Sendable {
    let bytes: [UInt8]
    private let lineStarts: [Int]

    init(_ text: String) {
        bytes = Array(text.utf8)
        var starts = [0]
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
        lineStarts = starts
    }

    func position(_ offset: Int) -> SourcePosition {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return SourcePosition(line: low + 1, column: offset - lineStarts[low] + 1)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The range without white space at either end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        let start = trimmedStart(range)
        return start..<trimmedEnd(start..<range.upperBound)
    }

    func trimmedStart(_ range: Range<Int>) -> Int {
        var start = range.lowerBound
        while start < range.upperBound, bytes[start].isWhitespace { start += 1 }
        return start
    }

    func trimmedEnd(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1].isWhitespace { end -= 1 }
        return end
    }

    func error(_ offset: Int, _ message: String, suggestion: String? = nil) -> LiquidError {
        LiquidError(at: position(offset), message, suggestion: suggestion)
    }
}

extension UInt8 {
    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    @inline(__always) var isWhitespace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    @inline(__always) var isDigit: Bool { self &- 48 < 10 }
    @inline(__always) var isLetter: Bool { (self | 0x20) &- 97 < 26 }
    /// What a name may hold after its first character, besides the hyphen.
    @inline(__always) var isWord: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
}
