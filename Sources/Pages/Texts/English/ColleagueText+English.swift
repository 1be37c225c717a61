extension ColleagueText {
    static let english = ColleagueText(
        title: "Account",
        detail: { "Signed in as \($0)" },
        colleagues: "Who may sign in",
        colleaguesHelp: "Everybody here sees and may do everything.",
        name: "Name",
        lastSignIn: "Last sign-in",
        never: "Never",
        waits: "Invited",
        you: "You",
        actions: "Change",
        newLink: "New link",
        remove: "Remove",
        removeReally: { "Remove \($0)?" },
        removeHelp: "They are signed out everywhere at once. What they did stays.",
        invite: "Add a colleague",
        inviteHelp: "You get a link to hand over. Nothing is sent: use whatever you write to each other with.",
        makeLink: "Make the link",
        problem: { problem in
            switch problem {
            case .nameMissing: "Please give a name."
            case .emailInvalid: "This is not an e-mail address. It looks like name@shop.example."
            case .emailTaken: "This address has an account already."
            case .tooMany: "There are as many accounts as there can be. Remove one first."
            }
        },
        handOver: { "Hand this link to \($0)" },
        handOverHelp: { email, days in
            "By it \(email) chooses a password. It is good once, for \(days == 1 ? "a day" : "\(days) days"), "
                + "and shown only now."
        },
        link: "Link",
        copy: "Copy",
        copied: "Copied",
        ownPassword: "Your password",
        ownPasswordHelp: "Changing it signs you out in every other browser.",
        demoPassword: "The demo is entered from this machine alone and has no password.",
        currentPassword: "Password until now",
        newPassword: "New password",
        changePassword: "Change password",
        passwordProblem: { problem, format in
            switch problem {
            case .wrong: "This is not your password until now. Please try again."
            case .tooShort: "The new password is too short, or longer than anybody could remember."
            case .tooManyTries(let wait): "Too many tries. Please wait \(format.length(wait)) and try again."
            }
        },
        browsers: "Your browsers",
        signedInOn: { $0 == 1 ? "You are signed in on this browser alone." : "You are signed in on \($0) browsers." },
        signOutEverywhere: "Sign out everywhere",
        signOutEverywhereHelp: "Use this where a device was lost. You sign in again here, too.",
        notice: { notice in
            switch notice {
            case .passwordChanged: "Your password is changed. Every other browser is signed out."
            case .colleagueRemoved: "They are removed, and signed out everywhere."
            case .lastAccount: "This is the only account. Add another first, or nobody could sign in any more."
            case .colleagueGone: "This account was removed a moment ago."
            }
        },
        choosePassword: "Choose your password",
        chooseFor: { "\($0), you will sign in as \($1)." },
        choose: "Save and sign in",
        linkOver: "This link is over",
        linkOverHelp: "It was used, is out of date, or was cut short. Ask whoever gave it to you for a new one.")
}
