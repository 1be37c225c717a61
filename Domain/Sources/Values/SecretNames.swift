/// Which properties are secrets by their names, and how they are shown: in pages, on the command line, in exports.
///
/// One list for all of Cartwheel. A name counts without its capitals, spaces, hyphens and underscores, so that
/// `reset_url`, `resetUrl` and `Reset URL` are one.
public enum SecretNames {
    /// Names that are secrets as a whole.
    public static let names: Set<String> = [
        "accesscode", "activationcode", "activationlink", "activationurl", "accountactivationurl", "apikey", "authcode",
        "backupcode", "cardnumber", "creditcardnumber", "cvc", "cvv", "emailconfirmationurl", "emailverificationurl",
        "invitationlink", "invitationurl", "loginlink", "loginurl", "magicurl", "mfacode", "onetimecode", "otp",
        "otpcode", "passwd", "passwordlink", "passwordurl", "pwd", "recoverycode", "recoverylink", "recoveryurl",
        "resetcode", "securitycode", "signinlink", "signinurl", "totp", "twofactorcode", "verificationcode",
        "verificationlink", "verificationurl", "verifylink", "verifyurl",
    ]

    /// Names that end so are secrets: `password_reset_url`, `access_token`, `new_password`.
    public static let endings = [
        "magiclink", "onetimepasscode", "passcode", "password", "resetlink", "reseturl", "secret", "token",
    ]

    /// What stands in the place of a secret.
    public static let mask = "•••"

    public static func isSecret(_ name: String) -> Bool {
        let squeezed = squeezed(name)
        return names.contains(squeezed) || endings.contains { squeezed.hasSuffix($0) }
    }

    /// The value without what its names call secret, at any depth. Cost: linear.
    public static func masked(_ json: JSON) -> JSON {
        switch json {
        case .object(let object): .object(masked(object))
        case .array(let items): .array(items.map(masked))
        case .null, .bool, .number, .string: json
        }
    }

    public static func masked(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.members.map { member in
                JSONObject.Member(
                    key: member.key,
                    value: isSecret(member.key) ? hidden(member.value) : masked(member.value))
            })
    }

    /// A text that ought to be JSON, without its secrets; one that cannot be read ends before the first of them.
    public static func masked(text: String) -> String {
        if let json = try? JSON.parse(text) {
            let masked = masked(json)
            return masked == json ? text : masked.text
        }
        return firstName(in: text).map { text[..<$0.upperBound] + "… " + mask } ?? text
    }

    /// Whether a text, such as a condition, speaks of a secret by its name.
    public static func isNamed(in text: String) -> Bool { firstName(in: text) != nil }

    /// Every word and figure in it, hidden: of a web address the server stays, which says where it leads. What is true or
    /// false stays.
    public static func hidden(_ json: JSON) -> JSON {
        switch json {
        case .null, .bool: json
        case .number: .string(mask)
        case .string(let text): .string(hidden(text))
        case .array(let items): .array(items.map(hidden))
        case .object(let object):
            .object(JSONObject(object.members.map { .init(key: $0.key, value: hidden($0.value)) }))
        }
    }

    private static func hidden(_ text: String) -> String {
        guard !text.isEmpty else { return text }
        for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            let server = rest[..<(rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex)]
            let isServer = server.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
            }
            return scheme + (isServer ? server + "/" : "") + mask
        }
        return mask
    }

    private static func squeezed(_ name: String) -> String {
        String(decoding: name.lowercased().utf8.filter { !" _-".utf8.contains($0) }, as: UTF8.self)
    }

    private static func firstName(in text: String) -> Range<String.Index>? {
        var rest = text.startIndex
        while let start = text[rest...].firstIndex(where: isOfName) {
            let end = text[start...].firstIndex { !isOfName($0) } ?? text.endIndex
            if isSecret(String(text[start..<end])) { return start..<end }
            rest = end
        }
        return nil
    }

    private static func isOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }
}
