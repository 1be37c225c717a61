import Values

/// What the messages of one channel say, in one language. To add a channel: write its content's file here and add its row to
/// `MessageContents.all`.
public protocol MessageContent: Sendable {
    static var channel: Channel { get }
    /// Its fields in a flow file; what is said of them is the same in every language.
    static var form: [FormField] { get }
    /// Its sentence in drawings and logs, where its templates say the same to everybody.
    var title: String? { get }
    /// Its Liquid, by field.
    var templates: [(field: String, text: String)] { get }

    /// Reads it from its fields; reports faults to the reader and returns nil where something is missing.
    init?(_ reader: inout StepReader)
}

extension MessageContent {
    /// Whether its words may show what a variable holds.
    func shows(_ variable: String) -> Bool { templates.contains { $0.text.contains(variable) } }
}

/// What messages consist of, one row a channel by which flows can send.
public enum MessageContents {
    public static let all: [any MessageContent.Type] = [
        EmailContent.self
    ]

    static let form = form(of: all)

    /// The fields of all of them, each once; one that not all channels ask for may be left out. A new step begins with what
    /// the first of the channels needs.
    static func form(of contents: [any MessageContent.Type]) -> [FormField] {
        contents.flatMap { $0.form }.reduce(into: []) { form, field in
            guard !form.contains(where: { $0.name == field.name }) else { return }
            var field = field
            field.isRequired = contents.allSatisfy { kind in
                kind.form.contains { $0.name == field.name && $0.isRequired }
            }
            if contents.first?.form.contains(where: { $0.name == field.name }) == false { field.first = nil }
            form.append(field)
        }
    }
}
