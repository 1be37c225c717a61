import Channels
import Foundation
import Values

/// The secret that outgoing calls are signed with; after a change the one before signs along for a day, so that
/// whoever checks has time to follow.
public struct WebhookSecrets: Sendable {
    let secrets: SecretService
    let clock: SystemClock

    private static let current = "webhooks.secret"
    private static let before = "webhooks.secret.before"
    static let overlap = TimeSpan.days(1)
    private static let length = 32

    /// As receivers take it: `whsec_…`.
    public func text() async throws -> String {
        WebhookSigner.text(of: try await secrets.secretOrNew(WebhookSecrets.current, bytes: WebhookSecrets.length))
    }

    /// Makes a new one.
    public func rotate() async throws -> String {
        let old = try await secrets.secretOrNew(WebhookSecrets.current, bytes: WebhookSecrets.length)
        let until = clock.now() + WebhookSecrets.overlap
        let kept: JSON = [
            "secret": .string(Data(old).base64EncodedString()), "until": .number(Number(until.milliseconds)),
        ]
        try await secrets.set(WebhookSecrets.before, to: Array(kept.text.utf8))
        let new = Vault.randomBytes(WebhookSecrets.length)
        try await secrets.set(WebhookSecrets.current, to: new)
        return WebhookSigner.text(of: new)
    }

    func signer() async throws -> WebhookSigner {
        var all = [try await secrets.secretOrNew(WebhookSecrets.current, bytes: WebhookSecrets.length)]
        if let text = try await secrets.secret(WebhookSecrets.before),
            let kept = try? JSON.parse(String(decoding: text, as: UTF8.self)),
            let until = kept["until"]?.number?.integer, until > clock.now().milliseconds,
            let old = kept["secret"]?.string.flatMap({ Data(base64Encoded: $0) })
        {
            all.append(Array(old))
        }
        return WebhookSigner(secrets: all)
    }
}
