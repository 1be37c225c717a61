import Values

/// A value while a template is rendered.
enum LiquidValue: Sendable {
    case json(JSON)
    /// Both ends included; empty where the last is less than the first.
    case range(Int64, Int64)
    /// Text that is HTML already and is not escaped again.
    case markup(String)
    case empty
    case blank
    /// A loop under way, by its place among the renderer's loops.
    case loop(Int)

    static let nothing = LiquidValue.json(.null)

    @inline(__always)
    static func string(_ text: String) -> LiquidValue { .json(.string(text)) }

    @inline(__always)
    static func number(_ number: Number) -> LiquidValue { .json(.number(number)) }

    static func integer(_ value: Int) -> LiquidValue { .json(.number(Number(value))) }

    static func list(_ items: [JSON]) -> LiquidValue { .json(.array(items)) }

    /// Everything but nil and false is true.
    @inline(__always)
    var isTruthy: Bool {
        switch self {
        case .json(.null), .json(.bool(false)): false
        default: true
        }
    }

    var isNil: Bool { if case .json(.null) = self { true } else { false } }

    /// As a text shows it.
    var text: String {
        switch self {
        case .json(.string(let text)), .markup(let text): return text
        default:
            var buffer = OutputBuffer()
            buffer.append(self)
            return buffer.text
        }
    }

    /// Text, whether marked as HTML or not.
    var string: String? {
        switch self {
        case .json(.string(let text)), .markup(let text): text
        default: nil
        }
    }

    var number: Number? { if case .json(.number(let number)) = self { number } else { nil } }

    var isEmpty: Bool {
        switch self {
        case .json(.string(let text)), .markup(let text): text.isEmpty
        case .json(.array(let items)): items.isEmpty
        case .json(.object(let object)): object.isEmpty
        default: false
        }
    }

    var isBlank: Bool {
        switch self {
        case .json(.null), .json(.bool(false)): true
        case .json(.string(let text)), .markup(let text): text.utf8.allSatisfy { $0.isWhitespace }
        default: isEmpty
        }
    }
}

extension LiquidValue {
    static func areEqual(_ a: LiquidValue, _ b: LiquidValue) -> Bool {
        switch (a, b) {
        case (.json(let x), .json(let y)): x == y
        case (.empty, .empty), (.blank, .blank): true
        case (.empty, .blank), (.blank, .empty): false
        case (.empty, let other), (let other, .empty): other.isEmpty
        case (.blank, let other), (let other, .blank): other.isBlank
        case (.range(let x, let y), .range(let z, let w)): x == z && y == w
        case (.loop(let x), .loop(let y)): x == y
        default: if let x = a.string, let y = b.string { x == y } else { false }
        }
    }

    /// Nil where the two have no order, which makes every comparison false.
    static func order(_ a: LiquidValue, _ b: LiquidValue) throws(Refusal) -> Int? {
        if let x = a.number, let y = b.number { return x < y ? -1 : x > y ? 1 : 0 }
        if let x = a.string, let y = b.string { return x.precedes(y) ? -1 : y.precedes(x) ? 1 : 0 }
        if (a.number != nil && b.string != nil) || (a.string != nil && b.number != nil) {
            throw Refusal("a number cannot be compared with a text; make both numbers with '| plus: 0'")
        }
        return nil
    }

    static func contains(_ container: LiquidValue, _ item: LiquidValue) -> Bool {
        guard item.isTruthy else { return false }
        switch container {
        case .json(.string(let text)), .markup(let text): return text.containsBytes(of: item.text)
        case .json(.array(let items)): return items.contains { areEqual(.json($0), item) }
        case .json(.object(let object)): return item.string.map { object[$0] != nil } ?? false
        case .range(let first, let last):
            guard let number = item.number?.integer else { return false }
            return first <= number && number <= last
        case .json, .empty, .blank, .loop: return false
        }
    }
}

extension LiquidValue {
    /// As arithmetic takes it: texts by their leading number, all else zero.
    var arithmetic: Number {
        switch self {
        case .json(.number(let number)): number
        case .json(.string(let text)), .markup(let text): Number(leading: text)
        default: .zero
        }
    }

    /// A whole number for a limit or length; texts must be one in full.
    func wholeNumber(_ purpose: String) throws(Refusal) -> Int {
        switch self {
        case .json(.number(let number)):
            if let value = number.integer { return Int(value) }
        case .json(.string(let text)), .markup(let text):
            if let value = Int(text) { return value }
        default: break
        }
        throw Refusal("\(purpose) must be a whole number, not \(kindName)")
    }

    /// An end of a range: fractions are cut off, what is no number is zero.
    var rangeEnd: Int64 {
        let number = arithmetic.roundedDown(towardZero: true)
        return number.integer ?? 0
    }

    var kindName: String {
        switch self {
        case .json(.null): "nothing"
        case .json(.string(let text)): "'\(text.prefix(40))'"
        case .json(.number(let number)): number.liquidText
        case .json(let json): json.kindName
        case .range: "a range"
        case .markup: "a text"
        case .empty: "'empty'"
        case .blank: "'blank'"
        case .loop: "a loop"
        }
    }
}

extension String {
    /// Byte order, which is also the order of Unicode scalars.
    func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
