import Foundation

/// An e-mail address that can be written into an envelope and a header as it stands.
///
/// Accepted are the addresses that shops' customers really have: an unquoted local part, as browsers' e-mail fields
/// take it (WHATWG HTML, "valid e-mail address"), also in other scripts (RFC 6531), at a domain of two labels or more.
/// Quoted local parts, comments and address literals are refused. White space around the text is dropped.
/// The domain is lower-case ASCII, other scripts as A-labels (`xn--`); the local part keeps its case.
public struct EmailAddress: Sendable, Hashable, CustomStringConvertible {
    public let localPart: String
    public let domain: String

    /// RFC 5321, 4.5.3.1.1.
    static let localPartLimitInBytes = 64
    /// RFC 5321, 4.5.3.1.3: a path of 256 with its angle brackets.
    static let limitInBytes = 254

    public init(_ text: String) throws(EmailAddressError) {
        // Nearly all are of visible ASCII, of which nothing is to be trimmed or composed.
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        let trimmed = isPlain ? text : text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw EmailAddressError(address: text, problem: .empty) }
        guard trimmed.utf8.count <= 4 * Self.limitInBytes else {
            throw EmailAddressError(address: text, problem: .tooLong)
        }
        guard let sign = trimmed.lastIndex(of: "@") else { throw EmailAddressError(address: text, problem: .noAtSign) }
        let written = String(trimmed[..<sign])
        let local = isPlain ? written : written.precomposedStringWithCanonicalMapping
        if let problem = Self.problem(inLocalPart: local) { throw EmailAddressError(address: text, problem: problem) }
        guard let domain = EmailDomain.normalised(String(trimmed[trimmed.index(after: sign)...])) else {
            throw EmailAddressError(address: text, problem: .domain)
        }
        guard local.utf8.count + 1 + domain.utf8.count <= Self.limitInBytes else {
            throw EmailAddressError(address: text, problem: .tooLong)
        }
        localPart = local
        self.domain = domain
    }

    public var description: String { "\(localPart)@\(domain)" }

    /// The form to compare people by: the whole address in lower case, as no provider of note tells case apart.
    public var comparable: String { description.lowercased() }

    /// The form for logs: `a***@example.com`.
    public var masked: String { "\(localPart.prefix(1))***@\(domain)" }

    /// Whether the local part needs a server that speaks SMTPUTF8.
    public var needsUnicode: Bool { !localPart.utf8.allSatisfy { $0 < 0x80 } }

    private static func problem(inLocalPart local: String) -> EmailAddressError.Problem? {
        guard !local.isEmpty else { return .localPart }
        guard local.utf8.count <= localPartLimitInBytes else { return .tooLong }
        guard local.first != ".", local.last != ".", !local.contains("..") else { return .dots }
        return local.unicodeScalars.allSatisfy(isAllowed) ? nil : .localPart
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return EmailDomain.isWritten(scalar) }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": return true
        default: return ".!#$%&'*+/=?^_`{|}~-".unicodeScalars.contains(scalar)
        }
    }
}

/// Why a text is no e-mail address.
public struct EmailAddressError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: Sendable, Equatable {
        case empty, noAtSign, localPart, dots, domain, tooLong
    }

    public var address: String
    public var problem: Problem

    public var description: String {
        let shown = address.count > 80 ? "\(address.prefix(80))…" : address
        return switch problem {
        case .empty: "The e-mail address is empty."
        case .noAtSign: "“\(shown)” is no e-mail address: it has no @."
        case .localPart:
            "“\(shown)” is no e-mail address: the part before the @ is empty or holds a character that "
                + "mail servers refuse, such as a space, a comma or a quotation mark."
        case .dots: "“\(shown)” is no e-mail address: a dot stands first, last or twice before the @."
        case .domain: "“\(shown)” is no e-mail address: what follows the @ is no domain such as example.com."
        case .tooLong: "“\(shown)” is no e-mail address: it may have 64 bytes before the @ and 254 in all."
        }
    }
}
