import Testing
import Values

@testable import Pages

@Suite("the HTML builder")
struct HTMLTests {
    private func written(_ write: (inout HTML) -> Void) -> String {
        var html = HTML()
        write(&html)
        return String(decoding: html.bytes, as: UTF8.self)
    }

    @Test(
        "escapes text and attributes",
        arguments: [
            ("<b>", "&lt;b&gt;"), ("a & b", "a &amp; b"), ("\"'", "&quot;&#39;"), ("plain", "plain"), ("", ""),
            ("Ångström 🛒", "Ångström 🛒"), ("a\u{0}b", "a\u{FFFD}b"), ("&amp;", "&amp;amp;"),
        ])
    func escapes(raw: String, escaped: String) {
        #expect(written { $0.text(raw) } == escaped)
        #expect(written { $0(.p, .title(raw), text: raw) } == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test("writes elements inside one another, flags without a value, and leaves absent attributes out")
    func elements() {
        let text = written { html in
            html(.ul, .class("bars")) { html in
                html(.li, .flag("hidden"), .flag("open", when: false), .named("data-n", 3)) { $0.text(12) }
            }
            html.void(.input, .type("search"), .value("x"))
        }
        #expect(text == "<ul class=\"bars\"><li hidden data-n=\"3\">12</li></ul><input type=\"search\" value=\"x\">")
    }

    @Test(
        "links nowhere that could run code",
        arguments: [
            ("javascript:alert(1)", "#"), (" javascript:alert(1)", "#"), ("JaVaScRiPt:alert(1)", "#"),
            ("data:text/html,x", "#"), ("vbscript:x", "#"), ("", "#"), ("relative", "#"), ("/console", "/console"),
            ("https://shop.example/a?b=1", "https://shop.example/a?b=1"),
            ("HTTPS://shop.example", "HTTPS://shop.example"),
            ("mailto:a@b.example", "mailto:a@b.example"), ("?kind=events", "?kind=events"),
        ])
    func links(address: String, written expected: String) {
        #expect(written { $0(.a, .href(address), text: "x") } == "<a href=\"\(expected)\">x</a>")
    }

    @Test("writes a table of 200 rows whole, with each cell under its column's title")
    func table() {
        let text = written { html in
            html.table([Column("Name"), .number("Orders")], caption: "People") { html in
                for index in 0..<200 {
                    html.row { html in
                        html.cell(text: "Person <\(index)>")
                        html.cell(text: String(index))
                    }
                }
            }
        }
        #expect(text.components(of: "<tr>") == 201)
        #expect(
            text.contains(
                "<td data-label=\"Name\">Person &lt;199&gt;</td><td class=\"number\" data-label=\"Orders\">199"))
    }

    @Test("writes numbers in decimal, the least and the greatest too", arguments: [0, 7, -1, 1_200, Int.max, Int.min])
    func numbers(number: Int) {
        #expect(written { $0.text(number) } == String(number))
        #expect(written { $0.void(.input, .named("value", number)) } == "<input value=\"\(number)\">")
    }

    @Test("grows as far as the text is long, and loses nothing on the way")
    func growth() {
        var buffer = ByteBuffer(capacity: 1)
        var expected: [UInt8] = []
        for length in 0..<300 {
            let part = [UInt8](repeating: UInt8(length % 251), count: length)
            part.withUnsafeBufferPointer { buffer.append($0) }
            buffer.append(UInt8(ascii: "|"))
            expected += part + [UInt8(ascii: "|")]
        }
        #expect(buffer.bytes == expected)
    }

    @Test(
        "takes initials from a name or the front of an address",
        arguments: [
            ("Ana Moreau", "AM"), ("ana@shop.example", "A"), ("Jean Claude Van Damme", "JD"), ("", ""), ("@", ""),
            ("ß x", "SSX"),
        ])
    func initials(name: String, expected: String) {
        #expect(HTML.initials(of: name) == expected)
    }

    @Test("encodes a query so that no value can break out of it")
    func query() {
        let address = Query().adding("q", "a&b=c d/ü").adding("state", nil).adding("flow", "").address(on: "/x")
        #expect(address == "/x?q=a%26b%3Dc%20d%2F%C3%BC")
        #expect(Route.message("../../sign-out?x") == "/console/messages/..%2F..%2Fsign-out%3Fx")
    }
}
