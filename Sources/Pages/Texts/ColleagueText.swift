/// One's own account, and who else may sign in.
struct ColleagueText: Sendable {
    let title: String
    let detail: @Sendable (_ email: String) -> String
    let colleagues: String
    let colleaguesHelp: String
    let name: String
    let lastSignIn: String
    let never: String
    let waits: String
    let you: String
    let actions: String
    let newLink: String
    let remove: String
    let removeReally: @Sendable (_ name: String) -> String
    let removeHelp: String
    let invite: String
    let inviteHelp: String
    let makeLink: String
    let problem: @Sendable (AccountModel.InviteProblem) -> String
    let handOver: @Sendable (_ name: String) -> String
    let handOverHelp: @Sendable (_ email: String, _ days: Int) -> String
    let link: String
    let copy: String
    let copied: String
    let ownPassword: String
    let ownPasswordHelp: String
    let demoPassword: String
    let currentPassword: String
    let newPassword: String
    let changePassword: String
    let passwordProblem: @Sendable (AccountModel.PasswordProblem, Formatter) -> String
    let browsers: String
    let signedInOn: @Sendable (_ count: Int) -> String
    let signOutEverywhere: String
    let signOutEverywhereHelp: String
    let notice: @Sendable (AccountNotice) -> String
    let choosePassword: String
    let chooseFor: @Sendable (_ name: String, _ email: String) -> String
    let choose: String
    let linkOver: String
    let linkOverHelp: String
}
