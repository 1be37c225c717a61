import Engine
import Values

/// What a message with a secret was made of is forgotten once it has gone, or never will.
enum MessageSecrets {
    /// Until then it may have to be composed again. States from 4 on are those of which nothing is sent any more.
    static let forgetting = """
        UPDATE messages SET context = '\(Message.forgottenContext)' WHERE id IN (list($1)) AND state >= 4
            AND substr(context, 1, \(Message.secretBeginning.count)) = '\(Message.secretBeginning)'
            AND context <> '\(Message.forgottenContext)'
        """

    /// Cost: one look by number for each message.
    static func forget(of messages: [Int64], on connection: any Connection) throws {
        guard !messages.isEmpty else { return }
        try connection.execute(forgetting, [.list(messages.sorted())])
    }
}
