import Engine
import Values

/// A file being turned into events, a batch at a time.
///
/// Reading the file is all that it does: the caller stores the events, writes the refused rows down, shows progress
/// by a clock of its own, or, in a dry run, only reads the report.
public protocol FileImport: ~Copyable {
    associatedtype Report: ImportReport

    /// What was found so far.
    var report: Report { get }

    /// The names of the columns that refused rows have; empty where lines have none.
    var columns: [String] { get }

    /// The next batch, which may hold progress only; nil after the last one.
    mutating func next() throws(ImportFileError) -> ImportBatch?
}

/// What an import found, for people as JSON too.
public protocol ImportReport: Sendable {
    var json: JSON { get }
}

/// Who imports, on whose behalf, and when.
public struct ImportContext: Sendable, Hashable {
    public var workspace: WorkspaceID
    /// What refused rows and consents name as their origin.
    public var sourceName: String
    public var receivedAt: Instant

    public init(workspace: WorkspaceID = .first, sourceName: String = "import", receivedAt: Instant) {
        self.workspace = workspace
        self.sourceName = sourceName
        self.receivedAt = receivedAt
    }
}

/// A part of a file: every row of it is in an event, refused, or counted in the report.
public struct ImportBatch: Sendable {
    /// At most `maximumEvents`.
    public var events: [IncomingEvent] = []
    public var rejected: [RejectedRow] = []
    /// Rows that were imported, but not whole.
    public var notes: [ImportNote] = []
    public var progress = FileProgress()

    /// As many as one transaction takes without making its neighbours wait.
    public static let maximumEvents = 500
    /// Rows looked at before progress is told, also where none gave an event.
    public static let rowsBetweenProgress = 5_000

    public init() {}

    var isFull: Bool { events.count >= ImportBatch.maximumEvents }
}

/// A row that was not imported, and why.
public struct RejectedRow: Sendable, Hashable {
    /// As a spreadsheet counts it, the header being 1; in a file of lines the line.
    public var row: Int
    /// Which check refused it: stable, for filters.
    public var rule: String
    /// For a person.
    public var reason: String
    /// The row as it came: its fields, or the one line.
    public var fields: [String]

    public init(row: Int, rule: String, reason: String, fields: [String]) {
        self.row = row
        self.rule = rule
        self.reason = reason
        self.fields = fields
    }

    /// The row of a file of refused rows; after mending the first two columns may stay.
    public var csv: String { CSVText.row([String(row), reason] + fields) }

    /// The header of a file of refused rows.
    public static func csvHeader(columns: [String]) -> String { CSVText.row(["row", "reason"] + columns) }

    /// As the list of rejected events shows it.
    public func event(in context: ImportContext) -> RejectedEvent {
        RejectedEvent(
            receivedAt: context.receivedAt, rule: rule, reason: "row \(row): \(reason)", source: context.sourceName,
            body: String(fields.joined(separator: ",").prefix(IntakeLimits.rejectedBodyBytes / 4)))
    }
}

/// Something in a row that was left out or not understood, while the rest of the row was imported.
public struct ImportNote: Sendable, Hashable {
    public var row: Int
    public var text: String

    public init(row: Int, text: String) {
        self.row = row
        self.text = text
    }
}
