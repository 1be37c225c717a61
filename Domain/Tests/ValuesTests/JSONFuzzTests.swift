import Foundation
import Testing
import Values

/// Foundation as the second opinion on what is JSON and what it says.
///
/// Known differences, left out of the comparison: Foundation takes a byte order mark, other encodings and a comma
/// before `]`, reads down to 512 levels, and refuses a surrogate without its partner, for which we put U+FFFD.
@Suite("Reading JSON as Foundation does")
struct JSONFuzzTests {
    static let originals = [
        #"{"type":"track","event":"Order Completed","properties":{"total":59.70,"ids":[1,2,3],"gift":false}}"#,
        #"[null,true,false,0,-1,1.5,-0.25e3,1E-2,"","a\"\\\/\b\f\n\r\té€😀\u00e9\ud83d\ude00"]"#,
        #" { "a" : [ ] , "b" : { } , "c" : [ [ [ { "d" : "e" } ] ] ] } "#,
        #"{"nested":[[[[[[1]]]]]],"text":"Grüße aus Köln","n":12345678901234567890}"#,
        "\"plain\"", "-12.5e+2", "true", "[1,2,[3,{\"x\":null}],\"y\"]",
    ].map { Array($0.utf8) }

    static let interesting: [UInt8] =
        Array("{}[]\",:\\u0019-+.eEtfn \n\t/dD8".utf8) + [0, 0x1F, 0x7F, 0x80, 0xC3, 0xFF]

    @Test("both take and refuse the same mutations and read the same values", arguments: [1, 2, 3, 4] as [UInt64])
    func agreement(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var accepted = 0
        for _ in 0..<5000 {
            let bytes = Self.mutation(using: &random)
            if Self.isKnownDifference(bytes) { continue }
            let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            let ours = try? JSON.parse(bytes)
            let text = Comment(rawValue: "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            #expect((ours == nil) == (theirs == nil), text)
            if let ours, let theirs {
                accepted += 1
                #expect(Self.agrees(ours, theirs), text)
            }
        }
        #expect(accepted > 200)
    }

    private static func mutation(using random: inout SeededRandom) -> [UInt8] {
        var bytes = originals.randomElement(using: &random)!
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[index] = interesting.randomElement(using: &random)!
            case 2: bytes.remove(at: index)
            case 3: bytes.insert(interesting.randomElement(using: &random)!, at: index)
            case 4: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 5)], at: index)
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0..<4, using: &random)))
            }
        }
        return bytes
    }

    private static func isKnownDifference(_ bytes: [UInt8]) -> Bool {
        // Zero bytes near the start make Foundation guess UTF-16 or UTF-32.
        if bytes.prefix(4).contains(0) || bytes.first ?? 0 >= 0xEF { return true }
        do throws(JSONError) {
            return try JSON.parse(bytes).text.contains("\u{FFFD}")
        } catch {
            return error.reason == .expected("a value") && error.offset < bytes.count
                && bytes[error.offset] == UInt8(ascii: "]")
        }
    }

    private static func agrees(_ ours: JSON, _ theirs: Any) -> Bool {
        switch ours {
        case .null: theirs is NSNull
        case .bool(let value): (theirs as? NSNumber)?.boolValue == value
        case .number(let value):
            // Through Decimal, Foundation loses the last bit of a long number.
            if let double = (theirs as? NSNumber)?.doubleValue {
                abs(double - value.double) <= abs(value.double) * 1e-15
            } else {
                false
            }
        case .string(let value): (theirs as? String)?.utf8.elementsEqual(value.utf8) ?? false
        case .array(let items):
            if let list = theirs as? [Any], list.count == items.count {
                zip(items, list).allSatisfy { agrees($0, $1) }
            } else {
                false
            }
        case .object(let object):
            if let members = theirs as? [String: Any], members.count == Set(object.members.map(\.key)).count {
                members.allSatisfy { key, value in object[key].map { agrees($0, value) } ?? false }
            } else {
                false
            }
        }
    }
}
