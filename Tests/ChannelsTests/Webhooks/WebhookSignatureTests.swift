import Foundation
import Testing

@testable import Channels

@Suite("Signatures of webhooks")
struct WebhookSignatureTests {
    /// The example in the Standard Webhooks libraries' own documentation.
    private static let secret = Array(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!)

    @Test("they are those of Standard Webhooks")
    func example() {
        let signer = WebhookSigner(secrets: [Self.secret])
        let signature = signer.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(WebhookSigner.text(of: Self.secret) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    }

    @Test("while a secret is being replaced, both sign")
    func rotating() {
        let signer = WebhookSigner(secrets: [Array("new".utf8), Self.secret])
        let parts = signer.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8)
        ).split(separator: " ")
        #expect(parts.count == 2 && parts[1] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }
}
