/// The `Message-ID` of one message: the same for every attempt to send it, so that a mailbox that gets it twice can tell.
public struct EmailMessageID: Sendable, Hashable, CustomStringConvertible {
    public let message: Int64
    public let domain: String

    public init(message: Int64, domain: String) {
        self.message = message
        self.domain = domain
    }

    /// Reads one of ours back, with or without angle brackets, as it stands in a bounce or a reply; nil for any other.
    public init?(parsing text: String) {
        let bare = text.hasPrefix("<") && text.hasSuffix(">") ? text.dropFirst().dropLast() : text[...]
        guard let sign = bare.firstIndex(of: "@"), bare.hasPrefix(Self.prefix) else { return nil }
        let digits = bare[..<sign].dropFirst(Self.prefix.count)
        guard digits.count == Self.digitCount, let bits = UInt64(digits, radix: 16) else { return nil }
        self.init(message: Int64(bitPattern: bits), domain: String(bare[bare.index(after: sign)...]))
    }

    /// Without angle brackets.
    public var description: String {
        let digits = String(UInt64(bitPattern: message), radix: 16)
        return Self.prefix + String(repeating: "0", count: Self.digitCount - digits.count) + digits + "@" + domain
    }

    private static let prefix = "message."
    private static let digitCount = 16
}
