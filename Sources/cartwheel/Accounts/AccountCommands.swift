import ArgumentParser
import Foundation
import Runtime
import Values

struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "Says who may sign in to the console.",
        discussion: """
            The first account is made in the browser, or here before anybody else comes. Colleagues are added here or \
            on the console's account page; each gets a link, good once, by which they choose a password of their own.
            """,
        subcommands: [
            AccountsListCommand.self, AccountsAddCommand.self, AccountsRemoveCommand.self, AccountsPasswordCommand.self,
        ])
}

struct AccountsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists who may sign in.")

    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.listAccounts, [:], system)) {
            $0.table([
                ("e-mail", "email"), ("name", "name"), ("has a password", "has_password"), ("browsers", "browsers"),
                ("last sign-in", "last_sign_in_at"),
            ])
        }
    }
}

/// A password that comes by standard input: on a command line everybody on the machine could read it.
struct PasswordOptions: ParsableArguments {
    @Flag(help: "Read the password from standard input, one line, instead of printing a link to choose one.")
    var passwordStdin = false

    var password: JSON? { passwordStdin ? .string(readLine(strippingNewline: true) ?? "") : nil }
}

struct AccountsAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a colleague and prints the link by which they choose a password.",
        discussion: "The link is good once and for seven days. Example: cartwheel accounts add ben@my.shop --name Ben")

    @Argument(help: "The colleague's e-mail address.") var email: String
    @Option(help: "What the console calls them.") var name: String?
    @OptionGroup var password: PasswordOptions
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = ["email": .string(email)]
        parameters["name"] = name.map(JSON.string)
        parameters["password"] = password.password
        output.print(try await Admin.perform(.addAccount, .object(parameters), system)) { $0.handedOver(email) }
    }
}

struct AccountsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Lets somebody in no more; they are signed out everywhere at once.",
        discussion: "Example: cartwheel accounts remove ben@my.shop")

    @Argument(help: "The e-mail address.") var email: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.removeAccount, ["email": .string(email)], system)) {
            "“\($0["email"]?.cell ?? "")” is removed and signed out everywhere"
        }
    }
}

struct AccountsPasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Prints a link to choose a new password, or sets one.",
        discussion: """
            The link is good once and for a day; choosing signs the account out everywhere else. \
            Example: cartwheel accounts password ben@my.shop
            """)

    @Argument(help: "The e-mail address.") var email: String
    @OptionGroup var password: PasswordOptions
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = ["email": .string(email)]
        parameters["password"] = password.password
        output.print(try await Admin.perform(.setPassword, .object(parameters), system)) { $0.handedOver(email) }
    }
}

extension JSON {
    fileprivate func handedOver(_ email: String) -> String {
        guard let link = self["link"]?.string else { return "“\(email)” may sign in with the new password" }
        return "Hand this link to \(email); it is good once:\n\(link)"
    }
}
