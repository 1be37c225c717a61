/// What of the store's data is counted as absent, or never came.
struct QualityText: Sendable {
    let tabs: String
    let title: String
    let detail: String
    let about: @Sendable (_ count: String) -> String
    let amountsLooked: @Sendable (_ count: String) -> String
    let customersLooked: @Sendable (_ count: String) -> String
    let currencies: String
    let currenciesHelp: @Sendable (_ workspace: String?) -> String
    let currenciesFine: String
    let currency: String
    let amounts: String
    let event: String
    let newest: String
    let zones: String
    let zonesHelp: @Sendable (_ count: String, _ zone: String) -> String
    let zonesFine: String
    let zone: String
    let names: String
    let namesHelp: String
    let namesFine: String
    let name: String
    let kind: String
    let kindName: @Sendable (QualityModel.NameRow.Kind) -> String
    let nearest: @Sendable (_ name: String) -> String
    let more: @Sendable (_ count: String) -> String
    let rejectedFine: String
}
