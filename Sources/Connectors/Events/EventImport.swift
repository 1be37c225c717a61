import Engine
import Values

/// Imports a file of one event a line, as `/v1/import` takes them: `{"type": "track", "event", "userId", …}`.
///
/// Events are as trusted as a server's and start no flow. A line without a `messageId` gets one made of its text, so
/// that the same file twice changes nothing; where it has no time either, of its text and place.
public struct EventImport: FileImport, ~Copyable {
    private var reader: LineReader
    private let context: ImportContext
    private let parser: TrackRequestParser
    public private(set) var report = EventImportReport()
    public var columns: [String] { ["line"] }

    public init(path: String, context: ImportContext) throws(ImportFileError) {
        reader = try LineReader(path: path)
        self.context = context
        parser = TrackRequestParser(
            endpoint: .import,
            source: SourceKey(name: context.sourceName, workspace: context.workspace, authority: .server),
            receivedAt: context.receivedAt)
    }

    public mutating func next() throws(ImportFileError) -> ImportBatch? {
        var batch = ImportBatch()
        var lines = 0
        while !batch.isFull, lines < ImportBatch.rowsBetweenProgress, let line = try reader.next() {
            lines += 1
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
            try checkShape(of: line)
            report.lines += 1
            take(line, into: &batch)
        }
        batch.progress = reader.progress
        return lines == 0 ? nil : batch
    }

    private func checkShape(of line: [UInt8]) throws(ImportFileError) {
        guard report.lines == 0, line.first(where: { $0 != 0x20 }) == UInt8(ascii: "[") else { return }
        throw .oneJSONList(path: reader.path)
    }

    private mutating func take(_ line: [UInt8], into batch: inout ImportBatch) {
        switch read(line) {
        case .success(let event):
            report.count(event: event.name)
            batch.events.append(event)
        case .failure(let refusal):
            report.rejected[refusal.rule, default: 0] += 1
            batch.rejected.append(
                RejectedRow(
                    row: reader.number, rule: refusal.rule, reason: refusal.reason,
                    fields: [String(decoding: line.prefix(IntakeLimits.rejectedBodyBytes), as: UTF8.self)]))
        }
    }

    private struct Refusal: Error {
        var rule: String
        var reason: String
    }

    private func read(_ line: [UInt8]) -> Result<IncomingEvent, Refusal> {
        guard line.count <= IntakeLimits.eventBytes else {
            let size = line.count == LineReader.lineBytes ? "\(line.count) bytes or more" : "\(line.count) bytes"
            return .failure(
                Refusal(
                    rule: RejectionRule.tooLarge.rawValue,
                    reason: "the event has \(size), the limit is \(IntakeLimits.eventBytes)"))
        }
        let tape: JSONTape
        do { tape = try JSONTape(line) } catch {
            return .failure(Refusal(rule: "malformed_json", reason: "the line is not JSON: \(error.description)"))
        }
        // Read alone first: a line can then not reach out of the list that it is put into.
        let body = Array("{\"batch\":[".utf8) + line + Array("]}".utf8)
        do {
            let request = try parser.parse(body)
            if let rejected = request.rejected.first {
                return .failure(Refusal(rule: rejected.rule, reason: reason(rejected.reason)))
            }
            guard var event = request.accepted.first else {
                return .failure(Refusal(rule: RejectionRule.notAnObject.rawValue, reason: "the line holds no event"))
            }
            event.envelope.messageID = messageID(of: event, line, tape)
            return .success(event)
        } catch {
            return .failure(Refusal(rule: error.code, reason: error.message))
        }
    }

    /// Without the place in a batch that nobody sent.
    private func reason(_ reason: String) -> String {
        if reason.hasPrefix("batch[0].") { return String(reason.dropFirst("batch[0].".count)) }
        if reason.hasPrefix("batch[0] ") { return "the event " + reason.dropFirst("batch[0] ".count) }
        return reason
    }

    private func messageID(of event: IncomingEvent, _ line: [UInt8], _ tape: JSONTape) -> String {
        func has(_ name: String) -> Bool {
            guard let value = tape.member(name, of: JSONTape.root) else { return false }
            return tape.kind(value) != .null
        }
        if has("messageId") || has("timestamp") || has("originalTimestamp") { return event.envelope.messageID }
        var hash = StableHash()
        hash.combine(bytes: line[...])
        hash.combine(Int64(reader.number))
        return "line-\(String(hash.finish(), radix: 16))"
    }
}
