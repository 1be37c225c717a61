import Values

/// One pool: how long it lasts, and who has its newest codes.
public enum CouponPoolView {
    public static func render(_ model: CouponPoolModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.coupon
        let format = context.format
        let pool = model.pool
        return Layout.console(title: pool.name, room: .coupons, in: context) { html in
            html.wayBack(to: Route.coupons, text.title)
            html.pageHead(pool.name, detail: pool.flows.isEmpty ? text.usedNowhere : nil) { html in
                for flow in pool.flows {
                    html(.a, .class("use"), .href(Route.flow(flow.id))) { html in
                        html.icon(.flow)
                        html(.span, text: flow.name)
                    }
                }
            }
            if let words = pool.warning(in: context) { html.warning(words, tone: pool.tone) }
            html.figures(
                [
                    Figure(name: text.left, value: format.count(pool.left)),
                    Figure(name: text.held, value: format.count(pool.held)),
                    Figure(name: text.given, value: format.count(pool.given)),
                    Figure(
                        name: text.perDay, value: format.rate(pool.perDay),
                        note: pool.runsDry.map { text.until(format.day($0)) }),
                ], label: text.figures)
            html(.div, .class("split")) { html in
                html(.div, .class("stack")) { html in
                    chart(model, in: context, to: &html)
                    assignments(model, in: context, to: &html)
                }
                CouponForm(upload: model.upload, pool: pool.name, context: context).write(&html)
            }
        }
    }

    private static func chart(_ model: CouponPoolModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.coupon
        guard model.perDay.count > 1 else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.givenPerDay)
            html.dayColumns(
                model.perDay, from: model.firstDay, key: "coupons", name: text.givenPerDay, in: context)
        }
    }

    private static func assignments(_ model: CouponPoolModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.coupon
        html(.section, .class("card")) { html in
            html.cardHead(text.assignments)
            guard !model.assignments.isEmpty else {
                html.emptyState(.ticket, title: text.noAssignments, help: text.noAssignmentsHelp)
                return
            }
            let columns: [Column] = [
                Column(text.person), Column(text.code), Column(text.flow), Column(text.state), .number(text.when),
                .number(text.expires),
            ]
            html.table(columns, caption: text.assignments) { html in
                for one in model.assignments {
                    html.row { html in
                        html.cell { $0.person(one.person, in: context) }
                        html.cell { $0(.code, text: one.code) }
                        html.cell { flow(of: one, to: &$0) }
                        html.cell { $0.badge(text.assignmentState(one.state), tone: one.state.tone) }
                        html.cell { $0.time(one.at, .relative, in: context) }
                        html.cell { html in
                            if let end = one.expiresAt {
                                html.time(end, .relative, in: context)
                            } else {
                                html.text(text.noEnd)
                            }
                        }
                    }
                }
            }
        }
        html.pager(model.paging, on: Route.couponPool(model.pool.name), query: Query(), in: context)
    }
    private static func flow(of one: CouponPoolModel.Assignment, to html: inout HTML) {
        guard !one.flowID.isEmpty else { return html.text(one.flowName) }
        html(.a, .href(Route.journey(one.journeyID, of: one.flowID, person: one.person.id)), text: one.flowName)
    }
}
