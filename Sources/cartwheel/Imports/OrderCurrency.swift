import Foundation
import Runtime
import Values

/// The currency of prices that name none, and why it is that one: a wrong one would stand in every figure.
struct OrderCurrency {
    let code: String
    let because: String

    /// Of files without a word about it, the Online Retail data set foremost, whose shop is British.
    private static let assumed = "GBP"

    /// What the command says, else what the workspace is in, else a guess that the report names as one.
    static func find(option: String?, _ options: ImportOptions) async throws -> OrderCurrency {
        if let option {
            let code = option.uppercased()
            guard Locale.commonISOCurrencyCodes.contains(code) else {
                throw AdminError("there is no currency “\(option)”; expected a code of ISO 4217 such as EUR or USD")
            }
            return OrderCurrency(code: code, because: "--currency says so")
        }
        if let code = try await workspaceCurrency(options) {
            return OrderCurrency(code: code, because: "it is the workspace's")
        }
        return OrderCurrency(
            code: assumed,
            because: "neither --currency nor the workspace names one; import with --currency if it is another")
    }

    /// A dry run makes no database to ask.
    private static func workspaceCurrency(_ options: ImportOptions) async throws -> String? {
        let configuration = try options.system.configuration()
        guard configuration.databaseURL != nil || FileManager.default.fileExists(atPath: configuration.databaseFile)
        else { return nil }
        return try await Admin.perform(.settings, [:], options.system)["currency"]?.string
    }

    /// What the report says of it.
    func notes(isInFile: Bool) -> JSONObject {
        [
            "currency": .string(code),
            "currency_because":
                .string(
                    (isInFile ? "of rows where the file's own column is empty: " : "the file names none: ") + because),
        ]
    }
}
