import Hummingbird
import NIOCore

/// The fields of a query or a posted form (`application/x-www-form-urlencoded`, as the URL standard reads it).
///
/// Never fails: what is malformed is taken as it stands. NUL characters are left out, since databases refuse them.
struct FormFields: Sendable {
    private var fields: [String: String] = [:]

    /// How much one form may hold.
    struct Bounds: Sendable {
        /// In bytes, as it is sent.
        var body: Int
        var fields: Int
        /// Of one value, in characters.
        var longest: Int

        fileprivate static let query = Bounds(body: 0, fields: 50, longest: 2_000)
        /// The longest is a segment's: a rule of 16 KB as a tree, every byte of it encoded.
        static let usual = Bounds(body: 512 * 1024, fields: 50, longest: 128 * 1024)
        /// A flow of 256 KB as it is, as it was, as its cards show it, and once more in their fields, much of it encoded.
        static let flowEditor = Bounds(body: 4 * 1024 * 1024, fields: 20_000, longest: 256 * 1024)

        /// Rows of rules, a few fields each.
        static let settings = Bounds(body: 512 * 1024, fields: 600, longest: 16 * 1024)

        /// Only somebody who is signed in may send much.
        static func of(path: String, isSignedIn: Bool) -> Bounds {
            if isSignedIn, path.hasPrefix("/console/settings/") { return settings }
            return isSignedIn && path.hasPrefix("/console/flows/") && path.hasSuffix("/edit") ? flowEditor : usual
        }
    }

    init() {}

    init(_ text: some StringProtocol, within bounds: Bounds = .query) {
        for pair in text.split(separator: "&", maxSplits: bounds.fields).prefix(bounds.fields) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = FormFields.decoded(parts[0])
            let value = parts.count > 1 ? FormFields.decoded(parts[1]) : ""
            if fields[name] == nil { fields[name] = String(value.prefix(bounds.longest)) }
        }
    }

    /// The first value of this name; nil where it is missing or empty.
    subscript(name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Every field by its name, empty ones too.
    var all: [String: String] { fields }

    static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
    }
}

extension Request {
    var queryFields: FormFields { FormFields(uri.query ?? "") }

    /// - Throws: `HTTPError` where there is more than a form of ours can hold.
    func formFields(within bounds: FormFields.Bounds = .usual) async throws -> FormFields {
        var request = self
        let body: ByteBuffer
        do { body = try await request.collectBody(upTo: bounds.body) } catch is NIOTooManyBytesError {
            throw HTTPError(.contentTooLarge, message: "This form holds more than \(bounds.body / 1024) KB.")
        }
        return FormFields(String(buffer: body), within: bounds)
    }
}
