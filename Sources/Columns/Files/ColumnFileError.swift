/// Why a file of columns cannot be used; whoever keeps it builds it again from the database.
public enum ColumnFileError: Error, Sendable, Hashable, CustomStringConvertible {
    case missing(path: String)
    /// Shorter or longer than it says it is, or too short to say so.
    case torn(path: String)
    case otherVersion(path: String)
    case damaged(path: String)
    case failed(path: String, reason: String)

    public var description: String {
        switch self {
        case .missing(let path): "the column file \(path) is missing: rebuild the columns from the database"
        case .torn(let path): "the column file \(path) is torn: rebuild the columns from the database"
        case .otherVersion(let path):
            "the column file \(path) is of another version: rebuild the columns from the database"
        case .damaged(let path):
            "the column file \(path) does not have the checksum it names: rebuild the columns from the database"
        case .failed(let path, let reason): "the column file \(path) cannot be read or written: \(reason)"
        }
    }
}
