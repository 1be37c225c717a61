import Values

/// One thing the make-believe shop sells.
public struct Product: Sendable, Hashable {
    public let id: String
    public let name: String
    public let category: String
    public let brand: String
    /// Under https://shop.example, which never answers (RFC 2606).
    public let url: String
    /// A picture as SVG text, drawn from the product's number.
    public let picture: String
    /// At least one.
    public let variants: [Variant]

    public struct Variant: Sendable, Hashable {
        public let sku: String
        /// Such as "Blue, M"; empty where the product has one form only.
        public let name: String
        /// In the currency's minor unit.
        public let cents: Int64

        public var price: Number { .exact(coefficient: cents, scale: 2) }
    }

    /// The picture as a `data:` address, which shows without a network.
    public let imageURL: String

    var path: String { String(url.dropFirst("https://shop.example".count)) }

    static func address(ofPicture svg: String) -> String {
        var address = "data:image/svg+xml,"
        for character in svg {
            switch character {
            case "<": address += "%3C"
            case ">": address += "%3E"
            case "#": address += "%23"
            case " ": address += "%20"
            default: address.append(character)
            }
        }
        return address
    }
}
