/// Why a message cannot be rendered; nothing is sent then, and nothing broken ever.
public enum MessageRenderingError: Error, Sendable, Hashable, CustomStringConvertible {
    case template(TemplateFault)
    /// The flow's version has no such step, or it sends no e-mail.
    case stepMissing(flow: String, step: String)
    /// What the message was to be rendered with is no JSON object.
    case contextUnreadable(flow: String, step: String, reason: String)

    public var description: String {
        switch self {
        case .template(let fault): fault.description
        case .stepMissing(let flow, let step):
            "flow \(flow) has no step \"\(step)\" that sends an e-mail; install the version the message was made with"
        case .contextUnreadable(let flow, let step, let reason):
            "flow \(flow), step \(step): the message's data cannot be read: \(reason)"
        }
    }
}

/// A fault in one template of a flow, with its place.
public struct TemplateFault: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Part: String, Sendable, Hashable, CaseIterable {
        case subject, preheader, body
    }

    public var flow: String
    public var step: String
    public var part: Part
    /// Within the part's own text, from 1.
    public var line: Int
    /// In bytes, from 1.
    public var column: Int
    public var message: String

    public var description: String {
        "flow \(flow), step \(step), \(part.rawValue), line \(line), column \(column): \(message)"
    }
}
