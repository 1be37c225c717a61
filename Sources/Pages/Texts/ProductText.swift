/// The catalog and one product.
struct ProductText: Sendable {
    let title: String
    let detail: String
    let none: String
    let noneHelp: String
    let search: String
    let searchIn: String
    let noMatch: String
    let noMatchHelp: String
    let product: String
    let variants: String
    let variant: String
    let onlyVariant: String
    let noVariants: String
    let noVariantsHelp: String
    let sku: String
    let price: String
    let instead: @Sendable (_ price: String) -> String
    let stock: String
    let soldOut: String
    let changed: String
    let fromEvents: String
    let fromEventsHelp: String
    let inShop: String
    let figures: String
    let waiting: String
    let interested: String
    let lately: String
    let changes: String
    let changesKept: String
    let noChanges: String
    let noChangesHelp: String
    let figure: String
    let before: String
    let after: String
    let whoWaits: String
    let nobodyWaits: String
    let nobodyWaitsHelp: String
    let person: String
    let since: String
}
