import Testing
import Values

@Suite("Reading JSON")
struct JSONScannerTests {
    @Test(
        "every form of value is read",
        arguments: [
            ("null", .null), (" true\n", true), ("false", false), ("\t-1.5\r", .number(Number(literal: "-1.5")!)),
            ("\"\"", ""), ("[]", []), ("{}", [:]), ("[1,[2],{\"a\":null}]", [1, [2], ["a": nil]]),
            ("{\"a\" : 1 , \"a\" : 2}", .object(JSONObject([.init(key: "a", value: 1), .init(key: "a", value: 2)]))),
            ("{\"\":\"\"}", ["": ""]), ("\"\u{7F}é€😀\"", "\u{7F}é€😀"),
        ] as [(String, JSON)])
    func accepted(text: String, expected: JSON) throws {
        #expect(try JSON.parse(text) == expected)
    }

    @Test(
        "escapes become their characters",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
            (#""\u0000""#, "\0"), (#""a\u0000b""#, "a\0b"), (#""\uD83D\uDE00""#, "😀"), (#""\ud83d\ude00x""#, "😀x"),
            (#""\uFFFF""#, "\u{FFFF}"),
        ])
    func escapes(text: String, expected: String) throws {
        #expect(try JSON.parse(text) == .string(expected))
    }

    @Test(
        "a surrogate without its partner becomes the replacement character",
        arguments: [
            (#""\uD83D""#, "\u{FFFD}"), (#""\uDE00""#, "\u{FFFD}"), (#""\uDE00\uD83D""#, "\u{FFFD}\u{FFFD}"),
            (#""\uD83Dx""#, "\u{FFFD}x"), (#""\uD83D\n""#, "\u{FFFD}\n"), (#""\uD83D\u0041""#, "\u{FFFD}A"),
            (#""\uD83D\uD83D\uDE00""#, "\u{FFFD}😀"),
        ])
    func loneSurrogates(text: String, expected: String) throws {
        #expect(try JSON.parse(text) == .string(expected))
    }

    @Test(
        "a text that is not JSON is refused, naming what and where",
        arguments: [
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3),
            ("[1,]", .expected("a value"), 3), ("[,1]", .expected("a value"), 1),
            ("{,}", .expected("a key in quotes"), 1),
            ("{\"a\":1,}", .expected("a key in quotes"), 7), ("{a:1}", .expected("a key in quotes"), 1),
            ("{\"a\" 1}", .expected(":"), 5), ("{\"a\":}", .expected("a value"), 5),
            ("[1 2]", .expected("',' or ']'"), 3),
            ("{\"a\":1 \"b\":2}", .expected("',' or '}'"), 7), ("[1}", .expected("',' or ']'"), 2),
            ("nul", .unexpectedEnd, 0), ("nulx", .expected("null"), 0), ("True", .expected("a value"), 0),
            ("01", .badNumber, 0), ("[-]", .badNumber, 1), ("1.e3", .badNumber, 0), ("1e999", .badNumber, 0),
            ("NaN", .expected("a value"), 0), ("'a'", .expected("a value"), 0), ("\"abc", .unexpectedEnd, 4),
            ("\"a\nb\"", .controlCharacter, 2), ("\"a\0b\"", .controlCharacter, 2),
            ("\"\\n\u{1F}\"", .controlCharacter, 3), ("\"\\x\"", .badEscape, 1), ("\"\\", .unexpectedEnd, 2),
            ("\"\\u12G4\"", .badEscape, 5), ("\"\\u12", .unexpectedEnd, 3), ("1 2", .trailingText, 2),
            ("{} x", .trailingText, 3), ("[]]", .trailingText, 2), ("// a\n1", .expected("a value"), 0),
            ("\u{FEFF}1", .expected("a value"), 0), ("\0", .expected("a value"), 0),
        ] as [(String, JSONError.Reason, Int)])
    func refused(text: String, reason: JSONError.Reason, offset: Int) throws {
        let error = try #require(throws: JSONError.self) { try JSON.parse(text) }
        #expect(error.reason == reason)
        #expect(error.offset == offset)
    }

    @Test(
        "bytes that are not UTF-8 are refused inside a text",
        arguments: [
            [0xFF], [0xC3], [0x80], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xC3, 0x5C, 0x6E], [0x5C, 0x6E, 0xC3],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) throws {
        let error = try #require(throws: JSONError.self) { try JSON.parse([0x22] + bytes + [0x22]) }
        #expect(error.reason == .invalidUTF8)
    }

    @Test("nesting up to the limit is read, one level more is refused")
    func depth() throws {
        func nested(_ levels: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)
        }
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            #expect(throws: Never.self) { try JSON.parse(nested(64, open, close)) }
            let error = try #require(throws: JSONError.self) { try JSON.parse(nested(65, open, close)) }
            #expect(error.reason == .tooDeep(limit: 64))
        }
        let error = try #require(throws: JSONError.self) {
            try JSON.parse(String(repeating: "[", count: 1_000_000))
        }
        #expect(error.reason == .tooDeep(limit: 64))
        #expect(throws: Never.self) { try JSON.parse("[[[]],[[]],[[]]]", depthLimit: 3) }
    }

    @Test("every truncation of an event is refused")
    func truncation() {
        let bytes = Array(#"{"event":"Order \u00e9\ud83d\ude00 é","p":[1.5e3,true,null,{"x":-0.25}]}"#.utf8)
        for length in 0..<bytes.count {
            #expect(throws: JSONError.self) { try JSON.parse(Array(bytes[..<length])) }
        }
    }

    @Test("an error counts lines and columns from one")
    func lineAndColumn() throws {
        let error = try #require(throws: JSONError.self) { try JSON.parse("{\n  \"a\": 1,\n  \"b\": x\n}") }
        #expect(error.description == "line 3, column 8: expected a value")
    }

    @Test("the scanner gives the byte range of each element of a list")
    func ranges() throws {
        let bytes = Array(#"[ {"a":1}, [2] , "x"]"#.utf8)
        var parts: [String] = []
        try bytes.withUnsafeBufferPointer { buffer in
            var scanner = JSONScanner(buffer)
            try scanner.elements { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                scanner.skipWhitespace()
                let start = scanner.position
                _ = try scanner.value()
                parts.append(String(decoding: buffer[start..<scanner.position], as: UTF8.self))
            }
            try scanner.finish()
        }
        #expect(parts == [#"{"a":1}"#, "[2]", #""x""#])
    }

    @Test("a value that is passed over takes the bytes that reading it takes")
    func passingOver() throws {
        let text = #"[{"a\\\"}":[1,{"b":"]"}],"c":{}}, 12.5e3 ,"x\"y", null,[[]] ,"", {"d" : true}]"#
        func parts(_ next: (inout JSONScanner) throws(JSONError) -> Range<Int>) throws -> [String] {
            var parts: [String] = []
            try Array(text.utf8).withUnsafeBufferPointer { buffer in
                var scanner = JSONScanner(buffer)
                try scanner.elements { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
                    scanner.skipWhitespace()
                    let range = try next(&scanner)
                    parts.append(String(decoding: buffer[range], as: UTF8.self).trimmingSpaces)
                }
                try scanner.finish()
            }
            return parts
        }
        let read = try parts { scanner throws(JSONError) in
            let start = scanner.position
            _ = try scanner.value()
            return start..<scanner.position
        }
        let passed = try parts { scanner throws(JSONError) in try scanner.skipValue() }
        #expect(passed == read && passed.count == 7)
        #expect(throws: JSONError.self) {
            try Array(#"{"a":["#.utf8).withUnsafeBufferPointer { buffer in
                var scanner = JSONScanner(buffer)
                _ = try scanner.skipValue()
            }
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
