import Testing
import Values

@testable import Liquid

@Suite("No template can crash, hang or flood a worker")
struct HostileTemplateTests {
    @Test(
        "what would grow without end is refused with a place",
        arguments: [
            String(repeating: "{% if a %}", count: 5000),
            String(repeating: "{% if a %}", count: 60) + String(repeating: "{% endif %}", count: 60),
            "{{ " + String(repeating: "a[", count: 5000),
            "{{ " + String(repeating: "(", count: 5000),
            "{% liquid " + String(repeating: "liquid ", count: 5000) + "%}",
            "{% for i in (1..9223372036854775807) %}{% endfor %}",
            "{% for i in (1..100000) %}{% for j in (1..100000) %}{% endfor %}{% endfor %}",
            "{{ (1..9223372036854775807) | join }}",
            "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}",
            "{% assign a = 'x,y' | split: ',' %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}",
            "{% assign s = 'x' %}{% for i in (1..60) %}{% assign s = s | replace: '', s %}{% endfor %}",
            "{% for i in (1..60) %}{% capture s %}x{{ s }}{{ s }}{% endcapture %}{% endfor %}",
            "{% for i in (1..100000) %}{{ 'a long line of text that is shown again and again and again' }}{% endfor %}",
            "{% render 'self' %}", "{% include 'self' %}", "{% render 'twice' %}",
            "{% for i in (1..9) %}{% render 'twice' %}{% endfor %}",
        ])
    func refused(template: String) throws {
        var options = RenderOptions()
        options.partials["self"] = try LiquidTemplate.parse("{% include 'self' %}")
        for level in 0..<40 {
            let name = level == 0 ? "twice" : "twice\(level)"
            let next = "{% render 'twice\(level + 1)' %}"
            options.partials[name] = try LiquidTemplate.parse(next + next)
        }
        options.partials["twice40"] = try LiquidTemplate.parse("")
        let error = #expect(throws: LiquidError.self) {
            try LiquidTemplate.parse(template).render(["a": true], options: options)
        }
        #expect((error?.line ?? 0) >= 1 && (error?.column ?? 0) >= 1)
    }

    @Test("a search in a text that nearly matches everywhere takes no longer than its length")
    func nearMatches() throws {
        let template = try LiquidTemplate.parse(
            "{{ text | replace: wanted, '' | replace_last: wanted, '' | size }} {% if text contains wanted %}x{% endif %}"
        )
        let text = String(repeating: "a", count: 400_000)
        // Tried at every place, this would be compared 40 thousand million times.
        let wanted = String(repeating: "a", count: 200_000) + "b"
        #expect(try template.render(["text": .string(text), "wanted": .string(wanted)]) == "400000 ")
    }

    /// Mutants of the golden templates, always the same ones.
    struct Mutator {
        var random: SeededRandom
        let sources: [[UInt8]]
        static let scraps = [
            "{{", "}}", "{%", "%}", "-", "|", ":", ",", "..", "'", "\"", "[", "]", "(", ")", "\n", "if", "endif",
            "for i in a", "endfor", "else", "raw", "endraw", "comment", "endcomment", "liquid", "break", "continue",
            "{% endif %}", "{% endfor %}", "99999999999999999999", "-1", "0.5", "nil", "blank", " | size",
            " | split: ''", " | date: '%c'", "\u{E9}", "\u{0}",
        ].map { Array($0.utf8) }

        mutating func next() -> String {
            var bytes = sources.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let at = Int.random(in: 0...bytes.count, using: &random)
                let end = min(bytes.count, at + Int.random(in: 0...12, using: &random))
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes.removeSubrange(at..<end)
                case 1: bytes.insert(contentsOf: bytes[at..<end], at: at)
                case 2: bytes.insert(contentsOf: Self.scraps.randomElement(using: &random) ?? [], at: at)
                case 3: bytes = Array(bytes[..<at] + (sources.randomElement(using: &random) ?? []).suffix(40))
                default: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test(
        "mutated templates render within their limits or fail with a place in them",
        .enabled(if: GoldenSuite.shared != nil, "cases not found"), arguments: [1, 2, 3, 4] as [UInt64])
    func mutants(seed: UInt64) throws {
        let suite = try #require(GoldenSuite.shared)
        var mutator = Mutator(
            random: SeededRandom(seed: seed), sources: suite.cases.map { Array($0.template.utf8) })
        var options = RenderOptions(now: Instant(milliseconds: 1_800_000_000_000))
        options.limits.outputBytes = 20_000
        options.limits.loopIterations = 500
        options.limits.workBytes = 1_000_000
        options.partials["a"] = try LiquidTemplate.parse("{{ a }}{% break %}")
        var rendered = 0
        for number in 0..<2000 {
            let source = mutator.next()
            options.escapesHTML = number.isMultiple(of: 2)
            let data = suite.cases[number % suite.cases.count].data
            do throws(LiquidError) {
                let text = try LiquidTemplate.parse(source).render(data, options: options)
                #expect(text.utf8.count <= 20_000)
                rendered += 1
            } catch {
                let lines = source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                #expect(error.partial != nil || error.line <= lines.count, "\(source.debugDescription)")
                #expect(!error.message.isEmpty)
            }
        }
        // Were nearly all mutants refused by the parser, this would test little.
        #expect(rendered > 300)
    }

    @Test(
        "the command line's function answers one line for any input",
        arguments: [
            "", "{", "[]", "null", "{}", "{\"template\": 5}", "{\"template\": \"{{ a\"}", "\u{0}",
            "{\"template\": \"\", \"data\": []}", "{\"template\": \"\", \"templates\": {\"x\": 1}}",
            "{\"template\": \"\", \"templates\": {\"x\": \"{% if %}\"}}",
            String(repeating: "[", count: 100_000), "{\"template\": \"{{ 'a\\nb' | nosuch }}\"}",
        ])
    func anyLine(line: String) throws {
        let answer = TemplateRenderLine.run(line, now: Instant(milliseconds: 0))
        #expect(!answer.contains("\n"))
        #expect(try JSON.parse(answer)["error"]?.string?.isEmpty == false)
    }

    @Test("the command line's function renders with data, partials and the moment handed in")
    func goodLine() {
        let line = #"""
            {"template": "{{ name }} {% render 'x', a: 2 %} {{ 'now' | date: '%F' }}", "data": {"name": "\"Ann\""},
             "templates": {"x": "{{ a | times: 2 }}"}}
            """#
        #expect(
            TemplateRenderLine.run(line, now: Instant(milliseconds: 0)) == #"{"result":"\"Ann\" 4 1970-01-01"}"#)
    }
}
