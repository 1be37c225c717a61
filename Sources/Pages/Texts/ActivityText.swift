/// The sentences of the live feed.
struct ActivityText: Sendable {
    let somebody: String
    let sentence: @Sendable (_ kind: Activity.Kind, _ person: String, _ text: Catalog, _ format: Formatter) -> String
}
