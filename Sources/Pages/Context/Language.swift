/// A language the console speaks.
public enum Language: String, Sendable, CaseIterable {
    case english = "en"

    /// The first language of an `Accept-Language` header that the console speaks; English where there is none.
    ///
    /// Weights are obeyed (RFC 9110, 12.5.4); `en-GB` matches `en`.
    public init(acceptLanguage header: String) {
        let wishes = header.split(separator: ",").prefix(Language.longestWishList).map(Wish.init)
        let ranked = wishes.enumerated().sorted { a, b in
            a.element.weight == b.element.weight ? a.offset < b.offset : a.element.weight > b.element.weight
        }
        self =
            ranked.lazy.filter { $0.element.weight > 0 }
            .compactMap { Language(rawValue: $0.element.code) }.first ?? .english
    }

    /// Browsers send fewer than ten; more is an attempt to cost time.
    private static let longestWishList = 20

    private struct Wish {
        var code: String
        var weight: Double

        init(_ part: Substring) {
            let pieces = part.split(separator: ";")
            let tag = pieces.first.map(Self.trimmed) ?? ""
            code = tag.split(separator: "-").first.map { $0.lowercased() } ?? ""
            let quality = pieces.dropFirst().map(Self.trimmed).first { $0.hasPrefix("q=") }
            weight = quality.flatMap { Double($0.dropFirst(2)) } ?? 1
        }

        private static func trimmed(_ text: Substring) -> Substring {
            text.drop { $0 == " " }.prefix { $0 != " " }
        }
    }

    /// The `lang` of the page.
    var code: String { rawValue }

    /// What the browser's own formatter is asked for, so that its dates look like the server's.
    var formattingLocale: String {
        switch self {
        case .english: "en-GB"
        }
    }

    var catalog: Catalog {
        switch self {
        case .english: .english
        }
    }
}
