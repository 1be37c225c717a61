import Foundation
import Testing
import Values

extension ProgramTests.CommandLineTests {
    /// Lines that neither command can make sense of; each gets an answer of its own all the same.
    private static let nonsense: [[UInt8]] = [
        Array("not json".utf8), Array("[]".utf8), Array("null".utf8), Array("7".utf8), Array("{}".utf8),
        Array("{".utf8),
        Array(#"{"template": 7, "condition": 7}"#.utf8),
        Array(#"{"template": "{{", "condition": "count("}"#.utf8),
        Array(#"{"template": "{% for a in b %}", "condition": "a and", "data": []}"#.utf8),
        [0xFF, 0xFE, 0x00, 0x41], Array(#"{"template":""#.utf8) + [0xC3, 0x28] + Array(#"{{"}"#.utf8),
        Array(String(repeating: "[", count: 200_000).utf8),
        Array((#"{"template":"{{ x","condition":""# + String(repeating: "(", count: 100_000) + #""}"#).utf8),
        Array((#"{"template":"{%"# + String(repeating: " if a %}{%", count: 20_000) + #"","condition":"x"}"#).utf8),
    ]

    @Test("template render answers every line, whatever stands in it")
    func render() async throws {
        let huge = String(repeating: "Hello {{ name }}! ", count: 50_000)
        let good: [(JSON, String)] = [
            (["template": "Hello {{ name }}", "data": ["name": "Ana"]], "Hello Ana"),
            (["template": "{{ a | plus: 1 }}", "data": ["a": 1]], "2"),
            (["template": "{% render 'f' %}", "templates": ["f": "foot"]], "foot"),
            (["template": ""], ""),
            (["template": .string(huge), "data": ["name": "B"]], huge.replacing("{{ name }}", with: "B")),
        ]
        let lines = Self.nonsense + good.map { Array($0.0.text.utf8) }
        let result = try await Program.run(["template", "render"], input: input(lines))
        #expect(result.isGood, "\(result.errors.suffix(500))")
        let answers = result.lines
        try #require(answers.count == lines.count)
        for answer in answers.prefix(Self.nonsense.count) {
            #expect(try JSON.parse(answer)["error"]?.string?.isEmpty == false, "\(answer.prefix(200))")
        }
        for (answer, expected) in zip(answers.dropFirst(Self.nonsense.count), good.map(\.1)) {
            #expect(try JSON.parse(answer)["result"]?.string == expected)
        }
    }

    @Test("conditions check answers every line, whatever stands in it")
    func check() async throws {
        let event: JSON = [
            "event": "Order Completed", "timestamp": "2026-01-05T10:00:00Z", "properties": ["total": 20],
        ]
        func line(_ condition: String, events: [JSON] = []) -> JSON {
            [
                "condition": .string(condition), "now": "2026-01-06T10:00:00Z", "events": .array(events),
                "profile": ["properties": ["country": "DE"], "consents": ["email"], "timezone": "Europe/Berlin"],
            ]
        }
        let good: [(JSON, Bool, String?)] = [
            (line(#"any("Order Completed", last: 2 days)"#, events: [event]), true, "2026-01-07T10:00:00"),
            (line(#"any("Order Completed", last: 2 days)"#), false, nil),
            (line(#"profile.country in ["DE", "AT"] and consents(email)"#), true, nil),
            (
                line(
                    #"count("Order Completed", last: 90 days) >= 1000"#, events: Array(repeating: event, count: 5_000)),
                true, "2026-04"
            ),
        ]
        let lines = Self.nonsense + good.map { Array($0.0.text.utf8) }
        let result = try await Program.run(["conditions", "check"], input: input(lines))
        #expect(result.isGood, "\(result.errors.suffix(500))")
        let answers = result.lines
        try #require(answers.count == lines.count)
        for answer in answers.prefix(Self.nonsense.count) {
            #expect(try JSON.parse(answer)["error"]?.string?.isEmpty == false, "\(answer.prefix(200))")
        }
        for (answer, (_, holds, until)) in zip(answers.dropFirst(Self.nonsense.count), good) {
            let json = try JSON.parse(answer)
            #expect(json["holds"]?.bool == holds, "\(answer)")
            #expect(json["because"]?.string?.isEmpty == false)
            if let until {
                #expect(json["until"]?.string?.hasPrefix(until) == true, "\(answer)")
            } else {
                #expect(json["until"] == .null)
            }
        }
    }

    private func input(_ lines: [[UInt8]]) -> [UInt8] { Array(lines.joined(separator: [0x0A])) + [0x0A] }
}
