import Foundation
import Testing
import Values

@testable import Channels

@Suite("Tracking tokens")
struct TrackingTokenTests {
    private static func keys(current: UInt8 = 1, _ numbers: UInt8...) throws -> TrackingKeys {
        try TrackingKeys(
            current: current,
            keys: Dictionary(uniqueKeysWithValues: numbers.map { ($0, Array(repeating: $0, count: 32)) }))
    }

    @Test(
        "a token gives back what was signed",
        arguments: [0, 1, -1, .max, .min, 0x0102_0304_0506_0708] as [Int64], [0, 1, 255, 256, 65_535] as [UInt16])
    func roundTrip(message: Int64, link: UInt16) throws {
        let keys = try Self.keys(1)
        let token = TrackingToken(message: message, link: link)
        for purpose in TrackingPurpose.allCases {
            let text = keys.signed(token, for: purpose)
            #expect(text.utf8.count == 36)
            #expect(keys.verified(text, for: purpose) == token)
            for other in TrackingPurpose.allCases where other != purpose {
                #expect(keys.verified(text, for: other) == nil)
            }
        }
    }

    @Test("a token changed in any character is refused")
    func tampering() throws {
        let keys = try Self.keys(1)
        let text = keys.signed(TrackingToken(message: 7, link: 2), for: .click)
        for index in text.indices {
            var changed = text
            changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            #expect(keys.verified(changed, for: .click) == nil)
        }
    }

    @Test(
        "no malformed text is a token",
        arguments: [
            "", "A", String(repeating: "A", count: 36), "é", String(repeating: "=", count: 36),
            String(repeating: "A", count: 100_000),
        ])
    func malformed(text: String) throws {
        #expect(try Self.keys(1).verified(text, for: .open) == nil)
    }

    @Test("after a new key has taken over, old tokens hold until theirs is removed")
    func rotation() throws {
        let token = TrackingToken(message: 7)
        let old = try Self.keys(1).signed(token, for: .open)
        let both = try Self.keys(current: 2, 1, 2)
        #expect(both.verified(old, for: .open) == token)
        #expect(both.signed(token, for: .open) != old)
        #expect(try Self.keys(current: 2, 2).verified(old, for: .open) == nil)
    }

    @Test("keys that cannot sign safely are refused")
    func keyErrors() {
        #expect(throws: TrackingKeysError.currentKeyIsMissing(2)) { try Self.keys(current: 2, 1) }
        #expect(throws: TrackingKeysError.keyLength(number: 1, bytes: 3)) {
            try TrackingKeys(current: 1, keys: [1: [1, 2, 3]])
        }
    }

    @Test("a token that was sent stays valid in every release")
    func stable() throws {
        let text = try Self.keys(1).signed(TrackingToken(message: 258, link: 3), for: .click)
        #expect(text == "AQAAAAAAAAECAAPhnlGiT6Sp0cRczRTHlNwg")
    }
}

@Suite("Rewriting links")
struct LinkRewriterTests {
    private func rewritten(_ html: String, pixel: String? = nil) -> LinkRewriter.Result {
        LinkRewriter(untrackedPrefixes: ["https://mail.shop.example/u/"])
            .rewritten(html, pixel: pixel) { "https://t/c/\($0)" }
    }

    @Test(
        "links to the web are tracked, every other byte stays",
        arguments: [
            (
                "<a href=\"https://a.example/?x=1&amp;y=2\">A</a>", "<a href=\"https://t/c/1\">A</a>",
                ["https://a.example/?x=1&y=2"]
            ),
            ("<A  HREF = 'http://a.example' class=b>", "<A  HREF = 'https://t/c/1' class=b>", ["http://a.example"]),
            ("<a href=https://a.example/>x", "<a href=\"https://t/c/1\">x", ["https://a.example/"]),
            ("<area href=\" https://a.example \n\">", "<area href=\"https://t/c/1\">", ["https://a.example"]),
            (
                "<a href='https://a'>1</a><a href='https://a'>2</a>",
                "<a href='https://t/c/1'>1</a><a href='https://t/c/2'>2</a>", ["https://a", "https://a"]
            ),
            (
                "<a title='href=\"https://x\"' href='https://a'>",
                "<a title='href=\"https://x\"' href='https://t/c/1'>", ["https://a"]
            ),
        ])
    func tracked(html: String, expected: String, targets: [String]) {
        #expect(rewritten(html) == LinkRewriter.Result(html: expected, targets: targets))
    }

    @Test(
        "other links stay as they are",
        arguments: [
            "<a href='mailto:a@b.de'>", "<a href='tel:+49'>", "<a href='#top'>", "<a href=''>", "<a href>",
            "<a name=x>",
            "<a href='https://a' data-no-track>", "<a href='https://mail.shop.example/u/token'>",
            "<a href='/relative'>",
            "<link href='https://a/style.css'>", "<!-- <a href='https://a'> -->",
            "<script><a href='https://a'></script>",
            "<img src='https://a'>", "<base href='https://a'>", "é\u{0301}\r\n<p>", "<a href='https://a",
            "<a hreflang='https://a'>",
        ])
    func untouched(html: String) {
        let result = rewritten(html)
        #expect(result.html == html || html == "<a href='https://a")
        #expect(result.targets.isEmpty || html == "<a href='https://a")
    }

    @Test(
        "the pixel stands before the body's end",
        arguments: [
            ("<body>x</body></html>", "<body>x[P]</body></html>"), ("x", "x[P]"),
            ("</body>y</BODY >", "</body>y[P]</BODY >"), ("", "[P]"),
            ("<body><a href='https://a'>x</a></body>", "<body><a href='https://t/c/1'>x</a>[P]</body>"),
        ])
    func pixel(html: String, expected: String) {
        let image = #"<img src="https://t/o/1?a&amp;b" width="1" height="1" alt="" style="display:block;border:0">"#
        #expect(
            rewritten(html, pixel: "https://t/o/1?a&b").html == expected.replacingOccurrences(of: "[P]", with: image))
    }

    @Test("the addresses of a message carry its tokens")
    func addresses() throws {
        let keys = try TrackingKeys(current: 1, keys: [1: Array(repeating: 1, count: 32)])
        let links = TrackingLinks(base: "https://mail.shop.example/", keys: keys)
        let click = links.click(message: 9, link: 4)
        #expect(click.hasPrefix("https://mail.shop.example/c/"))
        #expect(keys.verified(String(click.suffix(36)), for: .click) == TrackingToken(message: 9, link: 4))
        #expect(links.open(message: 9).hasPrefix("https://mail.shop.example/o/"))
        #expect(links.unsubscribe(message: 9).hasPrefix("https://mail.shop.example/u/"))
    }
}
