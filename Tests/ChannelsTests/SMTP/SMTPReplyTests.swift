import Testing
import Values

@testable import Channels

@Suite("SMTP replies")
struct SMTPReplyTests {
    private func replies(_ bytes: [UInt8], pieces: Int) throws -> [SMTPReply] {
        var parser = SMTPReplyParser()
        var replies: [SMTPReply] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            try parser.feed(bytes[start..<min(start + pieces, bytes.count)])
            while let reply = parser.next() { replies.append(reply) }
        }
        #expect(!parser.hasRest)
        return replies
    }

    @Test("replies are read in whatever pieces they come", arguments: [1, 2, 3, 7, 1000])
    func pieces(length: Int) throws {
        let bytes = Array("220 hi\r\n250-a\r\n250-SIZE 10\r\n250 END\r\n354\r\n550 5.1.1 no\n".utf8)
        #expect(
            try replies(bytes, pieces: length) == [
                SMTPReply(code: 220, lines: ["hi"]), SMTPReply(code: 250, lines: ["a", "SIZE 10", "END"]),
                SMTPReply(code: 354, lines: [""]), SMTPReply(code: 550, lines: ["5.1.1 no"]),
            ])
    }

    @Test(
        "what is no reply ends the session",
        arguments: [
            "hello\r\n", "25\r\n", "\r\n", "250x\r\n", "250-a\r\n251 b\r\n", String(repeating: "x", count: 5000),
            String(repeating: "250-x\r\n", count: 300),
        ])
    func malformed(text: String) {
        var parser = SMTPReplyParser()
        #expect(throws: SMTPReplyParser.Malformed.self) { try parser.feed(text.utf8) }
    }

    @Test("any bytes are read or refused, never a crash", arguments: 0..<20)
    func anything(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            var parser = SMTPReplyParser()
            let alphabet = Array("0123459 -\r\nAé\0".utf8)
            let bytes = (0..<40).map { _ in alphabet[Int(random.next(upperBound: UInt64(alphabet.count)))] }
            try? parser.feed(bytes)
            while let reply = parser.next() { #expect(!reply.lines.isEmpty && reply.code < 1000) }
        }
    }

    @Test(
        "the enhanced status is told from the text",
        arguments: [
            (["5.1.1 User unknown"], "5.1.1", "User unknown"), (["4.7.0 a", "4.7.0 b"], "4.7.0", "a b"),
            (["User unknown"], nil, "User unknown"), (["5.1 x"], nil, "5.1 x"), (["9.1.1 x"], nil, "9.1.1 x"),
            ([""], nil, ""), (["127.0.0.1 is blocked"], nil, "127.0.0.1 is blocked"),
        ])
    func enhancedStatus(lines: [String], status: String?, text: String) {
        let reply = SMTPReply(code: 550, lines: lines)
        #expect(reply.enhancedStatus == status)
        #expect(reply.text == text)
    }

    @Test("offers are read from the answer to EHLO")
    func capabilities() {
        let read = SMTPCapabilities(lines: [
            "mail.example.com STARTTLS", "PIPELINING", "size 1000", "AUTH login PLAIN", "AUTH=CRAM-MD5", "8BITMIME",
            "X",
        ])
        #expect(read.pipelining && read.eightBitMIME && read.size && !read.startTLS && !read.smtpUTF8)
        #expect(read.sizeLimit == 1000)
        #expect(read.authentication == ["LOGIN", "PLAIN", "CRAM-MD5"])
        #expect(SMTPCapabilities(lines: ["hi", "SIZE 0"]).sizeLimit == nil)
        #expect(SMTPCapabilities(lines: ["hi", "SIZE"]).size)
    }

    @Test(
        "content is closed to smuggling: dots doubled, every line end CRLF, the last dot alone",
        arguments: [
            ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"), (".a", "..a\r\n.\r\n"), ("", ".\r\n"),
            ("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"),
            ("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"), ("a\r\r\n.\r\n", "a\r\n\r\n..\r\n.\r\n"), ("a.\r\n", "a.\r\n.\r\n"),
        ])
    func stuffing(message: String, expected: String) {
        let content = SMTPContent(Array(message.utf8))
        #expect(String(decoding: content.bytes, as: UTF8.self) == expected)
        #expect(!content.hasEightBitBytes)
        #expect(SMTPContent(Array("ü".utf8)).hasEightBitBytes)
    }
}
