import Values

@testable import Pages

extension PagesSamples {
    static let settings = SettingsModel(
        shop: .init(values: [
            .name: "Juniper & Oak", .url: "https://juniper.example", .sender: "hello@juniper.example",
            .zone: "Europe/Berlin", .currency: "EUR", .postalAddress: "Juniper & Oak, 1 Example Street, Berlin",
        ]),
        hours: .init(
            opens: "09:00", closes: "20:00", keepsUsual: true,
            countries: [.init(code: "DE", opens: "10:00", closes: "19:00", onSundays: false)],
            usual: [
                .init(
                    hours: .init(code: "FR", opens: "08:00", closes: "22:00", onSundays: false),
                    source: "French operators: Monday to Saturday, 8 to 22 o’clock"),
                .init(hours: .init(code: "GB", opens: "09:00", closes: "20:00"), source: "Providers of text messages"),
            ]),
        caps: .init(
            perDay: "1",
            rows: [.init(most: "4", days: "7"), .init(scope: "topic", topic: "Reminders", most: "1", days: "2")]),
        exclusions: [
            .init(name: "staff", condition: "tagged(\"staff\")"),
            .init(
                name: "open ticket",
                condition:
                    "count(\"Ticket Opened\", last: 30 days) > count(\"Ticket Closed\", last: 30 days) or any(\"Ticket Reopened\", last: 30 days)"
            ),
        ],
        missing: [.init(name: "recent buyers", condition: "any(\"Order Completed\", last: 3 days)")],
        changes: [
            .init(
                author: "Mira Holm", at: ago(.minutes(4)),
                fields: [
                    .init(name: "marketing_opens_at", before: "08:00", after: "09:00"), .init(name: "hours_by_country"),
                ]),
            .init(
                author: "command line", at: ago(.days(3)),
                fields: [.init(name: "reply_to", after: "us@juniper.example")]),
        ])

    static var settingsProblem: SettingsModel {
        var model = settings
        model.caps.perDay = "many"
        model.problem = .init(part: .caps, text: "Messages a day are “many”; expected 0 or more.")
        return model
    }

    static let start = FlowStartModel(
        head: FlowHead(
            id: "early-access", name: "Early access", about: "Lets chosen customers in before everybody else.",
            state: .live, version: 3, startsByHand: true),
        groups: ["At risk", "Newsletter", "VIP"], choice: .init(cause: "c-1", with: "collection: Autumn"))

    static let settingPages: [SamplePage] = [
        .init(name: "settings", path: Route.settings) { SettingsView.render(settings, in: $0) },
        .init(name: "settings-problem", path: Route.settings) { SettingsView.render(settingsProblem, in: $0) },
        .init(name: "settings-stopped", path: Route.settings) { context in
            var (model, context) = (settings, context)
            model.isMarketingStopped = true
            context.isMarketingStopped = true
            return SettingsView.render(model, in: context)
        },
        .init(name: "flow-start", path: Route.flowStart("early-access")) { FlowStartView.render(start, in: $0) },
        .init(name: "flow-start-counted", path: Route.flowStart("early-access")) { context in
            var model = start
            model.choice.audience = .group
            model.choice.group = "VIP"
            model.preview = .init(
                people: 1_284, enter: 901,
                refused: [
                    .init(reason: "it is for others only", people: 371),
                    .init(reason: "it is entered once per 7 days", people: 12),
                ])
            return FlowStartView.render(model, in: context)
        },
        .init(name: "flow-start-problem", path: Route.flowStart("early-access")) { context in
            var model = start
            model.choice.people = "bo@example.com"
            model.problem = "Nobody is known as bo@example.com."
            return FlowStartView.render(model, in: context)
        },
        .init(name: "settings-sending", path: Route.settings) { context in
            var model = settings
            model.sending = .init(isOn: true, hasServer: true, unsent: .init(waiting: 12, inOutbox: 340))
            return SettingsView.render(model, in: context)
        },
        .init(name: "overview-unsent", path: Route.overview) { context in
            var model = overview
            model.unsent = .init(waiting: 12, inOutbox: 10_000, most: 10_000)
            return OverviewView.render(model, in: context)
        },
        .init(name: "overview-stopped", path: Route.overview) { context in
            var context = context
            context.isMarketingStopped = true
            return OverviewView.render(overview, in: context)
        },
    ]
}
