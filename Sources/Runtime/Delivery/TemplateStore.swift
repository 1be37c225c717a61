import Engine
import Messages
import Synchronization
import Values

/// Parsed templates, remembered by flow version and step; rendering takes some 20 µs, so one at a time will do.
final class TemplateStore: Sendable {
    private let templates = Mutex(MessageTemplates())

    /// A message's subject as it would be sent, its secrets aside; nil where nobody can tell.
    func subject(of message: Message, definitions: Definitions) -> String? {
        guard let flow = definitions.flow(message.flow, version: message.flowVersion) else { return nil }
        return templates.withLock {
            try? $0.subject(of: message.withoutSecrets, of: flow, settings: definitions.settings)
        }
    }

    /// - Throws: `MessageRenderingError`, or `AdminError` where the message's version of its flow is gone.
    func render(_ message: Message, definitions: Definitions, unsubscribeURL: String?) throws -> RenderedEmail {
        guard let flow = definitions.flow(message.flow, version: message.flowVersion) else {
            throw AdminError("version \(message.flowVersion) of its flow is no longer known")
        }
        return try templates.withLock {
            try $0.render(message, of: flow, settings: definitions.settings, unsubscribeURL: unsubscribeURL)
        }
    }
}
