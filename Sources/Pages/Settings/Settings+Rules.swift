/// What marketing keeps to: hours, caps and exclusions, each a list of rows of which an emptied one is taken out.
extension SettingsPage {
    func hours(_ html: inout HTML) {
        form(.hours, title: text.hours, help: text.hoursHelp, &html) { html in
            html(.div, .class("setting-row")) { html in
                input("opens", label: text.opens, value: model.hours.opens, type: "time", &html)
                input("closes", label: text.closes, value: model.hours.closes, type: "time", &html)
            }
            html(.label, .class("tick")) { html in
                html.void(
                    .input, .type("checkbox"), .name("usual"), .value("yes"),
                    .flag("checked", when: model.hours.keepsUsual))
                html(.span, text: text.keepUsual)
            }
            usual(&html)
            html(.h3, text: text.ownHours)
            html(.p, .class("muted"), text: text.ownHoursHelp)
            let blank = [SettingsModel.Country](repeating: .init(), count: SettingsModel.emptyRows)
            for (number, row) in (model.hours.countries + blank).enumerated() { country(row, number, &html) }
        }
    }

    private func usual(_ html: inout HTML) {
        html(.details, .class("folded")) { html in
            html(.summary, text: text.usualHours)
            html.table([Column(text.country), Column(text.hours), Column(text.source)], caption: text.usualHours) {
                html in
                for row in model.hours.usual {
                    html.row { html in
                        html.cell(text: row.hours.code)
                        html.cell(
                            text: "\(row.hours.opens)–\(row.hours.closes)"
                                + (row.hours.onSundays ? "" : ", " + text.notOnSundays))
                        html.cell { $0(.small, .class("muted"), text: row.source) }
                    }
                }
            }
        }
    }

    private func country(_ row: SettingsModel.Country, _ number: Int, _ html: inout HTML) {
        html(.div, .class("setting-row")) { html in
            input("country_\(number)", label: text.country, value: row.code, placeholder: "DE", &html)
            input("opens_\(number)", label: text.opens, value: row.opens, type: "time", &html)
            input("closes_\(number)", label: text.closes, value: row.closes, type: "time", &html)
            html.select(
                "sundays_\(number)", label: text.sundays, selected: row.onSundays ? "yes" : "no",
                choices: [Choice(value: "yes", words: text.yes), Choice(value: "no", words: text.no)])
        }
    }

    func caps(_ html: inout HTML) {
        form(.caps, title: text.caps, help: text.capsHelp, &html) { html in
            html(.div, .class("setting-row")) { html in
                input("per_day", label: text.perDay, value: model.caps.perDay, type: "number", &html)
            }
            html(.h3, text: text.otherCaps)
            html(.p, .class("muted"), text: text.otherCapsHelp)
            let blank = [SettingsModel.Cap](repeating: .init(), count: SettingsModel.emptyRows)
            for (number, row) in (model.caps.rows + blank).enumerated() { cap(row, number, &html) }
        }
    }

    private func cap(_ row: SettingsModel.Cap, _ number: Int, _ html: inout HTML) {
        html(.div, .class("setting-row")) { html in
            input("most_\(number)", label: text.most, value: row.most, type: "number", &html)
            input("days_\(number)", label: text.days, value: row.days, type: "number", &html)
            html.select(
                "scope_\(number)", label: text.scope, selected: row.scope,
                choices: ["all", "email", "sms", "topic"].map { Choice(value: $0, words: text.scopeName($0)) })
            input("topic_\(number)", label: text.topic, value: row.topic, &html)
        }
    }

    func exclusions(_ html: inout HTML) {
        form(.exclusions, title: text.exclusions, help: text.exclusionsHelp, &html) { html in
            let blank = [SettingsModel.Exclusion](repeating: .init(), count: SettingsModel.emptyRows)
            for (number, row) in (model.exclusions + blank).enumerated() {
                html(.div, .class("setting-row rule")) { html in
                    input("name_\(number)", label: text.exclusionName, value: row.name, &html)
                    html(.label, .class("field")) { html in
                        html(.span, .class("field-name"), text: text.condition)
                        html(
                            .textarea, .class("code-area"), .named("name", "condition_\(number)"), .named("rows", 2),
                            .named("spellcheck", "false"), text: row.condition)
                    }
                }
            }
            guard !model.missing.isEmpty else { return }
            html(.fieldset, .class("ways")) { html in
                html(.legend, text: text.usualExclusions)
                for (number, row) in model.missing.enumerated() {
                    html(.label, .class("tick")) { html in
                        html.void(
                            .input, .type("checkbox"), .named("name", "add_\(number)"), .value(row.name))
                        html(.span) { html in
                            html.text(row.name + " ")
                            html(.code, text: row.condition)
                        }
                    }
                }
            }
        }
    }
}
