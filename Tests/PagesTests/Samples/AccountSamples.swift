import Values

@testable import Pages

extension PagesSamples {
    static let account = AccountModel(
        name: "Mira Holm", email: "mira@juniper.example", hasPassword: true, browsers: 2,
        colleagues: [
            .init(
                id: "2", name: "Benedikt Oyelaran", email: "ben@juniper.example", lastSignIn: ago(.hours(5)),
                hasPassword: true, isYou: false),
            .init(
                id: "3", name: "Cleo", email: "cleo.vandenberghe@juniper.example", lastSignIn: nil, hasPassword: false,
                isYou: false),
            .init(
                id: "1", name: "Mira Holm", email: "mira@juniper.example", lastSignIn: ago(.minutes(12)),
                hasPassword: true, isYou: true),
        ])

    static let accountWithLink: AccountModel = {
        var model = account
        model.link = .init(
            name: "Cleo", email: "cleo.vandenberghe@juniper.example",
            address: "https://mail.juniper.example/console/password?token=3.1795953465000.5d1f6b0c9c0f4a7e",
            days: 7)
        return model
    }()

    static let accountProblem: AccountModel = {
        var model = account
        model.passwordProblem = .wrong
        model.invitation = .init(name: "", email: "ben@juniper.example", problems: [.nameMissing, .emailTaken])
        return model
    }()

    static let demoAccount = AccountModel(
        name: "Demo", email: "demo@localhost.localdomain", hasPassword: false, browsers: 1,
        colleagues: [
            .init(
                id: "1", name: "Demo", email: "demo@localhost.localdomain", lastSignIn: ago(.minutes(1)),
                hasPassword: false, isYou: true)
        ])

    static let choosePassword = PasswordModel(
        holder: .init(name: "Cleo", email: "cleo@juniper.example"), token: "3.1795953465000.5d1f")
}
