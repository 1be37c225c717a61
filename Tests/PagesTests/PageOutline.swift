import Foundation

/// What a page says and what can be done with it, a line each: its words, headings, links, fields and buttons.
enum PageOutline {
    private static let hidden = ["head", "script", "style", "svg", "template"]
    private static let blocks: Set<String> = [
        "p", "div", "section", "h1", "h2", "h3", "h4", "li", "tr", "td", "th", "dt", "dd", "label", "button", "a",
        "form", "nav", "main", "header", "footer", "aside", "option", "legend", "summary", "figcaption", "pre",
        "article", "ul", "ol", "dl", "table", "br", "input", "select", "textarea", "details", "fieldset",
    ]

    static func lines(of html: String) -> [String] {
        var text = html
        for name in hidden {
            text = text.replacingOccurrences(
                of: "<\(name)[ >](?s:.)*?</\(name)>", with: " ", options: .regularExpression)
        }
        // The frame around a page is the same everywhere.
        if let main = text.range(of: "<main") { text = String(text[main.lowerBound...]) }
        var lines: [String] = []
        var line = ""
        func end() {
            let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !words.isEmpty { lines.append(words) }
            line = ""
        }
        var rest = text[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            line += rest[..<open]
            let tag = String(rest[rest.index(after: open)..<close])
            let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
            if blocks.contains(name) {
                end()
                line += mark(tag, name)
            } else {
                line += " "
            }
            rest = rest[rest.index(after: close)...]
        }
        line += rest
        end()
        return lines
    }

    private static func mark(_ tag: String, _ name: String) -> String {
        guard !tag.hasPrefix("/") else { return "" }
        switch name {
        case "h1", "h2", "h3", "h4": return String(repeating: "#", count: Int(name.dropFirst()) ?? 1) + " "
        case "li": return "- "
        case "a": return "→\(value("href", tag)) "
        case "form": return "form \(value("method", tag)) \(value("action", tag))"
        case "input": return value("type", tag) == "hidden" ? "" : "[\(value("name", tag))=\(value("value", tag))] "
        case "select", "textarea": return "[\(value("name", tag))] "
        case "button": return "(\(value("name", tag))\(value("value", tag))) "
        default: return ""
        }
    }

    private static func value(_ attribute: String, _ tag: String) -> String {
        guard let range = tag.range(of: " \(attribute)=\"[^\"]*\"", options: .regularExpression) else { return "" }
        return String(tag[range].dropFirst(attribute.count + 3).dropLast())
    }
}
