import Testing
import Values

@Suite("JSON objects and writing")
struct JSONObjectTests {
    @Test("of repeated keys the last is found, and removing removes them all")
    func repeatedKeys() throws {
        var object = try #require(JSON.parse(#"{"a":1,"b":2,"a":3}"#).object)
        #expect(object["a"] == 3)
        object["a"] = 4
        #expect(JSON.object(object).text == #"{"a":1,"b":2,"a":4}"#)
        object["a"] = nil
        #expect(JSON.object(object).text == #"{"b":2}"#)
        object["c"] = [true, nil]
        #expect(JSON.object(object).text == #"{"b":2,"c":[true,null]}"#)
    }

    @Test(
        "compact JSON is written back byte for byte",
        arguments: [
            "null", "[]", "{}", #"{"a":{"b":[[],{}]},"c":-1.50}"#, #"["\"\\\n\r\t\u0000\u001f/é😀"]"#,
            #"[1.10,9223372036854775807,0.000000000000000001]"#, #"{"z":1,"a":2,"z":3}"#,
        ])
    func roundTrip(text: String) throws {
        #expect(try JSON.parse(text).text == text)
    }

    @Test("a random tree survives writing and reading")
    func randomTrees() throws {
        var random = SeededRandom(seed: 11)
        for _ in 0..<2000 {
            let tree = Self.tree(depth: 5, using: &random)
            #expect(try JSON.parse(tree.text) == tree)
        }
    }

    private static func tree(depth: Int, using random: inout SeededRandom) -> JSON {
        switch Int.random(in: 0..<(depth == 0 ? 5 : 7), using: &random) {
        case 0: .null
        case 1: .bool(random.chance(0.5))
        case 2: .number(.exact(coefficient: Int64(bitPattern: random.next()), scale: UInt8(random.next() % 19)))
        case 3: .number(Number(Double(bitPattern: random.next() & 0xBFFF_FFFF_FFFF_FFFF)))
        case 4: .string(word(using: &random))
        case 5: .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in tree(depth: depth - 1, using: &random) })
        default:
            .object(
                JSONObject(
                    (0..<Int.random(in: 0..<4, using: &random)).map { _ in
                        JSONObject.Member(key: word(using: &random), value: tree(depth: depth - 1, using: &random))
                    }))
        }
    }

    private static func word(using random: inout SeededRandom) -> String {
        let scalars = (0..<Int.random(in: 0..<9, using: &random)).map { _ in
            UnicodeScalar(UInt32.random(in: 0...0x1_0FFF, using: &random) >> UInt32.random(in: 0...12, using: &random))
                ?? "x"
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
