/// The frame around every page of the console.
struct LayoutText: Sendable {
    let product: String
    let skipToContent: String
    let rooms: String
    let overview: String
    let customers: String
    let segments: String
    let messages: String
    let flows: String
    let tasks: String
    let coupons: String
    let catalog: String
    let rejected: String
    let settings: String
    let overviewShort: String
    let customersShort: String
    let rejectedShort: String
    let demo: String
    let demoExplained: String
    let signOut: String
    let lightColours: String
    let darkColours: String
    let jump: String
    let paletteTitle: String
    let palettePrompt: String
    let paletteEmpty: String
    let paletteSearch: String
    let newer: String
    let older: String
    let pages: String
    let clearFilters: String
    let apply: String
    let export: String
    let total: @Sendable (_ count: String) -> String
}
