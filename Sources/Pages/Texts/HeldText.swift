/// Messages that wait for a rule to let them go.
struct HeldText: Sendable {
    let title: String
    let detail: String
    let none: String
    let noneHelp: String
    let see: String
    let message: String
    let person: String
    let flow: String
    let why: String
    let again: String
    let expires: String
    let value: String
    let priority: @Sendable (_ name: String) -> String
    let worthWhy:
        @Sendable (_ orders: String, _ sent: String, _ allOrders: String, _ allSent: String, _ order: String) -> String
    let actions: String
    let drop: String
    let dropReally: String
    let dropHelp: String
    let dropped: String
}
