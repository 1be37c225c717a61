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
        let ofItem = asked(of: .item)
        let listed = ItemFigure(
            function: .any, list: PropertyPath(root: .event, segments: ["products"]),
            filter: ofItem.count == 1 ? ofItem[0] : .disjunction(ofItem))
        var ways = asked(of: .event)
        ways.append(.items(listed))
        let filter = Expression.disjunction(ways)
        return Interest.events.map { event in
            Aggregate(
                function: measure == .count ? .count : .last, event: event, filter: filter, window: window)
        }
    }

    /// What is asked of an event, or of one of its products; one of these is enough.
    private func asked(of root: PropertyPath.Root) -> [Expression] {
        let wanted = Expression.literal(.text(name))
        func path(_ key: String) -> Expression { .path(PropertyPath(root: root, segments: [key])) }
        let isNamed = Expression.comparison(path(subject.key), .equal, wanted)
        return subject == .category ? [isNamed, .inclusion(wanted, path("categories"))] : [isNamed]
    }
}
