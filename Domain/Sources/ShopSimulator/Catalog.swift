import Values

/// What the make-believe shop sells: about sixty products in six categories, the same for the same seed.
public struct Catalog: Sendable, Hashable {
    public let products: [Product]
    /// ISO 4217.
    public let currency: String

    public init(seed: UInt64, currency: String = "EUR") {
        var random = SeededRandom(seed: seed, "catalog")
        var products: [Product] = []
        for (number, line) in CatalogLine.all.enumerated() {
            for name in line.names {
                products.append(
                    Product(name: name, of: line, lineNumber: number, number: products.count, using: &random))
            }
        }
        self.products = products
        self.currency = currency
    }

    public var categories: [String] { CatalogLine.all.map(\.category) }

    public func products(in category: String) -> [Product] { products.filter { $0.category == category } }
}

/// A category's products and the prices and forms they come in.
struct CatalogLine {
    let category: String
    /// Whole units of the currency.
    let prices: ClosedRange<Int>
    let forms: [String]
    let names: [String]

    static let all = [
        CatalogLine(
            category: "Shoes", prices: 49...149, forms: ["38", "40", "42", "44"],
            names: [
                "Harbour Sneaker", "Trail Runner", "Canvas Slip-On", "Leather Derby", "Winter Boot", "Cork Sandal",
                "Court Classic", "Suede Loafer", "Rain Boot", "Hiking Mid",
            ]),
        CatalogLine(
            category: "Clothing", prices: 19...129, forms: ["S", "M", "L", "XL"],
            names: [
                "Linen Shirt", "Merino Sweater", "Organic T-Shirt", "Denim Jacket", "Chino Trousers", "Wool Scarf",
                "Rain Jacket", "Flannel Shirt", "Summer Dress", "Fleece Hoodie", "Quilted Vest",
                "Cotton Socks, 3 Pairs",
            ]),
        CatalogLine(
            category: "Home", prices: 12...89, forms: ["Sand", "Slate", "Forest"],
            names: [
                "Stoneware Mug", "Linen Bedding", "Oak Cutting Board", "Wool Throw", "Ceramic Vase", "Soy Candle",
                "Cotton Towel Set", "Wall Clock", "Storage Basket", "Table Lamp",
            ]),
        CatalogLine(
            category: "Coffee", prices: 9...39, forms: ["Whole Bean", "Ground"],
            names: [
                "House Blend 500 g", "Ethiopia Sidamo 250 g", "Espresso Roast 1 kg", "Decaf Colombia 250 g",
                "Brazil Santos 500 g", "Cold Brew Pack", "Kenya AA 250 g", "Tasting Set of Four",
            ]),
        CatalogLine(
            category: "Skincare", prices: 8...59, forms: [],
            names: [
                "Daily Face Cream", "Rose Hand Balm", "Clay Mask", "Vitamin C Serum", "Oat Cleanser", "Lip Balm Trio",
                "Night Repair Oil", "Sun Lotion SPF 50", "Beard Oil", "Bath Salts",
            ]),
        CatalogLine(
            category: "Outdoor", prices: 15...249, forms: ["Blue", "Green", "Orange"],
            names: [
                "Day Pack 20 L", "Insulated Bottle", "Camping Stove", "Sleeping Bag", "Two-Person Tent", "Head Torch",
                "Trekking Poles", "Dry Bag 10 L", "Picnic Blanket", "Travel Hammock",
            ]),
    ]

    static let brands = ["Fjordlight", "Atelier Nord", "Casa Verde", "Möwe & Söhne", "Old Mill", "Lumen"]
}

extension Product {
    init(name: String, of line: CatalogLine, lineNumber: Int, number: Int, using random: inout SeededRandom) {
        let id = "P-\(1001 + number)"
        let slug = String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        let whole = line.prices.lowerBound + random.below(line.prices.count)
        let cents = Int64(whole * 100 - random.pick([0, 1, 5, 10, 50]))
        let forms = line.forms.isEmpty ? [""] : line.forms
        let picture = Product.picture(palette: number * 7 + random.below(3), shape: lineNumber)
        self.init(
            id: id, name: name, category: line.category, brand: random.pick(CatalogLine.brands),
            url: "https://shop.example/products/\(slug)",
            picture: picture,
            variants: forms.enumerated().map { index, form in
                // The largest form costs a little more.
                Variant(
                    sku: "\(id)-\(index + 1)", name: form,
                    cents: index == forms.count - 1 && index > 0 ? cents + 500 : cents)
            },
            imageURL: Product.address(ofPicture: picture))
    }

    /// Small on purpose: it travels in every event about the product.
    private static func picture(palette: Int, shape: Int) -> String {
        let shapes = [
            "M1,6h4l1-3h1v4H1z", "M2,2l2-1,2,1,1,2H6v3H2V4H1z", "M2,7V4l2-2,2,2v3z", "M2,3h4v3L5,7H3z",
            "M3,1h2v2h1v4H2V3h1z", "M4,1l3,6H1z",
        ]
        let palettes = [
            ("fde", "a36"), ("fed", "b62"), ("ffd", "871"), ("efd", "583"), ("dfe", "275"), ("dff", "277"),
            ("def", "258"), ("ddf", "349"), ("edf", "639"), ("eee", "445"),
        ]
        let (ground, ink) = palettes[palette % palettes.count]
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0,0,8,8'><path fill='#\(ground)' d='M0,0h8v8H0z'/>"
            + "<path fill='#\(ink)' d='\(shapes[shape % shapes.count])'/></svg>"
    }
}
