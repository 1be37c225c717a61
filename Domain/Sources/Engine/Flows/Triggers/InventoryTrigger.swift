/// A product's stock changes; it happens to the shop's own profile. `- inventory changed`.
public struct InventoryTrigger: TriggerKind {
    public static let keyword = "inventory changed"
    public static let form: [FormField] = [
        FormField("inventory changed", .presence, help: "It takes no value.", first: "")
    ]
    public static let summary = "A product's stock changes; it happens to the shop's own profile."
    public static let standsAlone = true

    public init?(_ reader: inout StepReader) { reader.standsAlone(InventoryTrigger.keyword) }

    public var event: String { "Inventory Changed" }
    public var sentence: String { "Stock changes" }
}
