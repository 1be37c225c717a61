import Values

/// What the catalog knows of a product that events about it often leave out.
public struct ProductFacts: Sendable, Hashable {
    /// The first is the one that is called its category; none where the catalog does not say.
    public let categories: [String]
    /// Empty where the catalog does not say.
    public let brand: String

    /// Categories of one product that are known here, and their bytes together: an order of many lines has them in each.
    static let mostCategories = 10
    static let mostCategoryBytes = 1_000

    /// - Parameter categories: those beyond the bounds are left out.
    public init(categories: [String] = [], brand: String = "") {
        var left = ProductFacts.mostCategoryBytes
        self.categories = Array(
            categories.prefix(ProductFacts.mostCategories).prefix { category in
                left -= category.utf8.count
                return left >= 0
            })
        self.brand = brand
    }

    /// The canonical names of the events whose products are looked up.
    static let events: Set<String> = [
        "Product Viewed", "Product Clicked", "Product Added", "Product Removed", "Product Added to Wishlist",
        "Cart Viewed", "Checkout Started", "Order Completed", "Order Refunded", "Product Reviewed",
    ]

    private static let names = ["category", "brand", "categories"]
    private static let written = names.map { Array("\"\($0)\":".utf8) }

    /// The products of an event of which it leaves out the category, the brand or the list of all categories.
    ///
    /// Cost: where it says all of its one product, a search through its bytes, else a reading of its JSON.
    public static func missing(in event: IncomingEvent) -> [ProductKey] {
        guard event.call == .track, events.contains(event.name) else { return [] }
        let isOfList = event.properties.firstRange(of: "\"products\"".utf8) != nil
        if !isOfList, written.allSatisfy({ event.properties.firstRange(of: $0) != nil }) { return [] }
        guard case .object(let properties)? = try? JSON.parse(event.properties) else { return [] }
        return lines(of: properties).filter(lacks).compactMap(key)
    }

    /// The event with what the catalog knows of its products; what it says itself stays as it is.
    public static func completed(_ event: IncomingEvent, _ facts: [ProductKey: ProductFacts]) -> IncomingEvent {
        guard case .object(var properties)? = try? JSON.parse(event.properties) else { return event }
        var isChanged = complete(&properties, facts)
        if var list = properties["products"]?.array {
            for index in list.indices.prefix(Shelf.mostOfEvent) {
                guard case .object(var line) = list[index], complete(&line, facts) else { continue }
                list[index] = .object(line)
                isChanged = true
            }
            if isChanged { properties["products"] = .array(list) }
        }
        guard isChanged else { return event }
        var event = event
        event.properties = Array(JSON.object(properties).text.utf8)
        return event
    }

    private static func lines(of properties: JSONObject) -> [JSONObject] {
        [properties] + (properties["products"]?.array ?? []).prefix(Shelf.mostOfEvent).compactMap(\.object)
    }

    private static func lacks(_ line: JSONObject) -> Bool { names.contains { line[$0] == nil } }

    /// By its product where it names one, else by its SKU.
    private static func key(_ line: JSONObject) -> ProductKey? { Shelf.keys(of: line).last }

    private static func complete(_ line: inout JSONObject, _ facts: [ProductKey: ProductFacts]) -> Bool {
        guard lacks(line), let known = key(line).flatMap({ facts[$0] }) else { return false }
        var isChanged = false
        for (name, value) in known.properties where line[name] == nil {
            line[name] = value
            isChanged = true
        }
        return isChanged
    }

    /// What an event may be given. One category is not listed as well.
    private var properties: [(name: String, value: JSON)] {
        var properties: [(name: String, value: JSON)] = []
        if let first = categories.first { properties.append(("category", .string(first))) }
        if !brand.isEmpty { properties.append(("brand", .string(brand))) }
        if categories.count > 1 { properties.append(("categories", .array(categories.map(JSON.string)))) }
        return properties
    }
}
