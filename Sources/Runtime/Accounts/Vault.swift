import Crypto
import CryptoExtras
import Foundation

/// Passwords and tokens: how they are made, hashed and compared.
public enum Vault {
    /// N 2^15, r 8, p 1: 32 MB and about 80 ms (OWASP's scrypt recommendation, 2^15 with p 3, costs three times that
    /// at every sign-in; sign-ins are also limited in rate).
    static let rounds = 1 << 15
    private static let blockSize = 8
    private static let parallelism = 1

    /// The stored form: `scrypt$15$salt$hash`, so that the cost can grow later.
    public static func hash(password: String) throws -> String {
        let salt = randomBytes(16)
        let hash = try derive(password, salt: salt, rounds: rounds)
        return
            "scrypt$\(rounds.trailingZeroBitCount)$\(Data(salt).base64EncodedString())$\(Data(hash).base64EncodedString())"
    }

    public static func verify(password: String, against stored: String) -> Bool {
        let parts = stored.split(separator: "$")
        guard parts.count == 4, parts[0] == "scrypt", let exponent = Int(parts[1]), (10...20).contains(exponent),
            let salt = Data(base64Encoded: String(parts[2])), let expected = Data(base64Encoded: String(parts[3])),
            let hash = try? derive(password, salt: Array(salt), rounds: 1 << exponent)
        else { return false }
        return equal(hash, Array(expected))
    }

    private static func derive(_ password: String, salt: [UInt8], rounds: Int) throws -> [UInt8] {
        try KDF.Scrypt.deriveKey(
            from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: blockSize,
            parallelism: parallelism, maxMemory: 64 * 1024 * 1024
        ).withUnsafeBytes { Array($0) }
    }

    public static func randomBytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// A token for a cookie or a write key: 32 characters that need no escaping.
    public static func randomToken() -> String {
        Data(randomBytes(24)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }

    /// Takes the same time whatever differs.
    public static func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
