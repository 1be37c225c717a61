import Values

/// One's own account: who else may sign in, one's password, one's browsers.
public enum AccountView {
    public static func render(_ model: AccountModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.colleague
        let page = AccountPage(model: model, context: context)
        return Layout.console(title: text.title, room: nil, in: context) { html in
            html.pageHead(text.title, detail: text.detail(model.email))
            if let link = model.link { page.handOver(link, &html) }
            html(.div, .class("split")) { html in
                html(.div, .class("stack")) { html in
                    page.colleagues(&html)
                    page.invite(&html)
                }
                html(.div, .class("stack")) { html in
                    page.password(&html)
                    page.browsers(&html)
                }
            }
        }
    }
}

struct AccountPage {
    let model: AccountModel
    let context: PageContext

    var text: ColleagueText { context.catalog.colleague }

    /// The link is a secret: it stands in the page once and in no address.
    func handOver(_ link: AccountModel.Link, _ html: inout HTML) {
        html(.section, .class("card hand-over"), .role("status")) { html in
            html.cardHead(text.handOver(link.name))
            html(.div, .class("copy-field")) { html in
                html.void(
                    .input, .type("text"), .flag("readonly"), .label(text.link), .value(link.address),
                    .flag("data-copy-from"))
                html(
                    .button, .type("button"), .class("button"), .flag("data-copy"), .named("data-copied", text.copied),
                    .flag("hidden")
                ) { html in
                    html.icon(.copy)
                    html(.span, text: text.copy)
                }
            }
            html(.p, .class("muted"), text: text.handOverHelp(link.email, link.days))
        }
    }

    func colleagues(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.colleagues, detail: text.colleaguesHelp)
            html.table([Column(text.name), Column(text.lastSignIn), .number(text.actions)], caption: text.colleagues) {
                html in
                for colleague in model.colleagues { row(colleague, &html) }
            }
        }
    }

    private func row(_ colleague: AccountModel.Colleague, _ html: inout HTML) {
        html.row { html in
            html.cell { html in
                html(.span, .class("person")) { html in
                    html.avatar(colleague.name, seed: colleague.email)
                    html(.span, .class("person-words")) { html in
                        html(.strong, text: colleague.name)
                        html(.small, .class("muted"), text: colleague.email)
                    }
                }
            }
            html.cell { html in
                if !colleague.hasPassword, colleague.lastSignIn == nil {
                    html.badge(text.waits, tone: .info)
                } else if let moment = colleague.lastSignIn {
                    html.time(moment, .relative, in: context)
                } else {
                    html.text(text.never)
                }
            }
            html.cell { actions(colleague, &$0) }
        }
    }

    private func actions(_ colleague: AccountModel.Colleague, _ html: inout HTML) {
        if colleague.isYou {
            html.badge(text.you, tone: .plain)
            return
        }
        html(.span, .class("row-actions")) { html in
            html.postForm(to: Route.colleagueLink(colleague.id), in: context) { html in
                html(.button, .class("button small"), .type("submit"), text: text.newLink)
            }
            html(.details, .class("ask")) { html in
                html(.summary, .class("button small"), text: text.remove)
                html(.div, .class("ask-card")) { html in
                    html(.strong, text: text.removeReally(colleague.name))
                    html(.small, .class("muted"), text: text.removeHelp)
                    html.postForm(to: Route.colleagueRemoval(colleague.id), in: context) { html in
                        html(.button, .class("button danger small"), .type("submit"), text: text.remove)
                    }
                }
            }
        }
    }

    func invite(_ html: inout HTML) {
        func problem(_ problems: AccountModel.InviteProblem...) -> String? {
            problems.first { model.invitation.problems.contains($0) }.map(text.problem)
        }
        html(.section, .class("card")) { html in
            html.cardHead(text.invite)
            html(.p, .class("muted card-intro"), text: text.inviteHelp)
            html.postForm(to: Route.colleagues, class: "in-line", in: context) { html in
                html.field(
                    FormField(
                        name: "name", label: text.name, value: model.invitation.name, autocomplete: "off",
                        problem: problem(.nameMissing)))
                html.field(
                    FormField(
                        name: "email", label: context.catalog.account.email, type: "email",
                        value: model.invitation.email, autocomplete: "off",
                        problem: problem(.emailInvalid, .emailTaken, .tooMany)))
                html(.button, .class("button primary"), .type("submit"), text: text.makeLink)
            }
        }
    }

    func password(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.ownPassword)
            guard model.hasPassword else {
                html(.p, .class("muted"), text: text.demoPassword)
                return
            }
            html.postForm(to: Route.ownPassword, class: "stacked", in: context) { html in
                let problem = model.passwordProblem
                let words = problem.map { text.passwordProblem($0, context.format) }
                // Password managers file the new one under it.
                html.void(
                    .input, .type("text"), .name("username"), .value(model.email), .named("autocomplete", "username"),
                    .flag("hidden"))
                html.field(
                    FormField(
                        name: "current", label: text.currentPassword, type: "password",
                        autocomplete: "current-password", problem: problem == .tooShort ? nil : words))
                html.field(
                    FormField(
                        name: "new", label: text.newPassword, type: "password", autocomplete: "new-password",
                        minimumLength: FirstStartModel.shortestPassword,
                        help: context.catalog.account.passwordHelp(FirstStartModel.shortestPassword),
                        problem: problem == .tooShort ? words : nil))
                html(.button, .class("button"), .type("submit"), text: text.changePassword)
                html(.small, .class("muted"), text: text.ownPasswordHelp)
            }
        }
    }

    func browsers(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.browsers)
            html(.p, text: text.signedInOn(model.browsers))
            html.postForm(to: Route.signOutEverywhere, class: "card-action", in: context) { html in
                html(.button, .class("button"), .type("submit"), text: text.signOutEverywhere)
            }
            html(.small, .class("muted"), text: text.signOutEverywhereHelp)
        }
    }
}
