import Testing
import Values

@testable import Liquid

/// What the golden suite does not cover.
@Suite("Rendering")
struct RenderingTests {
    private func render(
        _ template: String, _ data: JSONObject = [:], _ options: RenderOptions = RenderOptions()
    ) throws -> String {
        try LiquidTemplate.parse(template).render(data, options: options)
    }

    @Test(
        "with escaping on, no value from the data becomes markup",
        arguments: [
            ("{{ name }}", "&lt;b&gt;A &amp; &#39;B&#39;&lt;/b&gt;"),
            ("{{ name | escape }}", "&lt;b&gt;A &amp; &#39;B&#39;&lt;/b&gt;"),
            ("{{ name | raw }}", "<b>A & 'B'</b>"),
            ("{{ name | safe }}", "<b>A & 'B'</b>"),
            ("{{ names }}", "&lt;i&gt;"),
            ("{{ names | join: '<br>' }}", "&lt;i&gt;"),
            ("{{ names | first | append: '<' }}", "&lt;i&gt;&lt;"),
            ("{% capture x %}<p>{{ names[0] }}</p>{% endcapture %}{{ x }}", "<p>&lt;i&gt;</p>"),
            ("{% capture x %} <p>{{ names[0] }}</p> {% endcapture %}{{ x | strip }}", "<p>&lt;i&gt;</p>"),
            ("{% capture x %}<p>{% endcapture %}{{ x | append: names[0] }}", "<p>&lt;i&gt;"),
            ("{% capture x %}<p>{% endcapture %}{{ names[0] | prepend: x }}", "<p>&lt;i&gt;"),
            ("{% capture x %}<p>@</p>{% endcapture %}{{ x | replace: '@', names[0] }}", "<p>&lt;i&gt;</p>"),
            ("{{ lines | newline_to_br }}", "&lt;<br />\n&gt;"),
            ("{% capture x %}{{ names[0] }}{% endcapture %}{{ x | escape }}", "&lt;i&gt;"),
            ("{% capture x %}<p>{{ names[0] }}</p>{% endcapture %}{{ x | strip_html }}", "&lt;i&gt;"),
            ("{{ names[0] | escape | escape }}", "&lt;i&gt;"), ("{{ '<br>' }}", "&lt;br&gt;"),
            ("{{ name | strip_html }}", "A &amp; &#39;B&#39;"),
            ("{% cycle names[0] %}", "&lt;i&gt;"),
            ("{% echo names[0] %}", "&lt;i&gt;"),
            ("{{ object }}", "{&quot;k&quot;=&gt;&quot;&lt;i&gt;&quot;}"),
            ("{{ object | json }}", "{&quot;k&quot;:&quot;&lt;i&gt;&quot;}"),
            ("{% for pair in object %}{{ pair }}{% endfor %}", "k&lt;i&gt;"),
            ("<b>{{ 5 }}</b>", "<b>5</b>"),
        ])
    func escaping(template: String, expected: String) throws {
        let data: JSONObject = [
            "name": "<b>A & 'B'</b>", "names": ["<i>"], "lines": "<\n>", "object": ["k": "<i>"],
        ]
        #expect(try render(template, data, RenderOptions(escapesHTML: true)) == expected)
    }

    @Test(
        "numbers print as Liquid prints them",
        arguments: [
            ("{{ 19.90 }}", "19.9"), ("{{ 1.0 }}", "1.0"), ("{{ 1.00 }}", "1.0"), ("{{ 007 }}", "7"),
            ("{{ price }}", "412.5"), ("{{ big }}", "9007199254740993"), ("{{ price | times: 3 }}", "1237.5"),
            ("{{ 0.1 | plus: 0.2 }}", "0.3"), ("{{ 19.99 | times: 100 | round }}", "1999"),
            ("{{ 7 | divided_by: -2 }}", "-4"), ("{{ -7 | modulo: 3 }}", "2"), ("{{ '12abc' | plus: 1 }}", "13"),
            ("{{ 2.5 | round }}", "3"), ("{{ -2.5 | round }}", "-3"), ("{{ 1250 | round: -2 }}", "1300"),
            ("{{ 49.6 | round: -2 }}", "0"), ("{{ -1.5 | ceil }}", "-1"),
            ("{{ 9223372036854775807 | plus: 1 }}", "9.223372036854776e+18"),
        ])
    func numbers(template: String, expected: String) throws {
        let data = try #require(try JSON.parse(#"{"price": 412.50, "big": 9007199254740993}"#).object)
        #expect(try render(template, data) == expected)
    }

    @Test(
        "an unknown name is refused with its place and the nearest known name",
        arguments: [
            ("{% fro a in b %}", "line 1, column 1: there is no tag 'fro'; did you mean 'for'?"),
            ("a\nb {{ x | upcas }}", "line 2, column 10: there is no filter 'upcas'; did you mean 'upcase'?"),
            (
                "{% render 'heder' %}",
                "line 1, column 1: there is no partial 'heder'; add it or correct the name; "
                    + "did you mean 'header'?"
            ),
            ("{% if a %}", "line 1, column 1: 'if' is never closed; end it with '{% endif %}'"),
            ("{% if a %}{% endfor %}", "line 1, column 11: 'endfor' cannot stand inside 'if'; close that first"),
            ("{% endif %}", "line 1, column 1: 'endif' belongs to no open block here; remove it or open the block"),
            ("x {{ a", "line 1, column 3: '{{' is never closed; end it with '}}'"),
            ("{{ ‘a’ }}", "line 1, column 4: '‘' has no meaning here; quote it if it is text"),
            ("{{ 'a' | append }}", "line 1, column 10: 'append' takes one argument, not 0"),
            (
                "{% include 'header' %}",
                "partial 'header', line 1, column 8: "
                    + "divided_by: a number cannot be divided by zero; give another divisor"
            ),
        ])
    func errors(template: String, message: String) throws {
        var options = RenderOptions()
        options.partials["header"] = try LiquidTemplate.parse("{{ 1 | divided_by: 0 }}")
        let error = #expect(throws: LiquidError.self) { try render(template, [:], options) }
        #expect(error?.description == message)
    }

    @Test("an unknown filter is known after parsing, and passes its input on where that is asked for")
    func unknownFilters() throws {
        let template = try LiquidTemplate.parse("{{ 'a' | shout | upcase }}")
        #expect(template.unknownFilters.map(\.message) == ["there is no filter 'shout'"])
        #expect(try template.render([:], options: RenderOptions(unknownFilters: .ignore)) == "A")
    }

    @Test(
        "where unknown variables are refused, tests and defaults still deal with them",
        arguments: [
            ("{{ name }}", nil), ("{{ customer.name }}", nil), ("{% for a in list %}{% endfor %}", nil),
            ("{{ name | default: 'friend' }}", "friend"), ("{% if name %}a{% else %}b{% endif %}", "b"),
            ("{{ customer.email }}", ""), ("{% if name %}a{% endif %}{{ name }}", nil),
        ] as [(String, String?)])
    func unknownVariables(template: String, expected: String?) throws {
        let options = RenderOptions(unknownVariables: .fail)
        let data: JSONObject = ["customer": ["email": nil]]
        #expect((try? render(template, data, options)) == expected)
    }

    @Test("render sees the data and its arguments, and no variable of the template around it")
    func isolation() throws {
        var options = RenderOptions()
        options.partials["p"] = try LiquidTemplate.parse("[{{ shop }}{{ local }}{{ passed }}{{ i }}]")
        let template = "{% assign local = 'no' %}{% for i in (1..2) %}{% render 'p', passed: i %}{% endfor %}"
        #expect(try render(template, ["shop": "S"], options) == "[S1][S2]")
    }

    @Test(
        "list filters work on lists of objects",
        arguments: [
            ("{{ p | map: 'title' | join: ',' }}", "B,a,C"), ("{{ p | sort: 'price' | map: 'title' | join }}", "a C B"),
            ("{{ p | where: 'ok' | map: 'title' | join }}", "B C"), ("{{ p | sum: 'price' }}", "6.5"),
            ("{{ p | find: 'title', 'C' | json }}", #"{"title":"C","price":2,"ok":true}"#),
            ("{{ p | sort_natural: 'title' | map: 'title' | join }}", "a B C"),
            ("{% for x in p reversed limit: 2 %}{{ x.title }}{% endfor %}", "aB"),
            ("{{ p.size }}{{ p.last.title }}", "3C"),
        ])
    func lists(template: String, expected: String) throws {
        let text = #"""
            {"p": [{"title": "B", "price": 3.0, "ok": true}, {"title": "a", "price": 1.5, "ok": false},
                   {"title": "C", "price": 2, "ok": true}]}
            """#
        #expect(try render(template, try #require(try JSON.parse(text).object)) == expected)
    }
}
