import Testing
import Values

@testable import Channels

@Suite("Plain text derived from HTML")
struct PlainTextTests {
    @Test(
        "a reader without HTML sees the same message",
        arguments: [
            ("<p>One</p><p>Two</p>", "One\n\nTwo\n"),
            ("<h1>Title</h1>text<br>more", "Title\n\ntext\nmore\n"),
            ("a \n\t b&nbsp;&nbsp;c", "a b c\n"),
            ("a<br><br><br><br>b", "a\n\nb\n"),
            (
                "<a href=\"https://shop.example/?a=1&amp;b=2\">Shop</a> now",
                "Shop (https://shop.example/?a=1&b=2) now\n"
            ),
            ("<a href='https://shop.example'>shop.example</a>", "shop.example\n"),
            ("<a href='https://shop.example/'>https://shop.example</a>", "https://shop.example\n"),
            ("<a href='mailto:help@shop.example?subject=x'>Help</a>", "Help (help@shop.example)\n"),
            ("<a href='#top'>Up</a> <a href='javascript:alert(1)'>No</a>", "Up No\n"),
            ("<a href='https://a.example'><img src=x alt='Blue shirt'></a>", "Blue shirt (https://a.example)\n"),
            ("<a href='https://a.example'><img src=x></a>after", "after\n"),
            (
                "<a href=https://a.example>one<a href=https://b.example>two",
                "one (https://a.example)two (https://b.example)\n"
            ),
            ("<ul><li>One</li><li>Two<ul><li>Deep</li></ul></li></ul>end", "- One\n- Two\n  - Deep\n\nend\n"),
            ("<ol start=3><li>Three<li>Four</ol>", "3. Three\n4. Four\n"),
            (
                "<table><tr><th>Item<th>Price</tr><tr><td>Shirt</td><td>€&#8239;20</td></tr></table>",
                "Item  Price\nShirt  €\u{202F}20\n"
            ),
            ("<style>p{}</style><script>x</script><title>T</title>Hi", "Hi\n"),
            ("<head><title>T</title><meta></head><body>Hi</body>", "Hi\n"),
            ("<head><body>Hi", "Hi\n"),
            ("<div style='Display: NONE;max-height:0'>Preheader<div>x</div>&zwnj;&nbsp;</div>Hello", "Hello\n"),
            ("<span hidden>x</span>y<img style='display:none' alt='z'>w", "yw\n"),
            ("<!--[if mso]><p>Outlook</p><![endif]-->Others", "Others\n"),
            (
                "&lt;b&gt; &euro; &eacute; &#x1F600; &#128; &unknown; &amp;amp; AT&T",
                "<b> € é 😀 € &unknown; &amp; AT&T\n"
            ),
            ("1 < 2 and 3 > 2 <3", "1 < 2 and 3 > 2 <3\n"),
            ("<pre>a\n  b</pre>", "a\n  b\n"),
            ("a<hr>b", "a\n----------\nb\n"),
            ("a\u{200B}\u{AD}\u{FEFF}b 👩‍👧", "ab 👩‍👧\n"),
            ("", ""), ("<p></p>", ""), ("<a", ""), ("a<b", "a\n"), ("<a href=\"x", ""), ("&", "&\n"),
            ("&#;&#x;", "&#;&#x;\n"),
        ])
    func derived(html: String, expected: String) {
        #expect(PlainText.derived(fromHTML: html) == expected)
    }

    @Test("tokens cover every byte of any document, in order", arguments: 0..<40)
    func coverage(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "<", ">", "</", "<!--", "-->", "<a href=", "\"", "'", "=", " ", "/", "<script>", "</script", "<p>", "</p>",
            "é", "&amp;", "&#", "<ul>", "<li>", "<td>", "<?", "<!", "style='display:none'", "<div ", "\0", "\r\n",
        ]
        for _ in 0..<50 {
            let html = (0..<random.next(upperBound: UInt64(30))).map { _ in
                pieces[Int(random.next(upperBound: UInt64(pieces.count)))]
            }.joined()
            var scanner = HTMLScanner(html)
            var position = 0
            var isCovered = true
            while let token = scanner.next() {
                let range =
                    switch token {
                    case .text(let range), .rawText(let range), .other(let range), .endTag(_, let range): range
                    case .startTag(let tag): tag.range
                    }
                isCovered = isCovered && range.lowerBound == position && !range.isEmpty
                position = range.upperBound
            }
            #expect(isCovered && position == html.utf8.count)
            _ = PlainText.derived(fromHTML: html)
            let untouched = LinkRewriter(untrackedPrefixes: ["http"]).rewritten(html) { _ in "x" }
            #expect(untouched.html == html)
        }
    }

    @Test(
        "hostile repetition costs time in proportion to its length",
        .timeLimit(.minutes(1)),
        arguments: [
            "<", "<!--", "<a ", "<a href=\"", "<script>", "</", "<ul><li>", "&", "&#", "<div hidden>",
            "<a href=http://x>", "<td>",
            "<b a=1 ",
        ])
    func hostile(piece: String) {
        let html = String(repeating: piece, count: 400_000 / piece.utf8.count)
        #expect(PlainText.derived(fromHTML: html).utf8.count < 8_000_000)
        _ = LinkRewriter().rewritten(html) { "https://t/\($0)" }
    }
}
