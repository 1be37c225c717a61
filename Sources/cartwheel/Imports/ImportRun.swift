import Connectors
import Engine
import Foundation
import Runtime
import Values

/// Reads a source batch by batch into the workspace, with progress, and reports at the end.
struct ImportRun {
    let options: ImportOptions
    let effects: ImportEffects
    /// The static list that everybody is put on.
    var list: String?

    /// Rejected rows printed one by one; a file of them says the rest.
    static let rejectsShown = 20

    /// - Parameter notes: what the report says besides what was counted.
    func run(_ source: inout some FileImport & ~Copyable, notes: JSONObject = JSONObject()) async throws {
        let admin = options.dryRun ? nil : try Admin.open(options.system)
        if let admin, let list { _ = try await admin.perform(.createList, ["name": .string(list)]) }
        var progress = ProgressLine()
        let rejects = try options.rejects.map { try RejectsFile(path: $0, columns: source.columns) }
        var shown: [String] = []
        var refused: [String] = []
        while let batch = try source.next() {
            if let admin, !batch.events.isEmpty {
                let events = batch.events.map { event in
                    var event = event
                    event.isHistorical = event.isHistorical && !effects.startsFlows
                    return event
                }
                let answer = try await admin.perform(.storeEvents, ["events": .array(events.map(\.admin))])
                refused += (answer["refused"]?.array ?? []).compactMap(\.string)
                if let list { try await put(batch.events, on: list, admin) }
            }
            for row in batch.rejected {
                if shown.count < ImportRun.rejectsShown { shown.append("row \(row.row): \(row.reason)") }
                try rejects?.write(row)
            }
            progress.show("Importing", done: batch.progress.rows, fraction: batch.progress.fraction)
        }
        progress.finish()
        try rejects?.close()
        await admin?.close()
        var report = source.report.json.object ?? JSONObject()
        report.members += notes.members
        report["refused_by_storage"] = refused.isEmpty ? nil : .number(Number(refused.count))
        options.report(.object(report), shown + refused.prefix(ImportRun.rejectsShown))
    }

    private func put(_ events: [IncomingEvent], on list: String, _ admin: Admin) async throws {
        let people = Set(events.map(\.identity)).map { identity -> JSON in
            ["kind": .number(Number(identity.kind.rawValue)), "value": .string(identity.value)]
        }
        _ = try await admin.perform(
            .changeList,
            [
                "kind": "list", "name": .string(list), "identities": .array(people), "member": true,
                "source": "import", "starts_flows": .bool(effects.startsFlows),
            ])
    }
}

extension ImportOptions {
    /// Prints what was found, and the first rows that could not be read.
    func report(_ report: JSON, _ shown: [String]) {
        output.print(report) { report in
            let lines = (report.object?.members ?? []).map { "\($0.key.replacing("_", with: " ")): \($0.value.cell)" }
            let intro = dryRun ? ["Nothing was stored: this was a dry run."] : []
            return (intro + lines + shown).joined(separator: "\n")
        }
    }
}

/// A CSV file of rows that could not be read, each with its number and reason, to be mended and imported again.
struct RejectsFile {
    private let handle: FileHandle

    init(path: String, columns: [String]) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw AdminError("cannot write \(path); check the folder's permissions") }
        self.handle = handle
        try write(["row", "reason"] + columns)
    }

    func write(_ row: RejectedRow) throws { try write([String(row.row), row.reason] + row.fields) }

    func close() throws { try handle.close() }

    private func write(_ fields: [String]) throws {
        let line = fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
        try handle.write(contentsOf: Data(line.utf8))
    }
}
