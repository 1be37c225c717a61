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

    private var coefficients: [Int64] = []
    private var scales: [UInt8] = []
    private var codes: [UInt16] = []
    /// Of texts by what they say, of other values by their JSON.
    private var codeOfText: [ByteText: UInt16] = [:]
    private var codeOfOther: [ByteText: UInt16] = [:]
    private var dictionary: [String] = []
    private var ends: [UInt32] = []
    private var blob: [UInt8] = []

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

    private mutating func leaveNumbers() {
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

    private mutating func leaveCodes() {
        form = .texts
        ends.reserveCapacity(codes.count)
        for code in codes {
            if code > 0 { blob.append(contentsOf: dictionary[Int(code) - 1].utf8) }
            ends.append(UInt32(blob.count))
        }
        (codes, dictionary, codeOfText, codeOfOther) = ([], [], [:], [:])
    }
}

extension ValueBuilder {
    /// Writes the column for so many rows; answers its part of the directory.
    mutating func write(rows: Int, to writer: ColumnFileWriter) throws(ColumnFileError) -> JSONObject {
        fill(to: rows)
        if form == .numbers, let scale = commonScale { return try numbers(scale, to: writer) }
        if form == .numbers { leaveNumbers() }
        // A dictionary of values that hardly repeat costs more than it saves.
        if form == .codes, dictionary.count > 256, dictionary.count * 2 > present { leaveCodes() }
        var object: JSONObject = ["present": .number(Number(present))]
        if holdsObjects { object["objects"] = true }
        if holdsLists { object["lists"] = true }
        if holdsInexact { object["inexact"] = true }
        if form == .codes {
            object["form"] = "codes"
            object["codes"] =
                try dictionary.count < 256
                ? writer.add(codes.map { UInt8($0) }) : writer.add(codes)
            object["width"] = .number(Number(dictionary.count < 256 ? 1 : 2))
            try TextList.write(dictionary, to: writer, into: &object)
        } else {
            object["form"] = "texts"
            object["ends"] = try writer.add(ends)
            object["bytes"] = try writer.add(blob)
        }
        return object
    }

    /// The decimals with which every number is whole and far from overflowing; nil where there are none.
    private var commonScale: UInt8? {
        let scale = scales.max() ?? 0
        let limit = Int64.max / 4
        for (coefficient, itsScale) in zip(coefficients, scales) where coefficient != ValueBuilder.absent {
            let (product, overflow) = coefficient.multipliedReportingOverflow(
                by: Decimals.powers[Int(scale - itsScale)])
            if overflow || product > limit || product < -limit { return nil }
        }
        return scale
    }

    private func numbers(_ scale: UInt8, to writer: ColumnFileWriter) throws(ColumnFileError) -> JSONObject {
        var wide = coefficients
        var (least, greatest) = (Int64(0), Int64(0))
        for index in wide.indices where wide[index] != ValueBuilder.absent {
            wide[index] *= Decimals.powers[Int(scale - scales[index])]
            least = min(least, wide[index])
            greatest = max(greatest, wide[index])
        }
        var object: JSONObject = [
            "form": "numbers", "scale": .number(Number(Int64(scale))), "present": .number(Number(present)),
        ]
        if least > Int64(Int16.min), greatest <= Int64(Int16.max) {
            object["values"] = try writer.add(wide.map { $0 == ValueBuilder.absent ? Int16.min : Int16($0) })
            object["width"] = 2
        } else if least > Int64(Int32.min), greatest <= Int64(Int32.max) {
            object["values"] = try writer.add(wide.map { $0 == ValueBuilder.absent ? Int32.min : Int32($0) })
            object["width"] = 4
        } else {
            object["values"] = try writer.add(wide)
            object["width"] = 8
        }
        return object
    }
}

enum Decimals {
    static let powers: [Int64] = (0...18).map { (0..<$0).reduce(Int64(1)) { product, _ in product * 10 } }
}
