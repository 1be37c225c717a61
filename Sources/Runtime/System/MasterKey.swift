import Crypto
import Foundation

/// The installation's secret, from which every other key is derived; in a file of its own or the environment.
public struct MasterKey: Sendable {
    private let key: SymmetricKey

    /// The environment variable that holds it instead of the file, as 64 hexadecimal digits.
    public static let variable = "CARTWHEEL_KEY"
    private static let length = 32

    public init(bytes: [UInt8]) { key = SymmetricKey(data: bytes) }

    /// Reads the key; makes one at the first start, readable by its owner alone.
    public static func load(file: String, environment: [String: String]) throws -> MasterKey {
        if let text = environment[variable] {
            guard let bytes = bytes(hex: text) else {
                throw StartupError("\(variable) must be 64 hexadecimal digits; make one with: openssl rand -hex 32")
            }
            return MasterKey(bytes: bytes)
        }
        if let text = try? String(contentsOfFile: file, encoding: .utf8) {
            guard let bytes = bytes(hex: text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
                throw StartupError(
                    "\(file) does not hold a key (64 hexadecimal digits); restore it from where you keep it")
            }
            return MasterKey(bytes: bytes)
        }
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        let text = fresh.map { String($0, radix: 16).leftPadded(to: 2) }.joined() + "\n"
        let made = FileManager.default.createFile(
            atPath: file, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw StartupError("cannot write \(file); check the folder's permissions") }
        return MasterKey(bytes: fresh)
    }

    /// A key for one purpose; knowing it tells nothing of the others (RFC 5869).
    public func derived(for purpose: String) -> [UInt8] {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Data(purpose.utf8), outputByteCount: MasterKey.length
        ).withUnsafeBytes { Array($0) }
    }

    private static func bytes(hex: String) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count == length * 2 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}

extension String {
    func leftPadded(to width: Int) -> String { String(repeating: "0", count: max(0, width - count)) + self }
}
