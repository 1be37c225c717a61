import Values

/// What stands beside a backtest's tables.
extension BacktestReportPart {
    func differences(_ html: inout HTML) {
        guard !result.differences.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.against)
            html(.table, .class("plain wide-table")) { html in
                html(.thead) { html in
                    html(.tr) { html in
                        html(.th, .scope("col")) { $0(.span, .class("unseen"), text: text.totals) }
                        for name in [text.live, text.draft, text.difference] {
                            html(.th, .scope("col"), .class("number"), text: name)
                        }
                    }
                }
                html(.tbody) { html in
                    for row in result.differences { difference(row, &html) }
                }
            }
        }
    }

    private func difference(_ row: BacktestResult.Difference, _ html: inout HTML) {
        let more = row.draft - row.live
        html(.tr) { html in
            html(.th, .scope("row"), text: text.figure(row.figure))
            html(.td, .class("number"), text: format.count(row.live))
            html(.td, .class("number"), text: format.count(row.draft))
            html(.td, .class("number")) { $0(.strong, text: (more > 0 ? "+" : "") + format.count(more)) }
        }
    }

    func goals(_ html: inout HTML) {
        let goals = result.goals
        html(.section, .class("card")) { html in
            html.cardHead(text.goals, detail: format.count(goals.met))
            html(.p, .class("muted card-intro"), text: text.goalsHelp)
            html(.dl, .class("pairs counts")) { html in
                for (name, count) in [
                    (text.beforeAnyMessage, goals.beforeAnyMessage), (text.afterMessages, goals.afterMessages),
                    (text.afterTheEnd, goals.afterTheEnd),
                ] {
                    html(.dt, text: name)
                    html(.dd, .class("number"), text: format.count(count))
                }
            }
        }
    }

    func boughtAnyway(_ html: inout HTML) {
        let bought = result.boughtAnyway
        guard bought.people > 0 else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.boughtAnyway)
            html(.p, .class("muted card-intro"), text: text.boughtAnywayHelp)
            html(.dl, .class("facts big")) { html in
                html.figure(
                    Figure(
                        name: text.people, value: format.count(bought.people),
                        note: format.share(bought.people, of: result.totals.written)))
                html.figure(Figure(name: text.codesGiven, value: format.count(bought.codes)))
                if !bought.ordered.isEmpty { html.figure(Figure(name: text.ordered, value: money(bought.ordered))) }
                if !bought.discount.isEmpty {
                    html.figure(Figure(name: text.discountGiven, value: money(bought.discount)))
                }
            }
        }
    }

    private func money(_ amounts: [MoneyAmount]) -> String {
        amounts.map { format.money($0, whole: true) }.joined(separator: ", ")
    }

    func coupons(_ html: inout HTML) {
        guard !result.coupons.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.coupons)
            html(.ul, .class("side-list")) { html in
                for coupon in result.coupons {
                    html(.li) { html in
                        html(.a, .class("strong"), .href(Route.couponPool(coupon.pool)), text: coupon.pool)
                        html(
                            .span,
                            text: text.spentOf(format.count(coupon.spent), format.count(coupon.left)))
                        if let day = coupon.runsDry {
                            html(.small, .class("warning"), .tone(.warn)) { html in
                                html.icon(.warning)
                                html.text(text.wouldRunDry(format.dayInSentence(day)))
                            }
                        }
                        if coupon.inVain > 0 {
                            html(.small, .class("muted"), text: text.inVain(format.count(coupon.inVain)))
                        }
                    }
                }
            }
        }
    }

    func distribution(_ html: inout HTML) {
        guard !result.distribution.isEmpty else { return }
        let most = max(1, result.distribution.map { max($0.people, $0.peopleOfAll) }.max() ?? 1)
        html(.section, .class("card")) { html in
            html.cardHead(text.distribution)
            html(.p, .class("legend")) { html in
                legend(.accent, text.ofThisFlow, &html)
                legend(.info, text.ofAllFlows, &html)
            }
            html(.ul, .class("bars shares")) { html in
                for share in result.distribution {
                    html(.li) { html in
                        html(.span, text: text.messagesCount(share.messages, share.isOpen))
                        html(.span, .class("two-bars")) { html in
                            html.bar(Double(share.people * 1000 / most) / 10, tone: .accent)
                            html.bar(Double(share.peopleOfAll * 1000 / most) / 10, tone: .info)
                        }
                        html(.span, .class("number")) { html in
                            html(.span, .title(text.ofThisFlow), text: format.count(share.people))
                            html(
                                .small, .class("muted line"), .title(text.ofAllFlows),
                                text: format.count(share.peopleOfAll))
                        }
                    }
                }
            }
        }
    }

    private func legend(_ tone: Tone, _ words: String, _ html: inout HTML) {
        html(.span) { html in
            html(.span, .class("lamp"), .tone(tone), .hiddenFromReaders)
            html.text(words)
        }
    }

    func caveats(_ html: inout HTML) {
        guard !result.caveats.isEmpty else { return }
        html(.section, .class("card quiet-card")) { html in
            html.cardHead(text.caveats)
            html(.ul, .class("notes")) { html in
                for caveat in result.caveats.prefix(50) { html(.li, text: caveat) }
            }
        }
    }
}
