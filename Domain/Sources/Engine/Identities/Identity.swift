import Values

/// One identifier that events arrive with, normalised.
public struct Identity: Sendable, Hashable {
    /// Ordered from the weakest to the strongest; an event is filed under the strongest it carries.
    public enum Kind: Int, Sendable, Hashable, Comparable, CaseIterable {
        case anonymous = 1
        case phone = 2
        case email = 3
        case user = 4

        public static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }

        /// Whether such an identifier names a person rather than a browser.
        public var isKnown: Bool { self != .anonymous }
    }

    public let kind: Kind
    public let value: String

    /// Longer identifiers are refused: no store's are, and keys must stay narrow.
    public static let maximumLength = 512

    /// Nil where nothing is left after normalising, or the value is too long.
    public init?(_ kind: Kind, _ raw: String) {
        let value = Identity.normalise(kind, raw)
        guard !value.isEmpty, value.utf8.count <= Identity.maximumLength else { return nil }
        self.kind = kind
        self.value = value
    }

    /// A value that was normalised before it was stored.
    public init(stored kind: Kind, value: String) {
        self.kind = kind
        self.value = value
    }

    static func normalise(_ kind: Kind, _ raw: String) -> String {
        let trimmed = raw.trimmed
        switch kind {
        case .anonymous, .user: return trimmed
        case .email:
            if let plain = plainAddress(trimmed) { return plain }
            let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."),
                !parts[1].hasSuffix("."), !parts[1].contains(".."),
                !trimmed.contains(where: { $0.isWhitespace || $0 == "," || $0 == "<" })
            else { return "" }
            return trimmed.lowercased()
        case .phone:
            let digits = trimmed.filter { $0.isASCII && $0.isNumber }
            guard (6...15).contains(digits.count) else { return "" }
            return (trimmed.hasPrefix("+") ? "+" : "") + digits
        }
    }

    /// The common address, read by its bytes: one "@", a dot inside the domain, and only characters that print.
    /// Nil leaves the decision to the rule for all of Unicode.
    private static func plainAddress(_ trimmed: String) -> String? {
        var at: Int?
        var lastDot = -1
        var count = 0
        for byte in trimmed.utf8 {
            switch byte {
            case UInt8(ascii: "@"):
                if at != nil || count == 0 { return nil }
                at = count
            case UInt8(ascii: "."):
                if let at, at == count - 1 || lastDot == count - 1 { return nil }
                lastDot = count
            case UInt8(ascii: ","), UInt8(ascii: "<"), 0...0x20, 0x7F...: return nil
            default: break
            }
            count += 1
        }
        guard let at, lastDot > at, lastDot < count - 1 else { return nil }
        return trimmed.lowercased()
    }

    public var name: String {
        switch kind {
        case .anonymous: "anonymous id"
        case .phone: "phone"
        case .email: "e-mail"
        case .user: "user id"
        }
    }
}

/// The stored key of an identity: a hash whose top ten bits are its bucket.
public struct IdentityKey: Sendable, Hashable, Comparable {
    public let rawValue: Int64

    @inlinable
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// - Parameter salt: 0, or the next number where another identity holds the key already.
    public init(_ identity: Identity, workspace: WorkspaceID, salt: UInt8 = 0) {
        var hash = StableHash()
        hash.combine(workspace.rawValue)
        hash.combine(UInt8(identity.kind.rawValue))
        hash.combine(salt)
        hash.combine(identity.value)
        rawValue = hash.finishSigned()
    }

    public var bucket: Bucket { Bucket(of: rawValue) }

    public static func < (a: IdentityKey, b: IdentityKey) -> Bool { a.rawValue < b.rawValue }
}

/// The key of a profile: that of the identity that is its home.
public typealias ProfileKey = IdentityKey

/// One of 1,024 parts into which all people are divided; whoever owns a bucket writes its people's state.
public struct Bucket: Sendable, Hashable, Comparable {
    public static let count = 1024
    public let index: Int

    public init(index: Int) {
        precondition((0..<Bucket.count).contains(index), "a bucket lies between 0 and 1023")
        self.index = index
    }

    init(of key: Int64) { index = Int(UInt64(bitPattern: key) >> 54) }

    /// The range of buckets that is leased as one.
    public var range: BucketRange { BucketRange(index: index / BucketRange.width) }

    public static func < (a: Bucket, b: Bucket) -> Bool { a.index < b.index }
}

/// Sixteen neighbouring buckets, leased together.
public struct BucketRange: Sendable, Hashable, Comparable {
    public static let count = 64
    static let width = Bucket.count / count
    public let index: Int

    public init(index: Int) {
        precondition((0..<BucketRange.count).contains(index), "a range lies between 0 and 63")
        self.index = index
    }

    public static let all = (0..<count).map(BucketRange.init(index:))
    /// The lowest and the highest key in it.
    public var firstKey: IdentityKey { IdentityKey(rawValue: Int64(bitPattern: UInt64(index) << 58)) }
    public var lastKey: IdentityKey { IdentityKey(rawValue: firstKey.rawValue | ((1 << 58) - 1)) }
    public static func < (a: BucketRange, b: BucketRange) -> Bool { a.index < b.index }
}

/// One store's world: nothing crosses between two of them.
public struct WorkspaceID: Sendable, Hashable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
    /// The workspace that a first start makes.
    public static let first = WorkspaceID(rawValue: 1)
}
