import Values

/// What the catalog knows of a product that events about it often leave out.
public struct ProductFacts: Sendable, Hashable {
    /// Empty where the catalog does not say.
    public var category: String
    public var brand: String

    public init(category: String = "", brand: String = "") {
        self.category = category
        self.brand = brand
    }

    /// The canonical names of the events whose products are looked up.
    static let events: Set<String> = [
        "Product Viewed", "Product Clicked", "Product Added", "Product Removed", "Product Added to Wishlist",
        "Cart Viewed", "Checkout Started", "Order Completed", "Order Refunded", "Product Reviewed",
    ]

    private static let category = Array(#""category":"#.utf8)
    private static let brand = Array(#""brand":"#.utf8)

    /// The products of an event of which it says no category or no brand; none where it says both.
    ///
    /// Cost: where it says both of its one product, a search through its bytes.
    public static func missing(in event: IncomingEvent) -> [ProductKey] {
        guard event.call == .track, events.contains(event.name) else { return [] }
        let isOfList = event.properties.firstRange(of: "\"products\"".utf8) != nil
        if !isOfList, event.properties.firstRange(of: category) != nil, event.properties.firstRange(of: brand) != nil {
            return []
        }
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

    private static func lacks(_ line: JSONObject) -> Bool { line["category"] == nil || line["brand"] == nil }

    /// By its product where it names one, else by its SKU.
    private static func key(_ line: JSONObject) -> ProductKey? { Shelf.keys(of: line).last }

    private static func complete(_ line: inout JSONObject, _ facts: [ProductKey: ProductFacts]) -> Bool {
        guard lacks(line), let known = key(line).flatMap({ facts[$0] }) else { return false }
        var isChanged = false
        for (name, value) in [("category", known.category), ("brand", known.brand)]
        where line[name] == nil && !value.isEmpty {
            line[name] = .string(value)
            isChanged = true
        }
        return isChanged
    }
}
