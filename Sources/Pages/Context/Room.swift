/// A room of the console: one entry of its navigation.
enum Room: Sendable, CaseIterable {
    case overview, customers, segments, messages, flows, tasks, coupons, catalog, rejected, settings

    var path: String {
        switch self {
        case .overview: Route.overview
        case .customers: Route.customers
        case .segments: Route.segments
        case .messages: Route.messages
        case .flows: Route.flows
        case .tasks: Route.tasks
        case .coupons: Route.coupons
        case .catalog: Route.catalog
        case .rejected: Route.rejected
        case .settings: Route.settings
        }
    }

    var icon: Icon {
        switch self {
        case .overview: .overview
        case .customers: .people
        case .segments: .segment
        case .messages: .mail
        case .flows: .flow
        case .tasks: .checkSquare
        case .coupons: .ticket
        case .catalog: .cart
        case .rejected: .rejected
        case .settings: .sliders
        }
    }

    func title(_ text: LayoutText) -> String {
        switch self {
        case .overview: text.overview
        case .customers: text.customers
        case .segments: text.segments
        case .messages: text.messages
        case .flows: text.flows
        case .tasks: text.tasks
        case .coupons: text.coupons
        case .catalog: text.catalog
        case .rejected: text.rejected
        case .settings: text.settings
        }
    }

    /// What fits under a picture where ten rooms stand side by side on a phone.
    func shortTitle(_ text: LayoutText) -> String {
        switch self {
        case .overview: text.overviewShort
        case .customers: text.customersShort
        case .rejected: text.rejectedShort
        case .segments, .messages, .flows, .tasks, .coupons, .catalog, .settings: title(text)
        }
    }
}
