import Hummingbird
import NIOCore

/// The fields of a query or a posted form (`application/x-www-form-urlencoded`, as the URL standard reads it).
///
/// Never fails: what is malformed is taken as it stands. NUL characters are left out, since databases refuse them.
struct FormFields: Sendable {
    private var fields: [String: String] = [:]

    /// The longest is a segment's: a rule of 16 KB as a tree, every byte of it encoded.
    static let maximumBody = 512 * 1024
    private static let mostFields = 50
    /// Of an address.
    fileprivate static let longestInQuery = 2_000
    /// Of a form.
    static let longestInForm = 128 * 1024

    init() {}

    init(_ text: some StringProtocol, longest: Int = longestInQuery) {
        for pair in text.split(separator: "&", maxSplits: FormFields.mostFields).prefix(FormFields.mostFields) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = FormFields.decoded(parts[0])
            let value = parts.count > 1 ? FormFields.decoded(parts[1]) : ""
            if fields[name] == nil { fields[name] = String(value.prefix(longest)) }
        }
    }

    /// The first value of this name; nil where it is missing or empty.
    subscript(name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

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
    func formFields() async throws -> FormFields {
        var request = self
        let body = try await request.collectBody(upTo: FormFields.maximumBody)
        return FormFields(String(buffer: body), longest: FormFields.longestInForm)
    }
}
