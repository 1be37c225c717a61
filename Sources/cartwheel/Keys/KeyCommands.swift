import ArgumentParser
import Foundation
import Runtime
import Values

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Makes, lists and revokes write keys.",
        discussion: "A server key may state consent and join people; a browser key, which anyone can read, may not.",
        subcommands: [KeysCreateCommand.self, KeysListCommand.self, KeysRevokeCommand.self])
}

struct KeysCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a key and prints it, this once.",
        discussion: "Example: cartwheel keys create storefront --browser")

    @Argument(help: "What to call it.") var name: String
    @Flag(help: "For the shop's pages rather than its server.") var browser = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let result = try await Admin.perform(
            .createKey, ["name": .string(name), "kind": browser ? "browser" : "server"], system)
        output.print(result) { $0["key"]?.cell ?? "" }
    }
}

struct KeysListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists keys by name.")

    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.listKeys, [:], system)) {
            $0.table([
                ("name", "name"), ("kind", "kind"), ("begins", "begins"), ("created", "created_at"),
                ("revoked", "revoked_at"),
            ])
        }
    }
}

struct KeysRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Refuses a key from now on.",
        discussion: "Example: cartwheel keys revoke storefront")

    @Argument(help: "The key's name.") var name: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.revokeKey, ["name": .string(name)], system)) {
            "“\($0["name"]?.cell ?? "")” is revoked"
        }
    }
}

struct CouponsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coupons", abstract: "Uploads codes and counts what is left.",
        subcommands: [CouponsAddCommand.self, CouponsListCommand.self])
}

struct CouponsAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds codes to a pool: one a line in FILE, or from standard input.",
        discussion: "Example: cartwheel coupons add cart-rescue codes.txt")

    @Argument(help: "The pool, such as cart-rescue.") var pool: String
    @Argument(help: "A text file with one code a line.") var file: String?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var codes: [String] = []
        if let file {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw ValidationError("cannot read \(file)")
            }
            codes = text.split(whereSeparator: \.isNewline).map(String.init)
        } else {
            while let line = readLine() { codes.append(line) }
        }
        codes = codes.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let result = try await Admin.perform(
            .addCoupons, ["pool": .string(pool), "codes": .array(codes.map(JSON.string))], system)
        output.print(result) { "\($0["added"]?.cell ?? "0") new codes in “\(pool)”" }
    }
}

struct CouponsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Says what each pool has left.")

    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.listCoupons, [:], system)) {
            $0.table([("pool", "pool"), ("codes", "codes"), ("left", "left"), ("given", "given")])
        }
    }
}
