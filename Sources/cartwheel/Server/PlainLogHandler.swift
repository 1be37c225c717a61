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

    func log(
        level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String,
        function: String, line: UInt
    ) {
        let all = self.metadata.merging(metadata ?? [:]) { $1 }
        stream.log(
            level: level, message: message, metadata: all.isEmpty ? nil : all, source: source, file: file,
            function: function, line: line)
    }
}
