import Crypto
import Foundation
import Values

/// Signs what servers on one database say to each other, by a key that whoever has the installation's key has.
///
/// A question carries its moment and is heard for two minutes; an answer is bound to its question. Neither is hidden
/// from the network that it goes through.
public struct ServerSeal: Sendable {
    private let key: SymmetricKey

    /// Clocks of servers may differ by so much.
    static let heardFor = TimeSpan.minutes(2)

    public init(_ masterKey: MasterKey) { key = SymmetricKey(data: masterKey.derived(for: "between servers 1")) }

    public func seal(question: [UInt8], to path: String, at now: Instant) -> String {
        "\(now.milliseconds).\(code("question", path, String(now.milliseconds), question))"
    }

    /// Whether a question comes from a server with the same key, and from now.
    public func isGood(_ seal: String, question: [UInt8], to path: String, at now: Instant) -> Bool {
        let parts = seal.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let milliseconds = Int64(parts[0]) else { return false }
        let (age, isBeyond) = now.milliseconds.subtractingReportingOverflow(milliseconds)
        guard !isBeyond, age.magnitude <= UInt64(ServerSeal.heardFor.milliseconds) else { return false }
        return equal(parts[1], code("question", path, parts[0], question))
    }

    /// - Parameter seal: of the question.
    public func seal(answer: [UInt8], to seal: String) -> String { code("answer", seal, "", answer) }

    public func isGood(_ answerSeal: String, answer: [UInt8], to seal: String) -> Bool {
        equal(answerSeal, code("answer", seal, "", answer))
    }

    private func code(_ kind: String, _ first: String, _ second: String, _ body: [UInt8]) -> String {
        var mac = HMAC<SHA256>(key: key)
        mac.update(data: Data("\(kind)\n\(first)\n\(second)\n".utf8))
        mac.update(data: body)
        return mac.finalize().map { String($0, radix: 16).leftPadded(to: 2) }.joined()
    }

    private func equal(_ a: String, _ b: String) -> Bool { Vault.equal(Array(a.utf8), Array(b.utf8)) }
}
