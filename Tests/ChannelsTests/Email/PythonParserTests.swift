import Foundation
import Testing
import Values

@testable import Channels

@Suite("Python's e-mail parser reads what was composed", .enabled(if: Peers.python != nil, Peers.withoutPython))
struct PythonParserTests {
    private static let script = """
        import sys, json
        from email import message_from_bytes, policy
        from email.header import decode_header, make_header
        from email.utils import getaddresses
        data = sys.stdin.buffer.read()
        m = message_from_bytes(data, policy=policy.SMTP)
        raw = message_from_bytes(data, policy=policy.compat32)
        parts = list(m.iter_parts())
        # The newer parser puts a space between the encoded words of a name (RFC 2047, 6.2 says otherwise).
        def box(field):
            return [[str(make_header(decode_header(n))), a] for n, a in getaddresses([raw[field].replace("\\r\\n", "")])]
        print(json.dumps({
            "defects": [str(d) for p in [m] + parts for d in p.defects]
                + [str(d) for v in m.values() for d in v.defects],
            "type": m.get_content_type(), "types": [p.get_content_type() for p in parts],
            "from": box("From"), "to": box("To"), "subject": str(m["Subject"]),
            "texts": [p.get_content() for p in parts], "id": str(m["Message-ID"]),
            "date": int(m["Date"].datetime.timestamp()), "note": str(m["X-Note"]),
        }))
        """

    private struct Parsed: Decodable {
        var defects: [String]
        var type: String
        var types: [String]
        var from: [[String]]
        var to: [[String]]
        var subject: String
        var texts: [String]
        var id: String
        var date: Int
        var note: String
    }

    @Test(
        "names, subjects, headers and bodies come back as they were",
        arguments: [
            "plain", "Grüße aus Köln", "東京の特別なオファー、今すぐご覧ください。明日まで限定です。お見逃しなく。", "👩‍👩‍👧‍👦 family",
            "=?utf-8?Q?spoof?=", "\"quoted\" \\ back", "comma, semi; <angle> (paren) @ :", "Ana M. O'Neill",
            "two  spaces",
            "a long subject of plain words that has to be folded over several lines of the header, twice",
            String(repeating: "ß", count: 200), String(repeating: "x", count: 1200),
        ])
    func roundTrip(text: String) async throws {
        var sent = email(
            from: Mailbox(name: text, address: address("hello@shop.example")),
            to: [Mailbox(name: text, address: address("ana@example.com")), Mailbox(address: address("b@example.com"))],
            subject: text, html: "<p>\(text)</p>\n.\nFrom here \n")
        sent.text = "\(text)\n.\n..two dots\nFrom here \n"
        sent.headers = [.init("X-Note", text)]
        let output = try await pythonOutput(Self.script, input: sent.composed())
        let parsed = try JSONDecoder().decode(Parsed.self, from: Data(output.utf8))
        #expect(parsed.defects == [])
        #expect(parsed.type == "multipart/alternative")
        #expect(parsed.types == ["text/plain", "text/html"])
        #expect(parsed.from == [[text, "hello@shop.example"]])
        #expect(parsed.to == [[text, "ana@example.com"], ["", "b@example.com"]])
        #expect(parsed.subject == text)
        #expect(parsed.note == text)
        #expect(
            parsed.texts.map { $0.replacingOccurrences(of: "\r\n", with: "\n") } == [
                "\(text)\n.\n..two dots\nFrom here \n", "<p>\(text)</p>\n.\nFrom here \n",
            ])
        #expect(parsed.id == "<message.000000000000002a@shop.example>")
        #expect(parsed.date == 1_700_000_000)
    }
}
