import ArgumentParser
import Foundation
import Runtime
import Values

struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Shows and changes the workspace's settings.",
        discussion: """
            Example: cartwheel settings zone=Europe/Berlin currency=EUR shop_name="My shop" sender=hello@my.shop
            Rates of exchange: cartwheel settings rates FILE
            """,
        subcommands: [SettingsChangeCommand.self, SettingsRatesCommand.self],
        defaultSubcommand: SettingsChangeCommand.self)
}

struct SettingsRatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates",
        abstract: "Loads rates of exchange from a CSV file, in the place of those there are.",
        discussion: """
            Rows of date, currency and how much of it one unit of the first currency buys; that one belongs among them \
            with the rate 1. Amounts are converted at the rates of their day, or of the nearest day before.
            2026-01-02,EUR,1
            2026-01-02,USD,1.0321
            Example: cartwheel settings rates rates.csv
            """)

    @Argument(help: "The file.") var file: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ValidationError("cannot read \(file); check its name and permissions")
        }
        let text = JSON.string(String(decoding: data, as: UTF8.self))
        output.print(try await Admin.perform(.setRates, ["text": text], system)) {
            "Rates of \($0["days"]?.cell ?? "") days in \($0["currencies"]?.cell ?? "") currencies are loaded"
        }
    }
}

struct SettingsChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Shows the settings, or changes those named.",
        discussion: "Example: cartwheel settings set zone=Europe/Berlin currency=EUR")

    @Argument(help: "Changes as name=value; without any, the settings are shown.") var changes: [String] = []
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters = JSONObject()
        for change in changes {
            let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw ValidationError("“\(change)” is not of the form name=value") }
            let value = String(parts[1])
            parameters[String(parts[0])] = Number(literal: value).map(JSON.number) ?? .string(value)
        }
        let result = try await Admin.perform(
            changes.isEmpty ? .settings : .setSettings, .object(parameters), system)
        output.print(result) { settings in
            (settings.object?.members ?? []).filter { $0.key != "v" }.map { "\($0.key) = \($0.value.cell)" }
                .joined(separator: "\n")
        }
    }
}
