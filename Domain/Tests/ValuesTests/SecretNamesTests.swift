import Testing

@testable import Values

@Suite("What is secret by its name")
struct SecretNamesTests {
    @Test(
        "is hidden however it is spelt",
        arguments: [
            "reset_url", "resetUrl", "Reset URL", "password_reset_link", "token", "access-token", "new_password", "otp",
            "magic_link", "verificationCode", "api_key",
        ])
    func secret(_ name: String) { #expect(SecretNames.isSecret(name)) }

    @Test(
        "and everything else is shown",
        arguments: ["url", "name", "laptop", "coupon", "order_id", "email", "tokens_left", "code", "product_url", ""])
    func plain(_ name: String) { #expect(!SecretNames.isSecret(name)) }

    @Test("a secret is hidden at any depth; of an address its server stays")
    func masked() throws {
        let json = try JSON.parse(
            #"{"a":[{"Reset_URL":"https://shop.example/r?t=K3Y","n":1}],"otp":123456,"has_password":true,"token":{"x":"K3Y"}}"#
        )
        #expect(
            SecretNames.masked(json).text
                == #"{"a":[{"Reset_URL":"https://shop.example/•••","n":1}],"otp":"•••","has_password":true,"token":{"x":"•••"}}"#
        )
        #expect(SecretNames.hidden("https://ana:K3Y@shop.example/") == "https://•••")
        #expect(SecretNames.hidden("K3Y") == "•••")
    }

    @Test("a text that is cut off ends at its first secret; one without any stays, byte by byte")
    func text() {
        #expect(
            SecretNames.masked(text: #"{"event": "x", "reset_url": "https://s/K3Y"#)
                == #"{"event": "x", "reset_url… •••"#)
        #expect(SecretNames.masked(text: #"{"event":  "x"}"#) == #"{"event":  "x"}"#)
        #expect(SecretNames.masked(text: #"{"event": "x"#) == #"{"event": "x"#)
    }
}
