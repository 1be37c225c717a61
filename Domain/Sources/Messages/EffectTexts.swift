import Engine
import Liquid
import Values

extension EffectRequest {
    /// What is asked for, with every text rendered for the person: the title of a task, the body of a call.
    ///
    /// Texts are plain, not HTML: nothing is escaped. What a template writes never becomes structure of the call's body,
    /// since each text is rendered by itself. A value of a call's body such as `trigger.total` is taken from the context
    /// as it is: what a customer wrote is never read as a template.
    public func rendered(settings: WorkspaceSettings) throws(EffectTextError) -> JSONObject {
        let context = (try? JSON.parse(context))?.object ?? JSONObject()
        let data = MessageData(context, settings: settings, unsubscribeURL: nil, now: requestedAt)
        var said = JSONObject()
        for field in details.members {
            let values = kind == .webhook && field.key == "body" ? context : nil
            said[field.key] = try rendered(field.value, data, values)
        }
        return said
    }

    /// - Parameter values: where whole texts that are paths lead to; nil where texts are only texts.
    private func rendered(
        _ value: JSON, _ data: MessageData, _ values: JSONObject?
    ) throws(EffectTextError) -> JSON {
        switch value {
        case .string(let text):
            if let values, let found = ValuePath.value(of: text, in: values) { return found }
            return .string(try rendered(text, data))
        case .array(let items):
            var list: [JSON] = []
            for item in items { list.append(try rendered(item, data, values)) }
            return .array(list)
        case .object(let object):
            var result = JSONObject()
            for member in object.members { result[member.key] = try rendered(member.value, data, values) }
            return .object(result)
        default: return value
        }
    }

    private func rendered(_ text: String, _ data: MessageData) throws(EffectTextError) -> String {
        guard text.contains("{{") || text.contains("{%") else { return text }
        let options = RenderOptions(
            now: data.now, zone: data.zone, partials: MessagePartials.all(in: data.language), limits: RenderLimits(),
            escapesHTML: false)
        do throws(LiquidError) {
            return try LiquidTemplate.parse(text).render(data.object, options: options)
        } catch {
            throw EffectTextError(step: step, text: text, reason: error.message)
        }
    }
}

/// A text of a task, alert or call that cannot be rendered.
public struct EffectTextError: Error, Sendable, Hashable, CustomStringConvertible {
    public let step: String
    public let text: String
    public let reason: String

    public var description: String { "a text of the step \(step) cannot be rendered: \(reason) (\(text.prefix(80)))" }
}

extension TemplateFault {
    /// What is wrong with the texts of a task, an alert or a call; they may come out empty.
    static func faults(in step: FlowStep, of flow: String, _ settings: WorkspaceSettings) -> [TemplateFault] {
        step.kind.templates.flatMap { field, text -> [TemplateFault] in
            var found: [TemplateFault] = []
            for context in SampleContexts.all {
                let fault = TemplatePart.fault(in: text, .body, data: context, flow: flow, step: step.id, settings)
                if let fault, !found.contains(fault) { found.append(fault) }
            }
            return found.map { $0.said(in: field) }
        }
    }
}
