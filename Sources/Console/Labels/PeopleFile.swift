import Connectors
import Engine
import Foundation
import Pages
import Runtime
import Values

/// A CSV file of people that somebody pasted or chose, read as `cartwheel import profiles` reads it.
struct PeopleFile {
    private(set) var events: [IncomingEvent] = []
    private(set) var found: LabelImport

    private static let refusalsShown = 10

    /// - Throws: `AdminError` where it is no such file at all.
    init(_ text: String, at now: Instant) throws {
        let path = NSTemporaryDirectory() + "cartwheel-people-\(UUID().uuidString).csv"
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw AdminError("the rows could not be put down for reading; check the space on the disk") }
        defer { try? FileManager.default.removeItem(atPath: path) }
        var refusals: [LabelImport.Refusal] = []
        do throws(ImportFileError) {
            var source = try ProfileImport(
                path: path, options: ProfileImport.Options(asOf: now), context: ImportContext(receivedAt: now))
            while let batch = try source.next() {
                events += batch.events
                refusals += batch.rejected.map { LabelImport.Refusal(row: $0.row, reason: $0.reason) }
            }
            found = LabelImport(
                rows: source.report.rows, people: events.count, consents: source.report.granted[.email] ?? 0,
                refused: Array(refusals.prefix(PeopleFile.refusalsShown)), refusedInAll: refusals.count)
        } catch {
            throw AdminError(
                error.description.replacing("“\(path)”", with: "the file").replacing(path, with: "the file"))
        }
    }

    /// Whom the rows are about, each once.
    var people: [Identity] {
        var known: Set<Identity> = []
        return events.map(\.identity).filter { known.insert($0).inserted }
    }

    /// Stores the people with their consents; the same rows again change nothing.
    func store(in system: CartwheelSystem) async throws {
        for start in stride(from: 0, to: events.count, by: ImportBatch.maximumEvents) {
            let chunk = Array(events[start..<min(start + ImportBatch.maximumEvents, events.count)])
            switch await system.intake.store(source: "import", events: chunk, rejected: []) {
            case .stored: continue
            case .refused(let refusal): throw AdminError(refusal.message)
            }
        }
    }
}
