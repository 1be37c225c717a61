import Logging

/// Writes lines to standard error, and makes their text only when a line is written.
///
/// Every request gets a logger with its own id, and hardly any writes a line; `StreamLogHandler` makes the text of the id each
/// time (five percent of a request's cost).
struct PlainLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    private let stream: StreamLogHandler

    init(label: String) { stream = StreamLogHandler.standardError(label: label) }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var event = event
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        event.metadata = all.isEmpty ? nil : all
        stream.log(event: event)
    }
}
