import ArgumentParser
import Foundation
import Runtime
import Values

struct ProfilesJoinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Joins two people who are one, for good.",
        discussion: """
            Events, consents, properties and journeys become one person's; the later statement counts. Both are shown \
            first. The console lists who may be one under Events and data. A running server does it at once; without one \
            it is done by the next start.
            Example: cartwheel profiles join ana@example.com ana@work.example
            """)

    @Argument(help: "E-mail address, user id or phone number of one.") var first: String
    @Argument(help: "E-mail address, user id or phone number of the other.") var second: String
    @Flag(help: "Join without asking.") var yes = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSONObject = ["first": .string(first), "second": .string(second)]
        if !yes {
            var asked = parameters
            asked["plan"] = true
            let plan = try await Admin.perform(.joinProfiles, .object(asked), system)
            print(described(plan["first"] ?? .null) + "\n\n" + described(plan["second"] ?? .null) + "\n")
            print("Join these two for good? Type yes: ", terminator: "")
            guard readLine() == "yes" else { throw CleanExit.message("Nobody was joined.") }
        }
        output.print(try await Admin.perform(.joinProfiles, .object(parameters), system)) { _ in "They are joined." }
    }

    private func described(_ person: JSON) -> String {
        let consents = (person["consents"]?.array ?? []).map {
            "\($0["channel"]?.cell ?? "") \($0["status"]?.cell ?? "")"
        }
        return [
            "\(person["name"]?.cell ?? "–")  \(person["email"]?.cell ?? "–")",
            "first seen \(person["first_seen"]?.cell ?? ""), last seen \(person["last_seen"]?.cell ?? "")",
            (person["identities"] ?? []).table([("identity", "kind"), ("", "value")]),
            "consents: " + (consents.isEmpty ? "none" : consents.joined(separator: ", ")),
        ].joined(separator: "\n")
    }
}
