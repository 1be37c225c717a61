/// First start and signing in.
struct AccountText: Sendable {
    let signIn: String
    let signInTo: @Sendable (_ workspace: String) -> String
    let email: String
    let password: String
    let problem: @Sendable (_ problem: SignInModel.Problem, _ format: Formatter) -> String
    let firstStart: String
    let firstStartHelp: String
    let storeName: String
    let yourName: String
    let passwordHelp: @Sendable (_ length: Int) -> String
    let createAccount: String
    let workspaceMissing: String
    let nameMissing: String
    let emailInvalid: String
    let passwordTooShort: String
}
