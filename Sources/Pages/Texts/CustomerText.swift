/// Customers: their list and one of them.
struct CustomerText: Sendable {
    let listTitle: String
    let listDetail: String
    let searchLabel: String
    let search: String
    let person: String
    let visitor: String
    let emailConsent: String
    let underWay: String
    let orders: String
    let spent: String
    let average: String
    let firstSeen: String
    let lastSeen: String
    let nobody: String
    let nobodyHelp: String
    let notFound: @Sendable (_ search: String) -> String
    let notFoundHelp: String
    let showAll: String
    let consent: @Sendable (ConsentState) -> String
    let consents: String
    let since: @Sendable (_ source: String, _ day: String) -> String
    let neverAsked: String
    let identities: String
    let identity: @Sendable (CustomerModel.Identity.Kind) -> String
    let properties: String
    let noProperties: String
    let from: @Sendable (_ source: String) -> String
    let timeline: String
    let show: String
    let filter: @Sendable (TimelineFilter) -> String
    let nothingHappened: String
    let nothingHappenedHelp: String
    let journeys: String
    let noJourneys: String
    let started: String
    let next: String
    let waitsForEvent: String
    let flowPaused: String
    let standing: String
    let segments: String
    let lists: String
    let tags: String
    let stage: String
    let score: String
    let scoreNamed: @Sendable (_ name: String) -> String
    let sinceWhen: String
    let why: String
    let whyIn: @Sendable (_ segment: String) -> String
    let conditions: String
    let inNone: String
    let notIn: @Sendable (_ count: String) -> String
    let noConditions: String
    let holds: String
    let fails: String
    let until: String
    let outcome: @Sendable (_ outcome: TimelineEntry.StepOutcome, _ flow: String, _ format: Formatter) -> String
    let because: @Sendable (_ reason: String) -> String
    let consentChanged: @Sendable (_ channel: String, _ state: ConsentState) -> String
    let messageHappened: @Sendable (_ subject: String?, _ state: MessageState) -> String
}
