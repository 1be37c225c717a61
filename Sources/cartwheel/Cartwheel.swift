import ArgumentParser
import Runtime
import Values

/// `cartwheel`: one program for the server, imports, checks and measurements.
@main
struct Cartwheel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cartwheel",
        abstract: "Marketing automation for online stores, on a machine you own.",
        discussion: """
            Try it:        cartwheel demo
            Run it:        cartwheel serve
            Check a setup: cartwheel doctor
            """,
        version: CartwheelVersion.current,
        subcommands: [
            ServeCommand.self, DemoCommand.self, ImportCommand.self, FlowsCommand.self, ProfilesCommand.self,
            MessagesCommand.self, SegmentsCommand.self, ListsCommand.self, TagsCommand.self, StagesCommand.self,
            ScoresCommand.self, QualityCommand.self, TemplateCommand.self, ConditionsCommand.self, KeysCommand.self,
            CouponsCommand.self, CatalogCommand.self, SettingsCommand.self, AccountsCommand.self,
            TasksCommand.self, AudiencesCommand.self, AlertsCommand.self, WebhooksCommand.self,
            DoctorCommand.self, SimulateCommand.self,
            BackupCommand.self, RestoreCommand.self, BenchCommand.self, BenchLoadCommand.self,
            BenchPreviewCommand.self, VersionCommand.self,
        ])
}

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Prints the version.")

    @OptionGroup var output: OutputOptions

    func run() {
        output.print(["version": .string(CartwheelVersion.current)]) { $0["version"]?.cell ?? "" }
    }
}
