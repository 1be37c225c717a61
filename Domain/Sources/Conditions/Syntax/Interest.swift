/// How often, or when last, a person viewed, added or ordered something of a category or brand, or a product or one
/// of its variants.
struct Interest: Sendable, Hashable {
    enum Measure: String, Sendable, Hashable, CaseIterable {
        case count = "interest"
        case last = "last_interest"
    }

    enum Subject: String, Sendable, Hashable, CaseIterable {
        case category, brand, product, variant, sku

        /// The property of an event, or of one of its products, that names it.
        var key: String {
            switch self {
            case .category: "category"
            case .brand: "brand"
            case .product: "product_id"
            case .variant: "variant_id"
            case .sku: "sku"
            }
        }
    }

    var measure: Measure
    var subject: Subject
    var name: String
    var window = EventWindow()

    /// The events of the Segment e-commerce vocabulary that show interest.
    static let events = ["Product Viewed", "Product Added", "Order Completed"]

    var kind: ValueKind { measure == .count ? .number : .moment }

    /// The figures over events that this is put together from.
    var parts: [Aggregate] {
        let key = subject.key
        let wanted = Expression.literal(.text(name))
        let ofItem = Expression.comparison(.path(PropertyPath(root: .item, segments: [key])), .equal, wanted)
        let filter = Expression.disjunction([
            .comparison(.path(PropertyPath(root: .event, segments: [key])), .equal, wanted),
            .items(
                ItemFigure(function: .any, list: PropertyPath(root: .event, segments: ["products"]), filter: ofItem)),
        ])
        return Interest.events.map { event in
            Aggregate(
                function: measure == .count ? .count : .last, event: event, filter: filter, window: window)
        }
    }
}
