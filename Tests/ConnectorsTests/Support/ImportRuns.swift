import Connectors
import Engine
import Values

/// 2026-11-22T12:00:00Z
let noon = Instant(iso8601: "2026-11-22T12:00:00Z")!
let context = ImportContext(receivedAt: noon)

/// Everything that an import gives, with what must hold of each batch checked on the way.
struct Imported<Report: ImportReport> {
    var events: [IncomingEvent] = []
    var rejected: [RejectedRow] = []
    var notes: [ImportNote] = []
    var progress: [FileProgress] = []
    var report: Report

    func properties(_ index: Int) throws -> JSONObject { try JSON.parse(events[index].properties).object! }
}

func run<Import: FileImport & ~Copyable>(
    _ file: consuming Import
) throws(ImportFileError) -> Imported<Import.Report> {
    var result = Imported(report: file.report)
    while let batch = try file.next() {
        precondition(batch.events.count <= ImportBatch.maximumEvents, "a batch is too large")
        result.events += batch.events
        result.rejected += batch.rejected
        result.notes += batch.notes
        result.progress.append(batch.progress)
    }
    result.report = file.report
    return result
}
