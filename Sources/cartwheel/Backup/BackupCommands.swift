import ArgumentParser
import Foundation
import Runtime
import Storage
import Values

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes everything into one file, also while the server runs.",
        discussion: """
            Secrets are not in it: keep the key file (cartwheel.key) apart, as links already sent need it.
            Example: cartwheel backup /var/backups/cartwheel-monday.jsonl
            """)

    @Argument(help: "The file to write.") var file: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        // The server may have another working folder.
        let path = URL(fileURLWithPath: file).standardizedFileURL.path
        let made = try await Admin.perform(.backUp, ["path": .string(path)], system, showing: "Backing up")
        output.print(made) {
            "\($0["rows"]?.cell ?? "0") rows are in \(path)"
        }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup in the place of what the database holds.",
        discussion: """
            Stop the server first. The file is checked before anything is changed. People who were erased after the \
            backup was made are erased again.
            Example: cartwheel restore /var/backups/cartwheel-monday.jsonl
            """)

    @Argument(help: "A file that cartwheel backup wrote.") var file: String
    @Flag(help: "Replace what the database holds.") var force = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let cartwheel = try CartwheelSystem(try system.configuration(), logger: system.quietLogger)
        let progress = SharedProgressLine()
        do {
            let manifest = try await cartwheel.restore(file, force: force) {
                progress.show("Restoring", done: $0.rowsDone, of: $0.rowsTotal)
            }
            progress.finish()
            await cartwheel.stop()
            output.print(["rows": .number(Number(manifest.totalRows)), "made_at": .string(manifest.madeAt.iso8601)]) {
                "\($0["rows"]?.cell ?? "0") rows of \($0["made_at"]?.cell ?? "") are restored"
            }
        } catch {
            progress.finish()
            await cartwheel.stop()
            throw error
        }
    }
}
