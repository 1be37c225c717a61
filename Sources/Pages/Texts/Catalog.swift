/// Every word the pages say in one language, one area a file.
///
/// A language is whole or does not compile: each area is a struct whose members must all be given.
struct Catalog: Sendable {
    let format: FormatText
    let layout: LayoutText
    let overview: OverviewText
    let activity: ActivityText
    let message: MessageText
}

extension Catalog {
    static let english = Catalog(
        format: .english, layout: .english, overview: .english, activity: .english, message: .english)
}
