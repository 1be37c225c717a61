import Values

/// A flow while it is edited: its file as a tree, whether or not it reads as a flow yet.
///
/// It loses nothing of the file but comments beside those at its head, and the layout: `text` is canonical, in the order of
/// the reference. Keys that nobody knows are kept. A draft never holds more than a file may.
public struct FlowDraft: Sendable, Hashable {
    var root: DraftMapping
    /// The comments at the head of the file, as they were written; empty where there are none.
    public let head: String
    /// How many lines of comments elsewhere in the file are lost with the first edit.
    public let commentsLost: Int

    init(root: DraftMapping, head: String = "", commentsLost: Int = 0) {
        self.root = root
        self.head = head
        self.commentsLost = commentsLost
    }

    /// Reads a file that is YAML; that it is a flow is asked by `check()`.
    ///
    /// Throws where it is no YAML, no mapping, or larger than a flow may be.
    public init(_ text: String) throws(FlowFileErrors) {
        let node = try FlowFile.root(of: text, what: "a flow begins with flow: its-name")
        guard case .mapping(let root)? = DraftValue(node) else {
            throw FlowFileErrors(errors: [
                FlowFileError(
                    line: 1, column: 1,
                    message: "this cannot be edited as steps: a flow file is a mapping of short keys to values")
            ])
        }
        let comments = FileComments(text)
        self.init(root: root, head: comments.head, commentsLost: comments.elsewhere)
        do { try bounded() } catch {
            throw FlowFileErrors(errors: [FlowFileError(line: 1, column: 1, message: error.message)])
        }
    }

    /// The file in canonical form: reading it gives the same draft.
    public var text: String {
        var writer = CanonicalWriter()
        writer.write(root, head: head)
        return writer.text
    }

    public var slug: String { root["flow"]?.words ?? "" }
    public var name: String { root["name"]?.words ?? "" }

    /// How many steps there are, those in branches included.
    public var stepCount: Int { paths.count }

    /// A flow with nothing in it but a note, which is valid and can be filled.
    ///
    /// - Parameter slug: made from the name where it is left out.
    public static func blank(name: String, slug: String? = nil) -> FlowDraft {
        let name = name.trimmed.isEmpty ? "New flow" : name.trimmed
        let members: [(String, DraftValue)] = [
            ("flow", .text(slug ?? SlugText.slug(of: name))), ("name", .text(String(name.prefix(SlugText.mostOfName)))),
            ("trigger", .text(ManualTrigger.keyword)), ("steps", .list([])),
        ]
        return FlowDraft(
            root: DraftMapping(members: members.map { DraftMapping.Member(key: $0.0, value: $0.1) }))
    }
}

/// Why a draft could not be changed so; it stays as it was.
public struct FlowEditError: Error, Sendable, Hashable, CustomStringConvertible {
    public let message: String

    init(_ message: String) { self.message = message }

    public var description: String { message }

    /// Where nothing stands at a path that somebody sent.
    public static func gone(_ path: String) -> FlowEditError {
        FlowEditError("there is nothing at \"\(path)\": load the flow again and repeat the change")
    }
}

/// Short names made from names.
enum SlugText {
    static let mostOfName = 200
    private static let most = 60
    private static let plain: [Character: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "á": "a", "à": "a", "â": "a", "ã": "a", "å": "a", "é": "e",
        "è": "e",
        "ê": "e", "ë": "e", "í": "i", "ì": "i", "î": "i", "ï": "i", "ó": "o", "ò": "o", "ô": "o", "õ": "o", "ú": "u",
        "ù": "u", "û": "u", "ñ": "n", "ç": "c", "œ": "oe", "æ": "ae", "ø": "o",
    ]

    /// Lower-case letters, digits and hyphens; "flow" where nothing of the name is left.
    static func slug(of name: String) -> String {
        var slug = ""
        for letter in name.lowercased() {
            if let letters = plain[letter] {
                slug += letters
            } else if letter.isASCII, letter.isLetter || letter.isNumber {
                slug.append(letter)
            } else if !slug.isEmpty, slug.last != "-" {
                slug += "-"
            }
        }
        slug = String(slug.prefix(most))
        while slug.last == "-" { slug.removeLast() }
        return slug.isEmpty ? "flow" : slug
    }
}

/// Comments of a file: what an editor keeps, and how much it does not.
struct FileComments {
    /// The lines before anything else.
    let head: String
    /// Lines that are comments further on.
    let elsewhere: Int

    init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        let first = lines.firstIndex { line in
            line.contains { !$0.isWhitespace } && line.first { !$0.isWhitespace } != "#"
        }
        head = lines[..<(first ?? lines.endIndex)].map(String.init).joined(separator: "\n").trimmed
        var count = 0
        // The indent of the line whose text after a bar is under way.
        var block: Int?
        for line in lines[(first ?? lines.endIndex)...] where line.contains(where: { !$0.isWhitespace }) {
            let indent = line.prefix { $0 == " " }.count
            if let begun = block {
                if indent > begun { continue }
                block = nil
            }
            if line.first(where: { !$0.isWhitespace }) == "#" { count += 1 }
            let last = line.split(separator: " ").last ?? ""
            if let sign = last.first, sign == "|" || sign == ">",
                last.dropFirst().allSatisfy({ "+-123456789".contains($0) })
            {
                block = indent
            }
        }
        elsewhere = count
    }
}
