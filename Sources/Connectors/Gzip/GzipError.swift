/// Why bytes cannot be inflated.
public enum GzipError: Error, Sendable, Equatable, CustomStringConvertible {
    /// They do not begin as RFC 1952 says (1f 8b).
    case notGzip
    /// `detail` in zlib's words, such as "incorrect data check".
    case corrupt(detail: String)
    /// They end before the compressed data does.
    case truncated
    /// Inflated they would be larger than the caller allows, in bytes.
    case tooLarge(limit: Int)

    public var description: String {
        switch self {
        case .notGzip: "The data is not gzip; send it as it is, or compress it with gzip."
        case .corrupt(let detail): "The gzip data is damaged (\(detail)); compress or copy it again."
        case .truncated: "The gzip data ends too early; it was probably cut off on its way. Copy it again."
        case .tooLarge(let limit): "The data has more than \(limit) bytes once inflated; send it in smaller parts."
        }
    }
}
