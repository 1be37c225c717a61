import ArgumentParser
import Connectors
import Foundation
import Runtime
import Values

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Reads files of events, profiles, orders or products into the workspace.",
        discussion: """
            Imported events are history: they fill timelines and conditions, and start no flow, unless --starts-flows says \
            so. The same file imported twice changes nothing. Rows that cannot be read are reported with their number and reason.
            """,
        subcommands: [
            ImportEventsCommand.self, ImportProfilesCommand.self, ImportOrdersCommand.self,
            ImportProductsCommand.self,
        ])
}

struct ImportOptions: ParsableArguments {
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Read and check everything, store nothing.")
    var dryRun = false

    @Option(help: "Write the rows that cannot be read to this CSV file, with the reason of each.")
    var rejects: String?
}

/// What an import of people and what they did sets off.
struct ImportEffects: ParsableArguments {
    @Flag(help: "Let what is imported start flows, as if it happened now.")
    var startsFlows = false
}

struct ImportEventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "One event of the Segment specification a line: FILE.jsonl or FILE.jsonl.gz.",
        discussion: """
            A line: {"type":"track","userId":"u1","event":"Order Completed","timestamp":"2026-01-05T10:00:00Z",\
            "properties":{"order_id":"1","total":20}}
            Example: cartwheel import events history.jsonl.gz --dry-run
            """)

    @Argument(help: "The file.") var file: String
    @OptionGroup var effects: ImportEffects
    @OptionGroup var options: ImportOptions

    func run() async throws {
        var source = try EventImport(path: file, context: .now)
        try await ImportRun(options: options, effects: effects).run(&source)
    }
}

struct ImportProfilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profiles",
        abstract: "One person a row, with consents: FILE.csv.",
        discussion: """
            Columns are recognised by their headings (email, phone, first_name, user_id, country, timezone, …; those of \
            Klaviyo's and Mailchimp's exports too); others become properties. A consent needs its source and date \
            (email_consent, email_consent_source, email_consent_at): unknown is never consent. With --list, everybody in \
            the file is put on that static list, which is made if need be; it starts no flow, unless --starts-flows says so.
            Example: cartwheel import profiles people.csv --list Newsletter
            """)

    @Argument(help: "The file.") var file: String
    @Option(help: "Put everybody in the file on this list.") var list: String?
    @OptionGroup var effects: ImportEffects
    @OptionGroup var options: ImportOptions

    func run() async throws {
        var source = try ProfileImport(path: file, context: .now)
        try await ImportRun(options: options, effects: effects, list: list).run(&source)
    }
}

struct ImportOrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: "One order line a row: FILE.csv or FILE.csv.gz.",
        discussion: """
            Lines are grouped by their invoice or order number. Cancelled invoices (numbers that begin with C) become \
            refunds; lines without a customer are reported and not imported.
            Example: cartwheel import orders orders.csv --currency EUR --zone Europe/Berlin
            """)

    @Argument(help: "The file.") var file: String
    @Option(help: "Currency of prices that name none; without it the workspace's, else GBP. The report says which.")
    var currency: String?
    @Option(help: "Time zone of the dates, such as Europe/London.") var zone = "UTC"
    @OptionGroup var effects: ImportEffects
    @OptionGroup var options: ImportOptions

    func run() async throws {
        guard let zone = Zone(zone) else {
            throw ValidationError("there is no time zone “\(zone)”; write one such as Europe/London")
        }
        let currency = try await OrderCurrency.find(option: currency, options)
        var source = try OrderImport(
            path: file, options: OrderImport.Options(currency: currency.code, zone: zone), context: .now)
        let notes = currency.notes(isInFile: source.namesCurrency)
        try await ImportRun(options: options, effects: effects).run(&source, notes: notes)
    }
}

extension ImportContext {
    static var now: ImportContext { ImportContext(receivedAt: SystemClock.real.now()) }
}
