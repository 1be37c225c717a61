import Crypto

/// The keys that sign tracking tokens, each with a number, so that a new one can take over while links already sent go
/// on working.
///
/// A token is 36 characters of base64url: key number (1 byte), message (8), link (2), and the first 16 bytes of an
/// HMAC-SHA256 over purpose and these.
public struct TrackingKeys: Sendable {
    /// The number of the key that signs.
    public let current: UInt8
    private let keys: [UInt8: SymmetricKey]

    /// HMAC-SHA256 gains nothing from longer keys, and loses strength with shorter ones (RFC 2104, 3).
    public static let keyLengthInBytes = 32
    private static let payloadLength = 11
    private static let codeLength = 16
    private static let domain = Array("cartwheel tracking 1".utf8)

    /// Fails where a key is not of 32 bytes, or the current one is missing.
    public init(current: UInt8, keys: [UInt8: [UInt8]]) throws(TrackingKeysError) {
        guard keys[current] != nil else { throw .currentKeyIsMissing(current) }
        for (number, key) in keys where key.count != Self.keyLengthInBytes {
            throw .keyLength(number: number, bytes: key.count)
        }
        self.current = current
        self.keys = keys.mapValues { SymmetricKey(data: $0) }
    }

    public func signed(_ token: TrackingToken, for purpose: TrackingPurpose) -> String {
        guard let key = keys[current] else {
            preconditionFailure("the current key was checked when the keys were made")
        }
        let payload = Self.payload(token, keyNumber: current)
        return Base64URL.encoded(payload + Self.code(payload, purpose: purpose, key: key))
    }

    /// The token, or nil where the text is malformed, was signed by no known key, or was meant for another purpose.
    ///
    /// Takes the same time wherever the code differs.
    public func verified(_ text: String, for purpose: TrackingPurpose) -> TrackingToken? {
        guard let bytes = Base64URL.decoded(text, count: Self.payloadLength + Self.codeLength),
            let key = keys[bytes[0]]
        else { return nil }
        let payload = Array(bytes[..<Self.payloadLength])
        let expected = Self.code(payload, purpose: purpose, key: key)
        var difference: UInt8 = 0
        for (a, b) in zip(expected, bytes[Self.payloadLength...]) { difference |= a ^ b }
        guard difference == 0 else { return nil }
        let message = payload[1...8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return TrackingToken(
            message: Int64(bitPattern: message), link: UInt16(payload[9]) << 8 | UInt16(payload[10]))
    }

    private static func payload(_ token: TrackingToken, keyNumber: UInt8) -> [UInt8] {
        var bytes = [keyNumber]
        bytes.reserveCapacity(payloadLength + codeLength)
        let message = UInt64(bitPattern: token.message)
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: message >> shift)) }
        bytes.append(UInt8(token.link >> 8))
        bytes.append(UInt8(truncatingIfNeeded: token.link))
        return bytes
    }

    private static func code(_ payload: [UInt8], purpose: TrackingPurpose, key: SymmetricKey) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        code.update(data: domain)
        code.update(data: [purpose.rawValue])
        code.update(data: payload)
        return Array(code.finalize().prefix(codeLength))
    }
}

public enum TrackingKeysError: Error, Sendable, Equatable, CustomStringConvertible {
    case currentKeyIsMissing(UInt8)
    case keyLength(number: UInt8, bytes: Int)

    public var description: String {
        switch self {
        case .currentKeyIsMissing(let number): "Tracking key \(number) is to sign, but is not among the keys: add it."
        case .keyLength(let number, let bytes):
            "Tracking key \(number) has \(bytes) bytes: it must have \(TrackingKeys.keyLengthInBytes)."
        }
    }
}
