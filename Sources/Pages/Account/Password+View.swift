/// The page behind a link that was handed over: its owner chooses a password.
public enum PasswordView {
    public static func render(_ model: PasswordModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.colleague
        let title = model.holder == nil ? text.linkOver : text.choosePassword
        return PlainLayout.page(title: title, brand: context.catalog.layout.product, in: context) { html in
            html(.h1, text: title)
            guard let holder = model.holder else {
                html(.p, .class("muted"), text: text.linkOverHelp)
                html(.a, .class("button"), .href(Route.signIn), text: context.catalog.account.signIn)
                return
            }
            html(.p, .class("muted"), text: text.chooseFor(holder.name, holder.email))
            html.postForm(to: Route.password, class: "stacked", in: context) { html in
                let account = context.catalog.account
                html.void(.input, .type("hidden"), .name("token"), .value(model.token))
                html.void(
                    .input, .type("text"), .name("username"), .value(holder.email), .named("autocomplete", "username"),
                    .flag("hidden"))
                html.field(
                    FormField(
                        name: "password", label: text.newPassword, type: "password", autocomplete: "new-password",
                        minimumLength: FirstStartModel.shortestPassword,
                        help: account.passwordHelp(FirstStartModel.shortestPassword),
                        problem: model.isTooShort ? account.passwordTooShort : nil, isFirst: true))
                html(.button, .class("button primary"), .type("submit"), text: text.choose)
            }
        }
    }
}
