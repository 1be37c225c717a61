import Engine
import Storage
import Values

/// What messages are called: as they were sent or, where they never were, as they would have been.
///
/// A message that was refused before it was known what it would tell of has no subject.
struct MessageSubjects {
    private var subjects: [Int64: String]

    /// - Parameter messages: a page of them at most.
    init(
        of messages: [Message], _ templates: TemplateStore, _ definitions: Definitions, on connection: any Connection
    ) throws {
        subjects = try MessageList().subjects(of: messages.map(\.id), on: connection)
        for message in messages where subjects[message.id] == nil {
            subjects[message.id] = templates.subject(of: message, definitions: definitions)
        }
    }

    subscript(message: Int64) -> String? { subjects[message] }
}
