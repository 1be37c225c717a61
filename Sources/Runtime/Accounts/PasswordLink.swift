import Crypto
import Foundation
import Values

/// A link by which one account's owner chooses a password: once, for some days.
///
/// Nothing is stored: the token's code covers the password that the account has now, so a choice made by one link
/// ends all of them.
struct PasswordLink: Sendable, Hashable {
    var account: Int64
    var expiresAt: Instant

    /// Of an account that was made and never entered: no password has this hash.
    static func unset() -> String { "invited$" + Vault.randomToken() }

    /// - Parameter password: the hash that the account has now.
    func token(password: String, key: SymmetricKey) -> String {
        "\(account).\(expiresAt.milliseconds).\(code(password: password, key: key))"
    }

    /// The account that a token names, which is yet to be proved; nil where it is none.
    init?(token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= PasswordLink.longestToken, parts.count == 3, let account = Int64(parts[0]),
            let expiry = Int64(parts[1])
        else { return nil }
        self.init(account: account, expiresAt: Instant(milliseconds: expiry))
    }

    init(account: Int64, expiresAt: Instant) {
        self.account = account
        self.expiresAt = expiresAt
    }

    /// Whether the token was made by us, for the password that the account still has, and is not out of date.
    func isProved(by token: String, password: String, key: SymmetricKey, now: Instant) -> Bool {
        now < expiresAt && Vault.equal(Array(token.utf8), Array(self.token(password: password, key: key).utf8))
    }

    private func code(password: String, key: SymmetricKey) -> String {
        let text = "\(account) \(expiresAt.milliseconds) \(password)"
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
        return code.map { String($0, radix: 16).leftPadded(to: 2) }.joined()
    }

    private static let longestToken = 200
}
