import Columns

/// Reads profiles with all that conditions read of them, for the columns that previews are counted from.
public protocol PreviewSource: Sendable {
    /// The next profiles after a key, in the order of their keys; empty when there are no more.
    func page(after last: Int64?, limit: Int) async throws -> [ProfileRecord]

    /// These profiles as they are now; who is gone or has moved is left out.
    func profiles(_ keys: [Int64]) async throws -> [ProfileRecord]
}
