/// A product's stock falls to its threshold; it happens to the shop's own profile. `- low stock`.
public struct LowStockTrigger: TriggerKind {
    public static let keyword = "low stock"
    public static let form: [FormField] = [
        FormField("low stock", .presence, help: "It takes no value.", first: "")
    ]
    public static let summary = "A product's stock falls to its threshold; it happens to the shop's own profile."
    public static let standsAlone = true

    public init?(_ reader: inout StepReader) { reader.standsAlone(LowStockTrigger.keyword) }

    public var event: String { "Low Stock" }
    public var sentence: String { "Stock is low" }
}
