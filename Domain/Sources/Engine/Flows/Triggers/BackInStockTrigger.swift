/// A product that somebody wants is back in stock. `- back in stock`.
public struct BackInStockTrigger: TriggerKind {
    public static let keyword = "back in stock"
    public static let form: [FormField] = [
        FormField("back in stock", .presence, help: "It takes no value.", first: "")
    ]
    public static let summary = "A product that somebody wants is back in stock."
    public static let standsAlone = true

    public init?(_ reader: inout StepReader) { reader.standsAlone(BackInStockTrigger.keyword) }

    public var event: String { "Back in Stock" }
    public var sentence: String { "What they want is back in stock" }
}
