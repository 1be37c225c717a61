import Values

/// Messages that wait for a rule to let them go, the first to go first.
public struct HeldModel: Sendable {
    /// From the query `flow`; nil for all.
    public var flowID: String?
    public var flows: [MessagesModel.FlowChoice]
    public var rows: [Row]
    public var paging: Paging

    public init(
        flowID: String? = nil, flows: [MessagesModel.FlowChoice] = [], rows: [Row], paging: Paging
    ) {
        self.flowID = flowID
        self.flows = flows
        self.rows = rows
        self.paging = paging
    }

    public struct Row: Sendable {
        public var id: String
        /// From 1.
        public var rank: Int
        public var subject: String?
        public var person: PersonName
        public var flowID: String
        public var flowName: String
        /// The step's id.
        public var step: String
        public var reason: MessageReason
        /// When it is asked again; nil where nobody can say.
        public var until: Instant?
        /// When it is too old to be sent.
        public var expires: Instant
        /// What it is expected to bring in; nil where nothing was measured yet.
        public var value: MoneyAmount?
        /// From what that is told; nil where nothing was measured yet.
        public var why: Why?
        /// Of its flow, as flow files call it.
        public var priority: String

        public init(
            id: String, rank: Int, subject: String?, person: PersonName, flowID: String, flowName: String,
            step: String, reason: MessageReason, until: Instant?, expires: Instant, value: MoneyAmount? = nil,
            why: Why? = nil, priority: String = "normal"
        ) {
            self.id = id
            self.rank = rank
            self.subject = subject
            self.person = person
            self.flowID = flowID
            self.flowName = flowName
            self.step = step
            self.reason = reason
            self.until = until
            self.expires = expires
            self.value = value
            self.why = why
            self.priority = priority
        }
    }

    /// What an expected value is told from.
    public struct Why: Sendable {
        /// After messages of the flow.
        public var orders: Int
        public var sent: Int
        /// Of all flows together.
        public var allOrders: Int
        public var allSent: Int
        /// The average of those orders.
        public var order: MoneyAmount
        public var measuredAt: Instant

        public init(
            orders: Int, sent: Int, allOrders: Int, allSent: Int, order: MoneyAmount, measuredAt: Instant
        ) {
            self.orders = orders
            self.sent = sent
            self.allOrders = allOrders
            self.allSent = allSent
            self.order = order
            self.measuredAt = measuredAt
        }
    }

    /// What the page says after one was dropped.
    public static func dropped(in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.held.dropped)
    }
}

public enum HeldView {
    public static func render(_ model: HeldModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.held
        return Layout.console(title: text.title, room: .messages, in: context) { html in
            html.wayBack(to: Route.messages, context.catalog.layout.messages)
            html.pageHead(text.title, detail: text.detail)
            html.filters(on: Route.heldMessages, clearable: model.flowID != nil, in: context) { html in
                html.choice(
                    "flow", label: text.flow, selected: model.flowID ?? "",
                    choices: [Choice(value: "", words: context.catalog.message.anyFlow)]
                        + model.flows.map { Choice(value: $0.id, words: $0.name) })
            }
            html(.section, .class("card")) { html in
                if model.rows.isEmpty {
                    html.emptyState(.clock, title: text.none, help: text.noneHelp)
                } else {
                    rows(model, in: context, to: &html)
                }
            }
            html.pager(
                model.paging, on: Route.heldMessages, query: Query().adding("flow", model.flowID), in: context)
        }
    }

    private static func rows(_ model: HeldModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.held
        let columns: [Column] = [
            Column(text.message), Column(text.person), Column(text.why), .number(text.expires), .number(text.value),
            .number(text.actions),
        ]
        html.table(columns, caption: text.title) { html in
            for row in model.rows {
                html.row { html in
                    html.cell { message(row, in: context, to: &$0) }
                    html.cell { $0(.a, .href(Route.customer(row.person.id)), text: row.person.title(in: context)) }
                    html.cell { html in
                        html(.span, .class("line"), text: context.catalog.message.reason(row.reason, context))
                        if let until = row.until {
                            html(.small, .class("muted line")) { html in
                                html.text(text.again + " ")
                                html.time(until, .relative, in: context)
                            }
                        }
                    }
                    html.cell { $0.time(row.expires, .relative, in: context) }
                    html.cell { worth(row, in: context, to: &$0) }
                    html.cell { drop(row, in: context, to: &$0) }
                }
            }
        }
    }

    private static func worth(_ row: HeldModel.Row, in context: PageContext, to html: inout HTML) {
        let (text, format) = (context.catalog.held, context.format)
        html(.span, .class("line"), text: row.value.map { format.money($0) } ?? format.text.unknown)
        if row.priority != "normal" {
            html(.small, .class("muted line"), text: text.priority(row.priority))
        }
        guard let why = row.why else { return }
        html(
            .small, .class("muted line"),
            text: text.worthWhy(
                format.count(why.orders), format.count(why.sent), format.count(why.allOrders),
                format.count(why.allSent), format.money(why.order)))
    }

    private static func message(_ row: HeldModel.Row, in context: PageContext, to html: inout HTML) {
        html(.span, .class("subject")) { html in
            html(.span, .class("rank"), text: context.format.count(row.rank))
            html(.span, .class("person-words")) { html in
                html(
                    .a, .class("strong"), .href(Route.message(row.id)),
                    text: row.subject ?? context.catalog.message.noSubject)
                html(.small, .class("muted"), text: row.flowName + " · " + row.step)
            }
        }
    }

    private static func drop(_ row: HeldModel.Row, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.held
        html.ask(text.drop, class: "button small", title: text.dropReally, help: [text.dropHelp]) { html in
            html.postForm(to: Route.heldDrop(row.id), in: context) { html in
                html(.button, .class("button danger small"), .type("submit"), text: text.drop)
            }
        }
    }
}
