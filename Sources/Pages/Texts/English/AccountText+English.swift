extension AccountText {
    static let english = AccountText(
        signIn: "Sign in",
        signInTo: { "to \($0)" },
        email: "E-mail address",
        password: "Password",
        problem: { problem, format in
            switch problem {
            case .wrongPassword: "The address and the password don’t belong together. Please try again."
            case .tooManyTries(let wait): "Too many tries. Please wait \(format.length(wait)) and try again."
            case .sessionExpired: "You were signed out after a time without use. Please sign in again."
            }
        },
        firstStart: "Welcome to Cartwheel",
        firstStartHelp: "Make the account you will sign in with. It stays on this machine.",
        storeName: "Name of your store",
        yourName: "Your name",
        passwordHelp: { "At least \($0) characters; a short sentence is good." },
        createAccount: "Create account and begin",
        workspaceMissing: "Your customers will read this name: please give one.",
        nameMissing: "Please give a name.",
        emailInvalid: "This is not an e-mail address. It looks like name@shop.example.",
        passwordTooShort: "This password is too short.")
}
