import Conditions
import Values

/// Asks a question about one value of every row of a column: a byte a row, 1 where it holds.
struct CellTest {
    let test: ValueTest
    let now: Instant
    var zone = Zone.utc

    func ask(_ value: JSON?) -> Bool { test.holds(value, zone: zone, now: now) }

    func mask(of column: ValueColumn, rows: Int) -> [UInt8] {
        let absent: UInt8 = ask(nil) ? 1 : 0
        switch column.cells {
        case .narrow(let values, let scale): return numbers(values, scale, absent)
        case .middle(let values, let scale): return numbers(values, scale, absent)
        case .wide(let values, let scale): return numbers(values, scale, absent)
        case .bytes(let codes, let dictionary):
            return CellTest.look(up: codes, in: answers(dictionary, absent))
        case .words(let codes, let dictionary):
            return CellTest.look(up: codes, in: answers(dictionary, absent))
        case .texts(let texts):
            let asked = textQuestion
            return (0..<rows).map { row in
                let range = texts.range(row)
                return range.isEmpty ? absent : asked(UnsafeBufferPointer(rebasing: texts.bytes[range])) ? 1 : 0
            }
        }
    }

    /// The answer for each code of a dictionary.
    private func answers(_ dictionary: TextColumn, _ absent: UInt8) -> [UInt8] {
        let asked = textQuestion
        return [absent] + (0..<dictionary.count).map { asked(dictionary.utf8($0)) ? 1 : 0 }
    }

    /// The question, asked of the JSON text of a value that is there.
    private var textQuestion: (UnsafeBufferPointer<UInt8>) -> Bool {
        switch test.shape {
        case .existence: return { _ in true }
        case .comparison(.equal, .string(let text)):
            let wanted = Array(JSON.string(text).text.utf8)
            return { $0.count == wanted.count && $0.elementsEqual(wanted) }
        case .comparison(.notEqual, .string(let text)):
            let wanted = Array(JSON.string(text).text.utf8)
            return { !($0.count == wanted.count && $0.elementsEqual(wanted)) }
        case .part(let part, let text):
            let wanted = Array(text.utf8)
            return { JSONText.answer(part, wanted, in: $0) ?? ask(ValueColumn.json($0)) }
        case .comparison, .general: return { ask(ValueColumn.json($0)) }
        }
    }

    @inline(__always)
    private static func look<Code: FixedWidthInteger & UnsignedInteger>(
        up codes: UnsafeBufferPointer<Code>, in answers: [UInt8]
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: codes.count) { mask, count in
            answers.withUnsafeBufferPointer { answers in
                for row in 0..<codes.count { mask[row] = answers[Int(codes[row])] }
            }
            count = codes.count
        }
    }

    @inline(__always)
    private func numbers<Number: FixedWidthInteger & SignedInteger>(
        _ values: UnsafeBufferPointer<Number>, _ scale: UInt8, _ absent: UInt8
    ) -> [UInt8] {
        switch test.shape {
        case .existence: return CellTest.fill(values, absent) { _ in true }
        case .comparison(let comparator, .number(let wanted)):
            if let range = NumberRange(comparator, wanted, scale: scale) {
                return CellTest.fill(values, absent) { range.holds($0) }
            }
        // A value of another kind is unequal and nothing else.
        case .part: return CellTest.fill(values, absent) { _ in false }
        case .comparison(let comparator, _): return CellTest.fill(values, absent) { _ in comparator == .notEqual }
        case .general: break
        }
        var known: [Int64: Bool] = [:]
        return CellTest.fill(values, absent) { value in
            if let answer = known[value] { return answer }
            let answer = ask(.number(.exact(coefficient: value, scale: scale)))
            known[value] = answer
            return answer
        }
    }

    @inline(__always)
    private static func fill<Number: FixedWidthInteger & SignedInteger>(
        _ values: UnsafeBufferPointer<Number>, _ absent: UInt8, _ holds: (Int64) -> Bool
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: values.count) { mask, count in
            for row in 0..<values.count {
                let value = values[row]
                mask[row] = value == .min ? absent : holds(Int64(value)) ? 1 : 0
            }
            count = values.count
        }
    }
}
