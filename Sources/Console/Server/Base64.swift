import Foundation

/// Base64 of short texts in headers.
enum Base64 {
    /// The UTF-8 text in these characters; nil where they are not Base64 of one.
    static func decoded(_ text: String) -> String? {
        Data(base64Encoded: text).flatMap { String(data: $0, encoding: .utf8) }
    }
}
