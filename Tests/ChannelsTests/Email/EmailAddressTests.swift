import Testing

@testable import Channels

@Suite("E-mail addresses")
struct EmailAddressTests {
    @Test(
        "addresses that people have are taken, with the domain in lower-case ASCII",
        arguments: [
            ("ana@example.com", "ana@example.com"),
            ("  Ana.Maria+shop@Example.COM \n", "Ana.Maria+shop@example.com"),
            ("o'brien@mail.example.co.uk", "o'brien@mail.example.co.uk"),
            ("a@b.co", "a@b.co"),
            ("x_y-z%1@1and1.com", "x_y-z%1@1and1.com"),
            ("info@bücher.example", "info@xn--bcher-kva.example"),
            ("info@BÜCHER.example", "info@xn--bcher-kva.example"),
            ("用户@例子.中国", "用户@xn--fsqu00a.xn--fiqs8s"),
            ("josé@example.com", "josé@example.com"),
        ])
    func accepted(text: String, expected: String) throws {
        #expect(try EmailAddress(text).description == expected)
    }

    @Test(
        "what is no address is refused with the reason",
        arguments: [
            ("", EmailAddressError.Problem.empty), ("   ", .empty), ("ana", .noAtSign), ("@example.com", .localPart),
            ("ana@", .domain), ("ana@localhost", .domain), ("ana@example", .domain), ("ana@127.0.0.1", .domain),
            ("ana@-example.com", .domain), ("ana@exa_mple.com", .domain), ("ana@example..com", .domain),
            ("ana@example.com.", .domain), ("a b@example.com", .localPart), ("\"a b\"@example.com", .localPart),
            ("a@b@example.com", .localPart), (".ana@example.com", .dots), ("ana.@example.com", .dots),
            ("a..b@example.com", .dots), ("ana@example.com\r\nBcc: x@y.com", .localPart),
            ("ana@example.com\r\nBcc: x", .domain),
            ("ana\r\n@example.com", .localPart), ("ana\0@example.com", .localPart), ("<ana@example.com>", .localPart),
            ("ana@exa\u{2028}mple.com", .domain), ("a\u{200B}b@example.com", .localPart), ("ana@[127.0.0.1]", .domain),
        ])
    func refused(text: String, problem: EmailAddressError.Problem) {
        #expect(throws: EmailAddressError(address: text, problem: problem)) { try EmailAddress(text) }
    }

    @Test("lengths are limited as servers limit them")
    func lengths() throws {
        let local = String(repeating: "a", count: 64)
        let domain = Array(repeating: String(repeating: "d", count: 61), count: 3).joined(separator: ".")
        #expect(try EmailAddress("\(local)@\(domain).ee").description.utf8.count == 253)
        #expect(throws: EmailAddressError.self) { try EmailAddress("a\(local)@example.com") }
        #expect(throws: EmailAddressError.self) { try EmailAddress("\(local)@\(domain).eeee") }
        #expect(throws: EmailAddressError.self) { try EmailAddress(String(repeating: "ü", count: 100_000) + "@a.de") }
    }

    @Test("logs see the first letter and the domain only")
    func masked() {
        #expect(address("ana.maria@example.com").masked == "a***@example.com")
    }

    @Test("addresses are compared without case, and kept with it")
    func comparable() {
        #expect(address("Ana@Example.com").comparable == address("ana@example.com").comparable)
        #expect(address("Ana@Example.com").localPart == "Ana")
    }

    @Test("a message id is read back from what it was written as, and from nothing else")
    func messageID() {
        let id = EmailMessageID(message: -5, domain: "shop.example")
        #expect(id.description == "message.fffffffffffffffb@shop.example")
        #expect(EmailMessageID(parsing: "<\(id)>") == id)
        #expect(EmailMessageID(parsing: id.description) == id)
        #expect(EmailMessageID(parsing: "<message.5@shop.example>") == nil)
        #expect(EmailMessageID(parsing: "<CAF=x@mail.gmail.com>") == nil)
    }
}
