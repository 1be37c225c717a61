import Conditions
import Values

/// What somebody wants costs less: `- price drop`, or `- price drop: at least 10%`.
public struct PriceDropTrigger: TriggerKind {
    public static let keyword = "price drop"
    public static let form: [FormField] = [
        FormField(
            "price drop", .priceDrop, "By how much", help: "Nothing, or a share of the old price.", preset: "any drop",
            example: "at least 10%", first: "")
    ]
    public static let summary = "The price of a product that somebody wants falls."
    public static let standsAlone = true

    /// By how much at least, in ten thousandths of the old price.
    public let least: Int

    public init?(_ reader: inout StepReader) {
        let text = reader.text(PriceDropTrigger.keyword)?.trimmed ?? ""
        guard !text.isEmpty, text != PriceDropTrigger.keyword else {
            least = 0
            return
        }
        let share = text.hasPrefix("at least ") ? ShareText.read(String(text.dropFirst(9))) : nil
        guard let share else {
            reader.report("price drop is \"\(text)\"; expected at least 10%, or nothing", at: PriceDropTrigger.keyword)
            return nil
        }
        least = share
    }

    public var event: String { "Price Dropped" }
    public var sentence: String {
        least == 0 ? "The price falls" : "The price falls by at least \(ShareText.words(least))"
    }

    public func admits(_ event: TimelineEvent, _ subject: Subject) -> Bool {
        guard least > 0 else { return true }
        let properties = event.body.object
        guard let price = properties["price"]?.number, let before = properties["old_price"]?.number else {
            return false
        }
        // Without a division: amounts stay exact.
        return !((before - price) * Number(StepRun.wholeShare) < before * Number(least))
    }
}
