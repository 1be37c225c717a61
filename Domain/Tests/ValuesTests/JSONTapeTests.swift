import Testing
import Values

@Suite("A JSON text on a tape")
struct JSONTapeTests {
    static let originals = [
        #"{"type":"track","event":"Order Completed","properties":{"total":59.70,"ids":[1,2,3],"gift":false}}"#,
        #"[null,true,false,0,-1,1.5,-0.25e3,1E-2,"","a\"\\\/\b\f\n\r\té€😀\u00e9\ud83d\ude00\u0000"]"#,
        #" { "a" : [ ] , "b" : { } , "c" : [ [ [ { "d" : "e" } ] ] ] } "#,
        #"{"nested":[[[[[[1]]]]]],"text":"Grüße aus Köln","n":12345678901234567890}"#,
        "\"plain\"", "-12.5e+2", "true", "01", "1.", "-", "1e", "[1,]", #"{"a"}"#, "nul", "",
    ].map { Array($0.utf8) }

    static let interesting = Array("{}[]\",:\\u0019-+.eEtfn \n\t/dD8".utf8) + [0, 0x1F, 0x7F, 0x80, 0xC3, 0xFF]

    @Test("takes and refuses the same texts as the scanner, at the same place, and reads the same values")
    func agreement() throws {
        var random = SeededRandom(seed: 7)
        var accepted = 0
        for round in 0..<30_000 {
            let bytes = Self.mutation(round, using: &random)
            let text = Comment(rawValue: String(decoding: bytes, as: UTF8.self).debugDescription)
            switch Result(catching: { () throws(JSONError) in
                try JSONTape(bytes, depthLimit: JSON.defaultDepthLimit)
            }) {
            case .failure(let error):
                let theirs = #expect(throws: JSONError.self, text) { try JSON.parse(bytes) }
                // Where a text is bad in two ways, the scanner may come upon bad UTF-8 first.
                if let theirs, theirs.reason != .invalidUTF8 { #expect(theirs.line == error.line, text) }
            case .success(let tape) where tape.traits(JSONTape.root).contains(.invalidUTF8):
                #expect(throws: JSONError.self, text) { try JSON.parse(bytes) }
            case .success(let tape):
                accepted += 1
                let expected = try JSON.parse(bytes)
                #expect(Self.tree(tape, JSONTape.root) == expected, text)
                #expect(try JSON.parse(tape.compact(JSONTape.root)) == expected, text)
                #expect(expected.text.contains("\\u0000") == tape.traits(JSONTape.root).contains(.containsNUL), text)
            }
        }
        #expect(accepted > 1000)
    }

    @Test("compacting removes white space between the parts and nothing else")
    func compact() throws {
        let tape = try JSONTape(Array(#" { "a b" : [ 1 , " \" x " ] , "c":{ } }"#.utf8))
        #expect(String(decoding: tape.compact(JSONTape.root), as: UTF8.self) == #"{"a b":[1," \" x "],"c":{}}"#)
    }

    @Test("objects equal but for order and white space have one canonical text")
    func canonical() throws {
        let texts = [
            #"{"b":{"z":1,"y":[{"q":1,"p":2}]},"a":2,"aa":3}"#, #"{"aa":3, "a":2, "b":{"y":[{"p":2,"q":1}],"z":1}}"#,
        ]
        for text in texts {
            let tape = try JSONTape(Array(text.utf8))
            var output: [UInt8] = []
            tape.appendCanonical(JSONTape.root, to: &output)
            #expect(String(decoding: output, as: UTF8.self) == #"{"a":2,"aa":3,"b":{"y":[{"p":2,"q":1}],"z":1}}"#)
        }
    }

    @Test("a bad text marks itself and all that hold it, and no other")
    func traits() throws {
        let tape = try JSONTape(
            Array(#"{"good":"é","bad":["\#u{1}"],"nul":{"a\u0000":1}}"#.utf8.map { $0 == 1 ? 0xFF : $0 }))
        let good = try #require(tape.member("good", of: JSONTape.root))
        let bad = try #require(tape.member("bad", of: JSONTape.root))
        let nul = try #require(tape.member("nul", of: JSONTape.root))
        #expect(tape.traits(good) == [])
        #expect(tape.traits(bad) == .invalidUTF8)
        #expect(tape.traits(nul) == .containsNUL)
        #expect(tape.traits(JSONTape.root) == [.invalidUTF8, .containsNUL])
    }

    @Test("a name is found whatever escapes spell it, and of a repeated name the last member")
    func lookup() throws {
        let tape = try JSONTape(Array(#"{"user\u0049d":1,"b":2,"b":3}"#.utf8))
        #expect(tape.member("userId", of: JSONTape.root).map(tape.string) == "1")
        #expect(tape.member("b", of: JSONTape.root).map(tape.string) == "3")
        #expect(tape.member("c", of: JSONTape.root) == nil)
    }

    @Test("hostile nesting is refused with its place and never exhausts the stack")
    func depth() {
        let error = #expect(throws: JSONError.self) {
            try JSONTape([UInt8](repeating: UInt8(ascii: "["), count: 400_000))
        }
        #expect(error?.reason == .tooDeep(limit: JSONTape.depthLimit))
    }

    @Test("heights count levels", arguments: [("1", 0), ("[]", 1), (#"{"a":[]}"#, 2), (#"[[1],{"a":[2]},3]"#, 3)])
    func heights(text: String, height: Int) throws {
        #expect(try JSONTape(Array(text.utf8)).height(JSONTape.root) == height)
    }

    static func mutation(_ round: Int, using random: inout SeededRandom) -> [UInt8] {
        var bytes = originals[round % originals.count]
        if round < originals.count { return bytes }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.insert(interesting.randomElement(using: &random)!, at: place)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case _ where place < bytes.count: bytes[place] = interesting.randomElement(using: &random)!
            default: bytes = Array(bytes.prefix(place))
            }
        }
        return bytes
    }

    static func tree(_ tape: JSONTape, _ value: Int) -> JSON {
        switch tape.kind(value) {
        case .null: return .null
        case .bool: return .bool(tape.string(value) == "true")
        case .number: return Number(literal: tape.string(value)).map(JSON.number) ?? .null
        case .string: return .string(tape.string(value))
        case .array:
            var items: [JSON] = []
            tape.elements(of: value) { _, element in items.append(tree(tape, element)) }
            return .array(items)
        case .object:
            var object = JSONObject()
            tape.members(of: value) { key, member in
                object.members.append(JSONObject.Member(key: tape.string(key), value: tree(tape, member)))
            }
            return .object(object)
        }
    }
}

@Suite("Hashing bytes")
struct StableHashBytesTests {
    @Test("bytes hash as the text they spell", arguments: ["", "a", "Grüße 😀", String(repeating: "x", count: 100)])
    func sameAsText(text: String) {
        var ofText = StableHash()
        ofText.combine(text)
        var ofBytes = StableHash()
        ofBytes.combine(bytes: Array(text.utf8)[...])
        #expect(ofBytes.finish() == ofText.finish())
    }
}
