import Foundation
import Testing
import Values

@testable import Channels

@Suite("Composing an e-mail")
struct CompositionTests {
    @Test("the same e-mail gives the same bytes")
    func deterministic() throws {
        let composed = try email().composed()
        #expect(try email().composed() == composed)
        let (header, body) = halves(composed)
        #expect(
            header == """
                Date: Tue, 14 Nov 2023 22:13:20 +0000\r
                From: Shop <hello@shop.example>\r
                To: ana@example.com\r
                Subject: Your cart\r
                Message-ID: <message.000000000000002a@shop.example>\r
                MIME-Version: 1.0\r
                Content-Type: multipart/alternative;\r
                 boundary="\(body.dropFirst(2).prefix { $0 != "\r\n" })"\r

                """)
        #expect(body.contains("Content-Type: text/plain; charset=utf-8\r\n"))
        #expect(body.contains("\r\n<p>Still there</p>\r\n"))
    }

    @Test(
        "nothing in a name, a subject or a text adds a header",
        arguments: [
            "\r\nBcc: eve@evil.example", "\nBcc: eve@evil.example", "\rBcc: e@e.example", "\0", "\u{2028}Bcc: x",
        ])
    func injection(attack: String) throws {
        var attacked = email(subject: "Hi" + attack, html: "<p>Hi</p>" + attack)
        attacked.from.name = "Shop" + attack
        attacked.to = [Mailbox(name: "Ana" + attack, address: address("ana@example.com"))]
        attacked.replyTo = Mailbox(name: attack, address: address("help@shop.example"))
        let (header, _) = halves(try attacked.composed())
        let names = header.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") && !$0.isEmpty }
            .map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "Date", "From", "Reply-To", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type",
            ])
        let withoutLineEnds = header.replacingOccurrences(of: "\r\n", with: "")
        #expect(!withoutLineEnds.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test("a header with a line break, a reserved or a strange name is refused")
    func headers() throws {
        func composing(_ name: String, _ value: String) throws -> String {
            var sent = email()
            sent.headers = [.init(name, value)]
            return halves(try sent.composed()).header
        }
        #expect(try composing("Feedback-ID", "flow:cart").contains("\r\nFeedback-ID: flow:cart\r\n"))
        #expect(throws: EmailCompositionError.headerValue(name: "X-A")) { try composing("X-A", "a\r\nBcc: b@c.de") }
        #expect(throws: EmailCompositionError.reservedHeader("bcc")) { try composing("bcc", "b@c.de") }
        #expect(throws: EmailCompositionError.headerName("X-A: b\r\nBcc")) { try composing("X-A: b\r\nBcc", "b") }
        #expect(throws: EmailCompositionError.headerName("")) { try composing("", "b") }
        #expect(throws: EmailCompositionError.noRecipient) { try email(to: []).composed() }
    }

    @Test("unsubscribing by one click is offered for https, by a page alone for http")
    func unsubscribe() throws {
        var sent = email()
        sent.unsubscribeURL = "https://mail.shop.example/u/\(String(repeating: "t", count: 36))"
        let header = halves(try sent.composed()).header.replacingOccurrences(of: "\r\n ", with: " ")
        #expect(
            header.contains("\r\nList-Unsubscribe: <https://mail.shop.example/u/\(String(repeating: "t", count: 36))>"))
        #expect(header.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        sent.unsubscribeURL = "http://127.0.0.1:8080/u/t"
        let plain = halves(try sent.composed()).header
        #expect(plain.contains("\r\nList-Unsubscribe: <http://127.0.0.1:8080/u/t>\r\n"))
        #expect(!plain.contains("List-Unsubscribe-Post"))
        for bad in ["https://a/>\r\nBcc: x", "mailto:a@b.de", "https://a/ b", "https://ä/", ""] {
            sent.unsubscribeURL = bad
            #expect(throws: EmailCompositionError.unsubscribeURL(bad)) { try sent.composed() }
        }
    }

    @Test(
        "every line is short and ASCII, whatever the texts hold",
        arguments: [
            "plain", String(repeating: "long ", count: 100), String(repeating: "x", count: 3000), "Grüße aus Köln",
            String(repeating: "東京の特別なオファー", count: 20), "👩‍👩‍👧‍👦 family", "=?utf-8?Q?spoof?=", "a  b   c ", " ",
            "tab\there", "\"quoted\" \\ back", "comma, semi; <angle>",
        ])
    func lineLengths(text: String) throws {
        var sent = email(
            from: Mailbox(name: text, address: address("hello@shop.example")),
            to: (1...5).map { Mailbox(name: text, address: address("a\($0)@example.com")) },
            subject: text, html: "<p>\(text)</p>")
        sent.headers = [.init("X-Note", text.replacingOccurrences(of: "\t", with: " "))]
        let bytes = try sent.composed()
        #expect(bytes.allSatisfy { $0 < 0x80 })
        for line in String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n") {
            #expect(line.utf8.count <= 78)
            #expect(!line.unicodeScalars.contains("\r") && !line.unicodeScalars.contains("\n"))
        }
    }

    @Test(
        "dates are written as RFC 5322 says",
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (1_795_370_467_999, "Sun, 22 Nov 2026 18:01:07 +0000"),
            (951_825_600_000, "Tue, 29 Feb 2000 12:00:00 +0000"),
        ] as [(Int64, String)])
    func dates(milliseconds: Int64, expected: String) {
        #expect(EmailDate.text(Instant(milliseconds: milliseconds)) == expected)
    }

    @Test("the shorter encoding is chosen: quoted-printable for Latin letters, base64 for other scripts")
    func encodings() {
        #expect(TransferEncoding.shorter(for: Array("Grüße aus Köln, bis bald".utf8)) == .quotedPrintable)
        #expect(TransferEncoding.shorter(for: Array("東京の特別なオファー".utf8)) == .base64)
    }

    @Test("quoted-printable keeps blanks at line ends and breaks softly")
    func quotedPrintable() {
        var output: [UInt8] = []
        TransferEncoding.quotedPrintable.append(
            Array("a=b \r\nü\t\r\n\(String(repeating: "x", count: 80))".utf8), to: &output)
        let expected =
            "a=3Db=20\r\n=C3=BC=09\r\n" + String(repeating: "x", count: 75) + "=\r\nxxxxx\r\n"
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }
}
