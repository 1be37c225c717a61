import Engine
import Values

/// Imports a file of people: one identify event a row, with properties and consents.
///
/// Columns are known by their names (`ProfileColumns`), the exports of Klaviyo and Mailchimp included; all others are
/// kept as properties. A consent counts only with its source and date, and whoever left has left: unknown is never
/// consent. Message ids are made of the row, so that the same file again changes nothing.
public struct ProfileImport: FileImport, ~Copyable {
    private var reader: CSVReader
    private let context: ImportContext
    private let parser: TrackRequestParser
    private let header: ColumnNames
    private let headerHash: Int64
    private let rows: ProfileRowReader
    private let asOf: Instant
    private var row = CSVRow()
    public private(set) var report = ProfileImportReport()

    /// How the file is to be read where it does not say itself.
    public struct Options: Sendable {
        /// Of dates that name no zone.
        public var zone: Zone
        public var dateOrder: DateOrder?
        /// When the file was true: later changes are not undone by it. Without it, when it was last written.
        public var asOf: Instant?
        /// The source of consents whose row names none, in the person's words: "old shop, checkout box".
        public var consentSource: String?

        public init(
            zone: Zone = .utc, dateOrder: DateOrder? = nil, asOf: Instant? = nil, consentSource: String? = nil
        ) {
            self.zone = zone
            self.dateOrder = dateOrder
            self.asOf = asOf
            self.consentSource = consentSource
        }
    }

    public init(path: String, options: Options = Options(), context: ImportContext) throws(ImportFileError) {
        var reader = try CSVReader(path: path)
        let header = try ColumnNames(reading: &reader)
        let columns = ProfileColumns.meanings(of: header)
        guard columns.contains(where: { [.email, .phone, .userID].contains($0) }) else {
            let names = ["email", "phone", "user_id"]
            throw .missingColumn(
                path: path, missing: "an e-mail address, phone number or user id", known: names, found: header.names)
        }
        let export = ProfileExport(header)
        asOf = min(options.asOf ?? reader.modifiedAt, context.receivedAt)
        rows = ProfileRowReader(
            names: header.names, columns: columns,
            consents: ConsentReader(
                dates: DateText(zone: options.zone, order: options.dateOrder),
                defaultSource: options.consentSource ?? export.map { "\($0.rawValue) export" }, asOf: asOf,
                receivedAt: context.receivedAt),
            part: export == .mailchimp ? MailchimpPart(path: path) : nil)
        parser = TrackRequestParser(
            endpoint: .import,
            source: SourceKey(name: context.sourceName, workspace: context.workspace, authority: .server),
            receivedAt: context.receivedAt)
        var hash = StableHash()
        for name in header.names { hash.combine(name) }
        headerHash = hash.finishSigned()
        self.header = header
        self.context = context
        self.reader = reader
        report.exportedFrom = export?.rawValue
        report.otherColumns = zip(header.names, columns).compactMap { name, column in
            if case .other = column { name } else { nil }
        }
    }

    public var columns: [String] { header.names }

    public mutating func next() throws(ImportFileError) -> ImportBatch? {
        var batch = ImportBatch()
        var count = 0
        while !batch.isFull, count < ImportBatch.rowsBetweenProgress, try reader.next(&row) {
            count += 1
            report.rows += 1
            take(&batch)
        }
        report.rowsInWindows1252 = reader.rowsInWindows1252
        batch.progress = reader.progress
        return count == 0 ? nil : batch
    }

    private mutating func take(_ batch: inout ImportBatch) {
        guard row.count == header.count else {
            let reason = "has \(row.count) fields, the header has \(header.count)"
            return reject("ragged_row", reason, into: &batch)
        }
        let profile = rows.read(row)
        do {
            let moment = min(profile.updatedAt ?? asOf, asOf)
            let request = try parser.parse(profile.call(messageID: messageID, at: moment))
            guard let event = request.accepted.first else {
                let refusal = request.rejected.first
                return reject(refusal?.rule ?? "refused", reason(refusal?.reason ?? ""), into: &batch)
            }
            accept(event, profile, into: &batch)
        } catch {
            reject(error.code, error.message, into: &batch)
        }
    }

    private mutating func accept(_ event: IncomingEvent, _ profile: ProfileRow, into batch: inout ImportBatch) {
        report.imported += 1
        for (channel, statement) in profile.statements { report.count(statement, on: channel) }
        batch.events.append(event)
        batch.notes += profile.notes.map { ImportNote(row: row.number, text: $0) }
    }

    /// Of what the row says under which names.
    private var messageID: String {
        var hash = StableHash()
        hash.combine(headerHash)
        for place in 0..<row.count { hash.combine(bytes: row.field(place)) }
        return "profile:\(String(hash.finish(), radix: 16))"
    }

    /// In the words of a table rather than of the call that was made of the row.
    private func reason(_ reason: String) -> String {
        if reason.contains("names nobody") { return "names nobody: no e-mail address, phone number or user id" }
        return reason.replacing("batch[0].traits.", with: "").replacing("batch[0]", with: "the row")
    }

    private mutating func reject(_ rule: String, _ reason: String, into batch: inout ImportBatch) {
        report.rejectedRows += 1
        batch.rejected.append(RejectedRow(row: row.number, rule: rule, reason: reason, fields: row.fields))
    }
}
