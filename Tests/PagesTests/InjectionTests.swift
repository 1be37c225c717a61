import Testing
import Values

@testable import Pages

@Suite("no text of a model becomes markup")
struct InjectionTests {
    static let hostile = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;"
    private static let now = PagesSamples.now

    private static var context: PageContext {
        var context = PagesSamples.context("/console?\(hostile)")
        context.userName = hostile
        context.csrfToken = hostile
        context.workspaceName = hostile
        context.notice = Notice(isProblem: true, text: hostile)
        return context
    }

    private static let pages: [SamplePage] = [
        .init(name: "overview", path: "") { OverviewView.render(overview, in: $0) },
        .init(name: "customers", path: "") { CustomersView.render(customers, in: $0) },
        .init(name: "customer", path: "") { CustomerView.render(customer, in: $0) },
        .init(name: "ready segments", path: "") {
            ReadySegmentsView.render(
                ReadySegmentsModel(
                    rows: [nil, hostile].map {
                        .init(
                            slug: hostile, name: hostile, about: hostile, text: hostile, sentence: hostile,
                            installedID: $0)
                    }), in: $0)
        },
        .init(name: "measures", path: "") { context in
            var model = PagesSamples.segment
            model.measures = .init(
                ranks: [.init(text: hostile, threshold: hostile), .init(text: hostile, threshold: nil)],
                edges: [.monetary: [.number(hostile)]], snapshot: 1, takenAt: now, nextAt: now)
            return SegmentView.render(model, in: context)
        },
        .init(name: "standing", path: "") { context in
            var model = PagesSamples.customer
            let one = CustomerModel.Standing.Membership(id: hostile, name: hostile, since: now)
            model.standing = .init(
                segments: [one], lists: [one], tags: [one], stage: hostile,
                scores: [.init(name: hostile, points: hostile)], asked: hostile)
            return CustomerView.render(model, in: context)
        },
        .init(name: "messages", path: "") { MessagesView.render(messages, in: $0) },
        .init(name: "message", path: "") { MessageView.render(message(.html), in: $0) },
        .init(name: "message-plain", path: "") { MessageView.render(message(.plain), in: $0) },
        .init(name: "message-source", path: "") { MessageView.render(message(.source), in: $0) },
        .init(name: "rejected", path: "") { RejectedView.render(rejected, in: $0) },
        .init(name: "catalog", path: "") { ProductsView.render(products, in: $0) },
        .init(name: "product", path: "") { ProductView.render(product, in: $0) },
        .init(name: "flows", path: "") { FlowsView.render(flows, in: $0) },
        .init(name: "account", path: "") { AccountView.render(account, in: $0) },
        .init(name: "password", path: "") {
            PasswordView.render(.init(holder: .init(name: hostile, email: hostile), token: hostile), in: $0)
        },
        .init(name: "sign-in", path: "") { SignInView.render(.init(email: hostile, back: hostile), in: $0) },
        .init(name: "first-start", path: "") {
            FirstStartView.render(.init(workspace: hostile, name: hostile, email: hostile), in: $0)
        },
        .init(name: "unsubscribe", path: "") {
            UnsubscribeView.render(
                .init(shopName: hostile, maskedAddress: hostile, channel: .email, action: hostile), in: $0)
        },
        .init(name: "unsubscribed", path: "") {
            UnsubscribedView.render(
                .init(shopName: hostile, maskedAddress: hostile, channel: .sms, resubscribeAction: hostile), in: $0)
        },
        .init(name: "error", path: "") { ErrorView.render(.init(kind: .failure, reference: hostile), in: $0) },
    ]

    private static let products = ProductsModel(
        search: hostile,
        rows: [
            .init(
                id: hostile, productID: hostile, title: hostile, brand: hostile, variants: 1, price: hostile,
                stock: .soldOut, isFromEvents: true, changedAt: now)
        ], paging: Paging(older: hostile))

    private static let product = ProductModel(
        id: hostile, productID: hostile, title: hostile, brand: hostile, categories: [hostile],
        url: "https://my.shop/" + hostile, isFromEvents: true,
        variants: [.init(title: hostile, sku: hostile, price: hostile, comparedPrice: hostile, stock: .unknown)],
        changes: [.init(at: now, variant: hostile, isPrice: true, before: hostile, after: hostile)],
        people: [.init(person: .init(id: hostile, name: hostile, email: hostile), at: now)])

    @Test(
        "whatever a page is given, its only script is our own and no handler appears",
        arguments: pages + HostileFlow.pages + HostileLabels.pages)
    func escaped(page: SamplePage) {
        let text = page.text(in: Self.context)
        let scripts = text.components(of: "<script")
        let pictures = text.components(of: "<img")
        let shown = text.components(of: "&lt;script&gt;alert(1)&lt;/script&gt;")
        #expect(scripts == 1)
        #expect(pictures == 0)
        #expect(shown >= 2)
        // With the values of attributes taken out, no tag may have gained one.
        let strays = text.replacing(/"[^"]*"/, with: "\"\"").matches(of: /<[a-z][^>]*\sonerror=/).count
        #expect(strays == 0)
    }

    @Test("the live payload stays JSON, on one line")
    func payload() throws {
        let bytes = Self.overview.livePayload(after: nil, in: Self.context)
        let json = try JSON.parse(bytes)
        #expect(json["feed"]?[0]?["text"]?.string?.contains(Self.hostile) == true)
        let results = SearchResults(customers: Self.customers.rows).payload(in: Self.context)
        #expect(try JSON.parse(results)["results"]?[0]?["title"]?.string == Self.hostile)
    }

    private static let account = AccountModel(
        name: hostile, email: hostile, hasPassword: true, browsers: 1,
        colleagues: [
            .init(id: hostile, name: hostile, email: hostile, lastSignIn: now, hasPassword: true, isYou: false)
        ],
        invitation: .init(name: hostile, email: hostile),
        link: .init(name: hostile, email: hostile, address: hostile, days: 1))

    private static let overview: OverviewModel = {
        var model = PagesSamples.overview
        model.health.databaseName = hostile
        model.health.outbox = .provider(hostile)
        model.flows = [.init(id: hostile, name: hostile, underWay: 1, sent: 1, goalReached: 1)]
        model.counters.revenueRecovered.currency = hostile
        model.activity = [
            Activity(
                id: 1, at: now, person: hostile, customerID: hostile,
                kind: .messageSent(id: hostile, subject: hostile))
        ]
        return model
    }()

    private static let customers = CustomersModel(
        search: hostile,
        rows: [
            .init(
                id: hostile, name: hostile, email: hostile, lastSeen: now, orders: 1, spent: nil,
                emailConsent: .given, journeysUnderWay: 1)
        ],
        paging: Paging(newer: hostile, older: hostile, total: 1))

    private static let customer: CustomerModel = {
        var model = PagesSamples.customer
        (model.id, model.name, model.email) = (hostile, hostile, hostile)
        model.identities = [.init(kind: .userID, value: hostile)]
        model.consents = [.init(channel: .email, state: .given, source: hostile, since: now)]
        model.properties = [.init(name: hostile, value: hostile, source: hostile, setAt: now)]
        model.paging = Paging(newer: hostile, older: hostile)
        model.journeys = [
            .init(flowID: hostile, flowName: hostile, startedAt: now, nextStep: hostile, nextAt: nil)
        ]
        model.conditions = [.init(name: hostile, holds: true, until: now, because: hostile)]
        let kinds: [TimelineEntry.Kind] = [
            .event(name: hostile, details: [.init(name: hostile, value: hostile)]),
            .message(
                .init(
                    id: hostile, subject: hostile, channel: .email, state: .refused, flowName: hostile,
                    reason: .words(hostile))),
            .step(
                flowID: hostile, flowName: hostile, .propertySet(name: hostile, value: hostile), because: hostile),
            .step(flowID: hostile, flowName: hostile, .branch(hostile), because: nil),
            .consent(.email, .given, source: hostile),
        ]
        model.timeline = kinds.map { TimelineEntry(at: now, kind: $0) }
        return model
    }()

    private static let messages = MessagesModel(
        filter: .init(search: hostile, flowID: hostile), flows: [.init(id: hostile, name: hostile)],
        rows: [
            .init(
                id: hostile, subject: hostile, to: hostile, customerID: hostile, flowName: hostile, channel: .email,
                state: .failed, reason: .provider(answer: hostile), at: now)
        ],
        paging: Paging(newer: hostile, older: hostile))

    private static func message(_ part: MessageModel.Part) -> MessageModel {
        var model = PagesSamples.message(part: part)
        (model.id, model.subject, model.from, model.to) = (hostile, hostile, hostile, hostile)
        (model.customerID, model.customerName) = (hostile, hostile)
        model.flow = .init(flowID: hostile, flowName: hostile, stepName: hostile)
        model.body = .init(plainText: hostile, source: hostile)
        model.reason = .goalReached(goal: hostile)
        model.headers = [.init(name: hostile, value: hostile)]
        model.links = [.init(address: "javascript:" + hostile, clicks: 1)]
        return model
    }

    private static let rejected = RejectedModel(
        reason: hostile, reasons: [.init(code: hostile, count: 1)],
        rows: [.init(id: hostile, at: now, code: hostile, explanation: hostile, sourceKey: hostile, raw: hostile)],
        paging: Paging(newer: hostile))

    private static let flows = FlowsModel(rows: [
        .init(
            id: hostile, name: hostile, state: .live, trigger: hostile, figures: PagesSamples.flow.figures,
            warnings: [hostile], steps: HostileFlow.steps)
    ])
}
