public enum SignInView {
    public static func render(_ model: SignInModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.account
        return PlainLayout.page(title: text.signIn, brand: context.catalog.layout.product, in: context) { html in
            html(.h1, text: text.signIn)
            html(.p, .class("muted"), text: text.signInTo(context.workspaceName))
            if let problem = model.problem {
                html.notice(Notice(isProblem: true, text: text.problem(problem, context.format)))
            }
            html.postForm(to: Route.signIn, class: "stacked", in: context) { html in
                html.void(.input, .type("hidden"), .name("back"), .value(model.back))
                html.field(
                    FormField(
                        name: "email", label: text.email, type: "email", value: model.email,
                        autocomplete: "username", isFirst: model.email.isEmpty))
                html.field(
                    FormField(
                        name: "password", label: text.password, type: "password", autocomplete: "current-password",
                        isFirst: !model.email.isEmpty))
                html(.button, .class("button primary"), .type("submit"), text: text.signIn)
            }
        }
    }
}

public enum FirstStartView {
    public static func render(_ model: FirstStartModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.account
        return PlainLayout.page(title: text.firstStart, brand: context.catalog.layout.product, in: context) { html in
            html(.h1, text: text.firstStart)
            html(.p, .class("muted"), text: text.firstStartHelp)
            html.postForm(to: Route.firstStart, class: "stacked", in: context) { html in
                for field in fields(model, text) { html.field(field) }
                html(.button, .class("button primary"), .type("submit"), text: text.createAccount)
            }
        }
    }

    private static func fields(_ model: FirstStartModel, _ text: AccountText) -> [FormField] {
        func problem(_ problem: FirstStartModel.Problem, _ words: String) -> String? {
            model.problems.contains(problem) ? words : nil
        }
        return [
            FormField(
                name: "workspace", label: text.storeName, value: model.workspace, autocomplete: "organization",
                problem: problem(.workspaceMissing, text.workspaceMissing), isFirst: true),
            FormField(
                name: "name", label: text.yourName, value: model.name, autocomplete: "name",
                problem: problem(.nameMissing, text.nameMissing)),
            FormField(
                name: "email", label: text.email, type: "email", value: model.email, autocomplete: "username",
                problem: problem(.emailInvalid, text.emailInvalid)),
            FormField(
                name: "password", label: text.password, type: "password", autocomplete: "new-password",
                minimumLength: FirstStartModel.shortestPassword,
                help: text.passwordHelp(FirstStartModel.shortestPassword),
                problem: problem(.passwordTooShort, text.passwordTooShort)),
        ]
    }
}
