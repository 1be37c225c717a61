import Conditions
import Values

/// Somebody writes a word to the shop: `- keyword: JOIN`; it is the first word of the message, in any case.
public struct KeywordTrigger: TriggerKind {
    public static let keyword = "keyword"
    public static let form: [FormField] = [
        FormField(
            "keyword", .line, "Word", required: true, help: "The first word of the message, in any case.",
            example: "JOIN")
    ]
    public static let summary = "Somebody writes a word to the shop."

    public let word: String

    public init?(_ reader: inout StepReader) {
        guard let text = reader.required(KeywordTrigger.keyword, example: "JOIN") else { return nil }
        guard !text.trimmed.contains(" ") else {
            reader.report("keyword is \"\(text)\"; expected one word", at: KeywordTrigger.keyword)
            return nil
        }
        word = KeywordTrigger.plain(text)
    }

    public var event: String { "Message Received" }
    public var sentence: String { "Writes “\(word.uppercased())”" }

    public func admits(_ event: TimelineEvent, _ subject: Subject) -> Bool {
        let first = event.body.object["text"]?.string?.split { $0.isWhitespace || $0.isNewline }.first
        return first.map { KeywordTrigger.plain(String($0)) } == word
    }

    /// "Join!" is the word, too.
    private static func plain(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
