import Testing

@testable import Engine

@Suite("Identities")
struct IdentityTests {
    @Test(
        "an e-mail address that cannot be one identifies nobody",
        arguments: [
            "sofia@example..com", "sofia@.example.com", "sofia@example.com.", "sofia@example", "@example.com", "sofia@",
            "so fia@example.com", "a@b@example.com", "a@x,y.com", "", "  ",
        ])
    func badAddress(text: String) {
        #expect(Identity(.email, text) == nil)
    }

    @Test(
        "an address is known by its lower-case form without white space around it",
        arguments: [
            (" Ana@Example.COM ", "ana@example.com"), ("a.b+c@mail.example.co.uk", "a.b+c@mail.example.co.uk"),
            ("ÄNNE@bücher.example", "änne@bücher.example"),
        ])
    func address(text: String, known: String) {
        #expect(Identity(.email, text)?.value == known)
    }
}
