import Values

/// The list of pools.
public enum CouponsView {
    public static func render(_ model: CouponsModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.coupon
        return Layout.console(title: text.title, room: .coupons, in: context) { html in
            html.pageHead(text.title, detail: text.detail)
            html(.div, .class("split")) { html in
                html(.section, .class("card")) { html in
                    if model.pools.isEmpty {
                        html.emptyState(.ticket, title: text.none, help: text.noneHelp)
                    } else {
                        rows(model, in: context, to: &html)
                    }
                }
                CouponForm(upload: model.upload, pool: nil, context: context).write(&html)
            }
        }
    }

    private static func rows(_ model: CouponsModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.coupon
        let format = context.format
        let columns: [Column] = [
            Column(text.pool), .number(text.left), .number(text.held), .number(text.given), .number(text.perDay),
        ]
        html.table(columns, caption: text.title) { html in
            for pool in model.pools {
                html.row { html in
                    html.cell { html in
                        html(.span, .class("flow-name")) { html in
                            html(.a, .class("strong"), .href(Route.couponPool(pool.name)), text: pool.name)
                            if !pool.flows.isEmpty {
                                html(
                                    .small, .class("muted"),
                                    text: pool.flows.map(\.name).joined(separator: ", "))
                            }
                            if let words = pool.warning(in: context) {
                                html(.small, .class("warning"), .tone(pool.tone)) { html in
                                    html.icon(.warning)
                                    html.text(words)
                                }
                            }
                        }
                    }
                    html.cell(text: format.count(pool.left))
                    html.cell(text: format.count(pool.held))
                    html.cell(text: format.count(pool.given))
                    html.cell(text: format.rate(pool.perDay))
                }
            }
        }
    }
}

extension CouponsModel.Pool {
    /// Within this a pool that runs dry is worth a warning: time enough to fill it after a weekend.
    private static let warnsWithin = TimeSpan.days(7)

    /// Of its warning.
    var tone: Tone { left == 0 && !isMade ? .bad : .warn }

    /// Nil where all is well.
    func warning(in context: PageContext) -> String? {
        let text = context.catalog.coupon
        if isMade { return text.isMade }
        if left == 0 { return text.isDry }
        guard let runsDry, runsDry - context.now < Self.warnsWithin else { return nil }
        return text.runsDry(context.format.relative(runsDry))
    }
}

/// The form that adds codes: to a new pool by its name, or to the one whose page it stands on.
struct CouponForm {
    let upload: CouponUpload
    let pool: String?
    let context: PageContext

    private var text: CouponText { context.catalog.coupon }

    func write(_ html: inout HTML) {
        html(.section, .class("card"), .id("add-codes")) { html in
            html.cardHead(pool == nil ? text.newPool : text.addCodes)
            html.postForm(to: pool.map(Route.couponCodes) ?? Route.coupons, class: "stacked", in: context) { html in
                if pool == nil {
                    html.field(
                        FormField(
                            name: "pool", label: text.poolName, value: upload.pool, autocomplete: "off",
                            help: text.poolNameHelp,
                            problem: upload.problem == .poolMissing ? text.problem(.poolMissing) : nil))
                }
                codes(&html)
                html(.button, .class("button primary"), .type("submit"), text: text.add)
            }
        }
    }

    private func codes(_ html: inout HTML) {
        let problem = upload.problem.flatMap { $0 == .poolMissing ? nil : text.problem($0) }
        html(.label, .class("field")) { html in
            html(.span, .class("field-name"), text: text.codes)
            html(
                .textarea, .class("code-area"), .name("codes"), .named("rows", 8), .named("spellcheck", "false"),
                .named("maxlength", CouponUpload.longest), .flag("data-file-text"),
                Attribute("aria-invalid", problem == nil ? .absent : .fixed("true")), text: upload.codes)
            html(.small, text: text.codesHelp)
            if let problem { html(.small, .class("field-problem"), text: problem) }
        }
        // A module reads the file into the field above; without one the codes are pasted.
        html(.label, .class("field"), .flag("data-file-field"), .flag("hidden")) { html in
            html(.span, .class("field-name"), text: text.file)
            html.void(.input, .type("file"), .named("accept", ".csv,.txt,text/plain,text/csv"))
        }
    }
}
