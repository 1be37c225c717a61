import Crypto
import Engine
import Foundation
import Values

/// What ad networks know a person by: addresses and numbers, hashed as they ask for (Google's Customer Match, Meta's
/// Custom Audiences), so that nobody learns of people whom they do not know.
public struct AudienceIdentifiers: Sendable, Hashable {
    /// SHA-256 in hexadecimal of the address in lower case.
    public var email: String?
    /// SHA-256 of the number in E.164, as Google asks for it.
    public var phone: String?
    /// SHA-256 of its digits alone, as Meta asks for it.
    public var phoneDigits: String?

    public static let columns = ["email_sha256", "phone_sha256", "phone_digits_sha256"]

    public var cells: [String] { [email, phone, phoneDigits].map { $0 ?? "" } }

    /// Nil where the person has neither address nor number.
    init?(_ profile: Profile) {
        let values = profile.identities.map(\.identity)
        let email = values.first { $0.kind == .email }?.value.lowercased()
        let phone = values.first { $0.kind == .phone }?.value
        guard email != nil || phone != nil else { return nil }
        self.email = email.map(Self.hash)
        self.phone = phone.map(Self.hash)
        phoneDigits = phone.map { Self.hash($0.filter(\.isNumber)) }
    }

    private static func hash(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { String($0, radix: 16).leftPadded(to: 2) }.joined()
    }

    var json: JSON {
        .object(
            JSONObject(
                zip(AudienceIdentifiers.columns, cells).filter { !$1.isEmpty }.map {
                    JSONObject.Member(key: $0, value: .string($1))
                }))
    }
}
