/// Text laid out in lines: white space collapsed, blank lines never doubled, lists indented.
struct PlainTextLines {
    private var output: [UInt8] = []
    /// Line ends that are written once more text follows.
    private var pendingBreaks = 0
    private var pendingGap: Gap = .none
    private var pendingMark: String?
    private var isAtLineStart = true
    /// How many lists enclose the text.
    var depth = 0

    private enum Gap {
        case none, space, cell
    }

    /// Deeper lists are not indented further, so that hostile nesting costs no more than its length.
    private static let depthLimit = 8

    /// Bytes laid out so far, for `text(from:)`.
    var length: Int { output.count }

    /// What was laid out since a length was read; nil where nothing was.
    func text(from start: Int) -> String? {
        guard start < output.count else { return nil }
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x0A }
        var part = output[start...].drop(while: isBlank)
        while let last = part.last, isBlank(last) { part.removeLast() }
        return String(decoding: part, as: UTF8.self)
    }

    mutating func append(_ text: String, keepingSpaces: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where keepingSpaces: breakOnce()
            case "\r" where keepingSpaces: break
            case " " where keepingSpaces: write(scalar)
            case " ", "\t", "\n", "\r", "\u{0C}", "\u{A0}", "\u{2002}", "\u{2003}", "\u{2009}":
                if pendingGap == .none { pendingGap = .space }
            // Padding that preheaders are stretched with.
            case "\u{AD}", "\u{34F}", "\u{200B}", "\u{FEFF}": break
            case "\u{200C}" where isAtLineStart || pendingBreaks > 0 || pendingGap != .none: break
            case "\0"..<" ", "\u{7F}"..."\u{9F}": break
            default: write(scalar)
            }
        }
    }

    /// A line end that stays, as `<br>` is one.
    mutating func breakOnce() {
        guard !output.isEmpty else { return }
        pendingBreaks = min(pendingBreaks + 1, 2)
        pendingGap = .none
    }

    mutating func endLine() { atLeast(1) }

    mutating func endParagraph() { atLeast(2) }

    /// Space between two cells of a table's row.
    mutating func separateCell() {
        if !isAtLineStart { pendingGap = .cell }
    }

    /// The mark of a list's item, written before its first text.
    mutating func mark(_ text: String) { pendingMark = text }

    func finished() -> String {
        output.isEmpty ? "" : String(decoding: output, as: UTF8.self) + "\n"
    }

    private mutating func atLeast(_ breaks: Int) {
        pendingGap = .none
        guard !output.isEmpty else { return }
        pendingBreaks = max(pendingBreaks, breaks)
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        if pendingBreaks > 0 {
            for _ in 0..<pendingBreaks { output.append(0x0A) }
            pendingBreaks = 0
            isAtLineStart = true
        }
        if isAtLineStart {
            startLine()
        } else {
            switch pendingGap {
            case .none: break
            case .space: output.append(0x20)
            case .cell: output.append(contentsOf: [0x20, 0x20])
            }
        }
        pendingGap = .none
        isAtLineStart = false
        output.append(contentsOf: scalar.utf8)
    }

    private mutating func startLine() {
        let level = min(depth, Self.depthLimit)
        if let mark = pendingMark {
            output.append(contentsOf: repeatElement(0x20, count: 2 * max(0, level - 1)))
            output.append(contentsOf: mark.utf8)
            pendingMark = nil
        } else {
            output.append(contentsOf: repeatElement(0x20, count: 2 * level))
        }
    }
}
