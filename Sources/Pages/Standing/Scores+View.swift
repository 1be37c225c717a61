import Values

/// Scores, each with what gives points to it.
public enum ScoresView {
    public static func render(_ model: ScoresModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.standing
        return Layout.console(title: text.scores, room: .segments, in: context) { html in
            html.pageHead(text.scores, detail: text.scoresDetail) { html in
                html(.a, .class("button primary"), .href(Route.newRule(.points))) { html in
                    html.icon(.plus)
                    html.text(text.newPoints)
                }
            }
            html.peopleTabs(.scores, in: context)
            if model.scores.isEmpty {
                html(.section, .class("card")) { html in
                    html.emptyState(
                        .plusMinus, title: text.noScores, help: text.noScoresHelp,
                        link: (Route.newRule(.points), text.newPoints))
                }
            }
            for score in model.scores { card(score, in: context, to: &html) }
            if !model.isExact { html(.p, .class("muted small-words"), text: text.reckoned) }
        }
    }

    private static func card(_ score: ScoresModel.Score, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.standing
        let format = context.format
        html(.section, .class("card")) { html in
            html.cardHead(
                score.name.isEmpty ? text.unnamed : score.name,
                detail: text.standing(
                    format.count(score.people), score.average.rounded, score.highest.rounded))
            let columns: [Column] = [
                Column(text.rule), .number(text.points), Column(text.fading), .number(text.people),
            ]
            html.table(columns, caption: score.name.isEmpty ? text.unnamed : score.name) { html in
                for rule in score.rules {
                    html.row { html in
                        html.cell { $0.rule(rule.id, rule.name, rule.about, rule.state, in: context) }
                        html.cell { $0(.strong, text: rule.points.signed) }
                        html.cell { html in
                            html(.small, .class("muted"), text: text.fades(rule.fadesOverDays))
                        }
                        html.cell(text: format.count(rule.people))
                    }
                }
            }
        }
    }
}

extension Number {
    /// With its sign, since points may be taken away.
    var signed: String { self > .zero ? "+" + description : description.replacing("-", with: "−") }

    /// To one decimal: averages of points are no more exact than that.
    var rounded: String { Number((double * 10).rounded() / 10).description }
}
