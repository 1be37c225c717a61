import Values

/// Gathers one value a row and finds the form that suits them: numbers, codes of a dictionary, or texts.
///
/// Whatever is put in comes out equal; absent rows cost no call.
struct ValueBuilder {
    enum Form { case numbers, codes, texts }

    /// More different values than this are kept as texts.
    static let mostDifferent = 65_535
    /// Numbers of more decimals are kept by their text.
    static let mostDecimals: UInt8 = 9

    private(set) var form = Form.numbers
    /// Rows so far, absent ones included.
    private(set) var count = 0
    private(set) var present = 0
    private(set) var holdsObjects = false
    private(set) var holdsLists = false
    /// Whether a number is kept that is no exact decimal, so that equal numbers may differ in text.
    private(set) var holdsInexact = false

    var coefficients: [Int64] = []
    var scales: [UInt8] = []
    var codes: [UInt16] = []
    /// Of texts by what they say, of other values by their JSON.
    private var codeOfText: [ByteText: UInt16] = [:]
    private var codeOfOther: [ByteText: UInt16] = [:]
    var dictionary: [String] = []
    var ends: [UInt32] = []
    var blob: [UInt8] = []

    static let absent = Int64.min

    /// Puts a value in a row; rows in between are absent, and a row that has one already takes the new one.
    mutating func put(_ value: JSON, at row: Int) {
        if row < count { truncate(to: row) }
        fill(to: row)
        present += 1
        count = row + 1
        switch value {
        case .object: holdsObjects = true
        case .array: holdsLists = true
        case .number(.approximate): holdsInexact = true
        case .null, .bool, .number, .string: break
        }
        if form == .numbers {
            if case .number(.exact(let coefficient, let scale)) = value, scale <= ValueBuilder.mostDecimals,
                coefficient != ValueBuilder.absent
            {
                coefficients.append(coefficient)
                scales.append(scale)
                return
            }
            leaveNumbers()
        }
        append(value)
    }

    /// Fills up with absent rows.
    mutating func fill(to rows: Int) {
        guard count < rows else { return }
        switch form {
        case .numbers:
            coefficients.append(contentsOf: repeatElement(ValueBuilder.absent, count: rows - count))
            scales.append(contentsOf: repeatElement(0, count: rows - count))
        case .codes: codes.append(contentsOf: repeatElement(0, count: rows - count))
        case .texts: ends.append(contentsOf: repeatElement(UInt32(blob.count), count: rows - count))
        }
        count = rows
    }

    /// Numbers of equal worth have one text.
    static func text(_ value: JSON) -> String {
        guard case .number(let number) = value else { return value.text }
        switch number {
        case .approximate(let double): return Number(double).description
        case .exact(var coefficient, var scale):
            while scale > 0, coefficient % 10 == 0 {
                coefficient /= 10
                scale -= 1
            }
            return Number.exact(coefficient: coefficient, scale: scale).description
        }
    }

    private mutating func truncate(to row: Int) {
        switch form {
        case .numbers:
            coefficients.removeLast(count - row)
            scales.removeLast(count - row)
        case .codes: codes.removeLast(count - row)
        case .texts:
            ends.removeLast(count - row)
            blob.removeLast(blob.count - Int(ends.last ?? 0))
        }
        count = row
        present -= 1
    }

    private mutating func append(_ value: JSON) {
        if form == .codes, let code = code(value) { return codes.append(code) }
        if case .string(let text) = value, JSONText.appendPlain(text, to: &blob) {
        } else {
            blob.append(contentsOf: ValueBuilder.text(value).utf8)
        }
        ends.append(UInt32(blob.count))
    }

    /// The value's code; where the dictionary is full, it is given up.
    private mutating func code(_ value: JSON) -> UInt16? {
        let key: ByteText
        if case .string(let text) = value {
            key = ByteText(text)
            if let code = codeOfText[key] { return code }
        } else {
            key = ByteText(ValueBuilder.text(value))
            if let code = codeOfOther[key] { return code }
        }
        guard dictionary.count < ValueBuilder.mostDifferent else {
            leaveCodes()
            return nil
        }
        dictionary.append(ValueBuilder.text(value))
        let code = UInt16(dictionary.count)
        if case .string = value { codeOfText[key] = code } else { codeOfOther[key] = code }
        return code
    }

    mutating func leaveNumbers() {
        form = .codes
        let (numbers, decimals) = (coefficients, scales)
        (coefficients, scales) = ([], [])
        codes.reserveCapacity(numbers.count)
        for (coefficient, scale) in zip(numbers, decimals) {
            if coefficient == ValueBuilder.absent {
                appendAbsent()
            } else {
                append(.number(.exact(coefficient: coefficient, scale: scale)))
            }
        }
    }

    private mutating func appendAbsent() {
        if form == .codes { codes.append(0) } else { ends.append(UInt32(blob.count)) }
    }

    mutating func leaveCodes() {
        form = .texts
        ends.reserveCapacity(codes.count)
        for code in codes {
            if code > 0 { blob.append(contentsOf: dictionary[Int(code) - 1].utf8) }
            ends.append(UInt32(blob.count))
        }
        (codes, dictionary, codeOfText, codeOfOther) = ([], [], [:], [:])
    }
}
