import Testing
import Values

@testable import Conditions

@Suite("Reading one property of a raw body")
struct JSONLookupTests {
    @Test(
        "the wanted path is found among everything else",
        arguments: [
            (#"{"a":1}"#, ["a"], "1"), (#" { "b" : [1,{"a":2},"}"] , "a" : { "b" : "x" } } "#, ["a", "b"], #""x""#),
            (#"{"a":1,"a":2}"#, ["a"], "2"), (#"{"a":{"b":1},"a":{}}"#, ["a", "b"], nil), (#"{"a":null}"#, ["a"], nil),
            (#"{"x\"y":3,"\u0061":4}"#, ["a"], "4"), (#"{"x\"y":3}"#, [#"x"y"#], "3"),
            (#"{"a":[1,2]}"#, ["a"], "[1,2]"),
            (#"{"a":[1,2]}"#, ["a", "b"], nil), ("{}", ["a"], nil), (#"{"ab":1,"b":{"a":2}}"#, ["a"], nil),
            (#"{"a":-1.50e0,"b":true}"#, ["b"], "true"), (#"{"a":"\\","b":"é"}"#, ["b"], #""é""#),
        ] as [(String, [String], String?)])
    func found(body: String, path: [String], expected: String?) throws {
        let wanted = try expected.map { Value.json(try JSON.parse($0)) } ?? .absent
        let reader = KeyPathReader(path)
        #expect(reader.value(in: .bytes(Array(body.utf8))) == wanted)
        let tree = try JSON.parse(body).object!
        #expect(reader.value(in: .tree(tree)) == wanted)
    }

    @Test(
        "text that is no JSON object reads as absent",
        arguments: [
            "", "{", "[]", "\"a\"", #"{"a"}"#, #"{"a":}"#, #"{"a":1"#, #"{"a":tru}"#, #"{"a"#, #"{"a\"#, #"{a:1}"#,
            "{,}",
        ])
    func broken(body: String) {
        #expect(KeyPathReader(["a"]).value(in: .bytes(Array(body.utf8))) == .absent)
    }

    @Test("cut and garbled bodies never trap, and whole ones read as their tree does", arguments: 0..<8)
    func garbled(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var bytes = Array(#"{"a":{"b":[1,{"c":"x\"\u00e9"}],"d":"e"},"total":19.95,"d":null}"#.utf8)
        let paths = [["a", "d"], ["total"], ["a", "b", "c"], ["d"]]
        for path in paths {
            let tree = KeyPathReader(path).value(in: .tree(try JSON.parse(bytes).object!))
            #expect(KeyPathReader(path).value(in: .bytes(bytes)) == tree)
        }
        for _ in 0..<500 {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            bytes[index] = UInt8.random(in: .min ... .max, using: &random)
            let cut = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
            for path in paths {
                let found = KeyPathReader(path).value(in: .bytes(cut))
                if let tree = try? JSON.parse(cut), let object = tree.object {
                    #expect(found == KeyPathReader(path).value(in: .tree(object)))
                }
            }
        }
    }
}
