import Engine
import Liquid
import Values

/// Renders messages from their flows' templates, each template parsed once.
///
/// A value that its holder keeps: one for each worker, so that nothing is shared. Cost: about 0.4 ms on one busy core
/// for a page of 7 KB with three items, its template parsed before.
public struct MessageTemplates: Sendable {
    /// Templates kept: a large shop's live steps. The oldest gives way and is parsed again.
    public static let defaultCapacity = 500

    /// Of the parts that every body may render: `{% render "button", … %}`.
    public static let partNames = MessagePartials.names

    /// What messages show of a person who is nobody: for trying a template out.
    public static let sampleContext = SampleContexts.somebody

    private let capacity: Int
    private var parsed: [Place: ParsedTemplates] = [:]
    /// Oldest first.
    private var places: [Place] = []

    private struct Place: Hashable {
        let flow: Int64
        let version: Int64
        let step: String
        let language: String
    }

    public init(capacity: Int = MessageTemplates.defaultCapacity) { self.capacity = max(1, capacity) }

    /// The e-mail that a message is.
    ///
    /// - Parameters:
    ///   - flow: in the version that the message was made with.
    ///   - unsubscribeURL: stands in the footer of marketing messages; without one they say to reply.
    public mutating func render(
        _ message: Message, of flow: Flow, settings: WorkspaceSettings, unsubscribeURL: String?
    ) throws(MessageRenderingError) -> RenderedEmail {
        let data = try MessageData(
            message, of: flow, settings: settings, unsubscribeURL: unsubscribeURL)
        let templates = try templates(of: flow, message, language: data.language)
        return try templates.render(data, settings: settings, purpose: message.purpose)
    }

    /// A message's subject alone, as it would be sent.
    ///
    /// - Returns: nil where the message was refused before it was known what it would tell of.
    public mutating func subject(
        of message: Message, of flow: Flow, settings: WorkspaceSettings
    ) throws(MessageRenderingError) -> String? {
        let data = try MessageData(message, of: flow, settings: settings, unsubscribeURL: nil)
        let templates = try templates(of: flow, message, language: data.language)
        guard data.isKnown else { return nil }
        return try templates.subject(data)
    }

    private mutating func templates(
        of flow: Flow, _ message: Message, language: String?
    ) throws(MessageRenderingError) -> ParsedTemplates {
        let place = Place(
            flow: flow.id, version: message.flowVersion, step: message.step, language: language ?? "")
        if let known = parsed[place] { return known }
        guard let send = flow.step(id: message.step)?.kind as? SendStep,
            let content = send.content(in: language) as? EmailContent
        else { throw .stepMissing(flow: flow.slug, step: message.step) }
        let templates = try ParsedTemplates(content, flow: flow.slug, step: message.step)
        if places.count >= capacity { parsed[places.removeFirst()] = nil }
        places.append(place)
        parsed[place] = templates
        return templates
    }

    private static func faults(
        in content: any MessageContent, _ flow: String, _ step: String, _ settings: WorkspaceSettings
    ) -> [TemplateFault] {
        var found: [TemplateFault] = []
        for (field, text) in content.templates {
            guard let part = TemplateFault.Part(rawValue: field) else { continue }
            for context in SampleContexts.all {
                let fault = TemplatePart.fault(
                    in: text, part, data: context, flow: flow, step: step, settings)
                if let fault, !found.contains(fault) { found.append(fault) }
            }
        }
        return found
    }

    /// Everything wrong with a flow's templates, as far as it shows before a message is sent: they are parsed, and
    /// rendered for a person of whom nothing is known and for one of whom much is.
    public static func faults(in flow: Flow, settings: WorkspaceSettings = WorkspaceSettings()) -> [TemplateFault] {
        flow.steps.flatMap { step -> [TemplateFault] in
            guard let send = step.kind as? SendStep else {
                return TemplateFault.faults(in: step, of: flow.slug, settings)
            }
            let translations = send.translations.sorted { $0.key < $1.key }
            return faults(in: send.content, flow.slug, step.id, settings)
                + translations.flatMap { language, content in
                    faults(in: content, flow.slug, step.id, settings).map { $0.said(in: language) }
                }
        }
    }
}
