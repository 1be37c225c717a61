import Engine
import Values

extension MessageStore {
    /// The newest messages, newest first; to one address where it is given.
    public func newest(
        address: String?, limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Message] {
        let filter = address == nil ? "" : "AND address = $3"
        let sql = """
            SELECT \(MessageRow.columns) FROM messages WHERE workspace = $1 \(filter)
            ORDER BY created_at DESC, id DESC LIMIT $2
            """
        var arguments: [SQLValue] = [.int(scope.id), .int(Int64(limit))]
        if let address { arguments.append(.text(address)) }
        return try connection.all(sql, arguments) { try MessageRow.read($0) }
    }
}
