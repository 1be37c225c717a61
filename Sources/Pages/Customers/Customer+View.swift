/// One customer: header, timeline, and beside it what is under way.
public enum CustomerView {
    public static func render(_ model: CustomerModel, in context: PageContext) -> [UInt8] {
        let page = CustomerPage(model: model, context: context)
        return Layout.console(title: page.title, room: .customers, in: context) { html in
            html.wayBack(to: Route.customers, context.catalog.layout.customers)
            page.header(&html)
            html(.div, .class("split customer")) { html in
                html(.section, .class("card"), .label(page.text.timeline)) { page.timeline(&$0) }
                html(.div, .class("stack")) { html in
                    page.journeys(&html)
                    if let why = model.why { html.flowWhyCard(why, on: Route.customer(model.id), in: context) }
                    page.standing(&html)
                    page.consents(&html)
                    page.conditions(&html)
                    page.properties(&html)
                    page.identities(&html)
                }
            }
        }
    }
}

/// The parts of a customer's page.
struct CustomerPage {
    let model: CustomerModel
    let context: PageContext

    var text: CustomerText { context.catalog.customer }
    var title: String { model.name ?? model.email ?? text.visitor }

    func header(_ html: inout HTML) {
        let format = context.format
        html(.section, .class("card who")) { html in
            html.avatar(title, seed: model.id)
            html(.div, .class("who-words")) { html in
                html(.h1, text: title)
                if model.name != nil, let email = model.email { html(.p, .class("muted"), text: email) }
            }
            html(.dl, .class("facts")) { html in
                fact(text.orders, &html) { $0.text(format.count(model.orders)) }
                if let spent = model.spent {
                    fact(text.spent, &html) { $0.text(format.money(spent)) }
                    if model.orders > 1 {
                        let average = MoneyAmount(
                            minorUnits: spent.minorUnits / Int64(model.orders), currency: spent.currency)
                        fact(text.average, &html) { $0.text(format.money(average)) }
                    }
                }
                fact(text.firstSeen, &html) { $0.time(model.firstSeen, .day, in: context) }
                fact(text.lastSeen, &html) { $0.time(model.lastSeen, .relative, in: context) }
            }
        }
    }

    private func fact(_ name: String, _ html: inout HTML, value: (inout HTML) -> Void) {
        html(.div) { html in
            html(.dt, text: name)
            html(.dd, content: value)
        }
    }

    func journeys(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.journeys)
            if model.journeys.isEmpty { html(.p, .class("muted"), text: text.noJourneys) }
            html(.ul, .class("side-list")) { html in
                for journey in model.journeys {
                    html(.li) { html in
                        html(.a, .class("strong"), .href(Route.flow(journey.flowID)), text: journey.flowName)
                        html(.small, .class("muted")) { html in
                            html.text(text.started + " ")
                            html.time(journey.startedAt, .relative, in: context)
                        }
                        next(of: journey, &html)
                    }
                }
            }
        }
    }

    private func next(of journey: CustomerModel.JourneyUnderWay, _ html: inout HTML) {
        html(.p, .class("next")) { html in
            html(.span, .class("next-name"), text: text.next)
            html(.span) { html in
                html.text(journey.nextStep)
                html(.small, .class("muted")) { html in
                    if journey.isPaused {
                        html.text(text.flowPaused)
                    } else if let at = journey.nextAt {
                        html.time(at, .moment, in: context)
                        html.text(", ")
                        html.time(at, .relative, in: context)
                    } else {
                        html.text(text.waitsForEvent)
                    }
                }
            }
        }
    }

    func consents(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.consents)
            html(.ul, .class("side-list")) { html in
                for consent in model.consents {
                    html(.li, .class("side-row")) { html in
                        html(.span, .class("strong"), text: context.catalog.message.channel(consent.channel))
                        html.badge(text.consent(consent.state), tone: consent.state.tone, icon: consent.state.icon)
                        html(.small, .class("muted")) { html in
                            guard let source = consent.source, let since = consent.since else {
                                html.text(text.neverAsked)
                                return
                            }
                            html.text(text.since(source, context.format.dayInSentence(since)))
                        }
                    }
                }
            }
        }
    }

    /// What holds comes first; where there is much else, it is folded away.
    func conditions(_ html: inout HTML) {
        let holding = model.conditions.filter(\.holds)
        let others = model.conditions.filter { !$0.holds }
        html(.section, .class("card")) { html in
            html.cardHead(text.conditions)
            if model.conditions.isEmpty { html(.p, .class("muted"), text: text.noConditions) }
            if others.count <= CustomerPage.othersShown {
                conditions(holding + others, &html)
                return
            }
            if holding.isEmpty {
                html(.p, .class("muted"), text: text.inNone)
            } else {
                conditions(holding, &html)
            }
            html(.details, .class("folded")) { html in
                html(.summary, .class("muted"), text: text.notIn(context.format.count(others.count)))
                conditions(others, &html)
            }
        }
    }

    private static let othersShown = 4

    private func conditions(_ conditions: [CustomerModel.WatchedCondition], _ html: inout HTML) {
        html(.ul, .class("side-list")) { html in
            for condition in conditions {
                html(.li, .class("side-row")) { html in
                    html(.span, .class("strong"), text: condition.name)
                    html.badge(
                        condition.holds ? text.holds : text.fails, tone: condition.holds ? .good : .plain,
                        icon: condition.holds ? .check : .stop)
                    html(.small, .class("muted")) { html in
                        html.text(condition.because)
                        if let until = condition.until {
                            html.text(" · " + text.until + " ")
                            html.time(until, .moment, in: context)
                        }
                    }
                }
            }
        }
    }

    func properties(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.properties)
            if model.properties.isEmpty { html(.p, .class("muted"), text: text.noProperties) }
            html(.dl, .class("pairs")) { html in
                for property in model.properties {
                    html(.dt, text: property.name)
                    html(.dd) { html in
                        html(.span, text: property.value)
                        html(.small, .class("muted")) { html in
                            html.text(text.from(property.source) + ", ")
                            html.time(property.setAt, .relative, in: context)
                        }
                    }
                }
            }
        }
    }

    func identities(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.identities)
            html(.dl, .class("pairs")) { html in
                for identity in model.identities {
                    html(.dt, text: text.identity(identity.kind))
                    html(.dd) { $0(.code, text: identity.value) }
                }
            }
        }
    }
}
