import Crypto
import Foundation

/// Signs calls per Standard Webhooks (standardwebhooks.com, "Signature scheme"), so that whoever is called knows that a
/// call is ours, whole, and not an old one played again.
public struct WebhookSigner: Sendable {
    private let secrets: [[UInt8]]

    /// - Parameter secrets: the newest first; while one is being replaced, both sign.
    public init(secrets: [[UInt8]]) { self.secrets = secrets }

    /// The header's value: `v1,` and the Base64 of HMAC-SHA256 over id, timestamp and body, one for each secret.
    public func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return secrets.map { secret in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: secret))
            return "v1," + Data(code).base64EncodedString()
        }.joined(separator: " ")
    }

    /// How a secret is shown to whoever checks signatures.
    public static func text(of secret: [UInt8]) -> String { "whsec_" + Data(secret).base64EncodedString() }
}
