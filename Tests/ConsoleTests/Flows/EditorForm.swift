import Engine
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Console

/// The editor's form as a browser without scripts holds it: what is in its fields, and which buttons it has.
struct EditorForm {
    var fields: [String: String] = [:]
    /// The queries of its buttons.
    private(set) var buttons: [String] = []

    init(_ page: String) {
        for match in page.matches(of: /<(input|textarea|select)([^>]*)>/) {
            let (tag, words) = (match.output.1, String(match.output.2))
            guard let name = EditorForm.attribute("name", words) else { continue }
            let rest = page[match.range.upperBound...]
            switch tag {
            case "textarea":
                let end = rest.firstRange(of: "</textarea>")?.lowerBound ?? rest.endIndex
                let text = EditorForm.plain(String(rest[..<end]))
                fields[name] = text.hasPrefix("\n") ? String(text.dropFirst()) : text
            case "select":
                let inner = rest[..<(rest.firstRange(of: "</select>")?.lowerBound ?? rest.endIndex)]
                let options = inner.matches(of: /<option([^>]*)>/).map { String($0.output.1) }
                let chosen = options.first { $0.contains(" selected") } ?? options.first ?? ""
                fields[name] = EditorForm.attribute("value", chosen) ?? ""
            default:
                let type = EditorForm.attribute("type", words)
                if type == "checkbox", !words.contains(" checked") { continue }
                let value = EditorForm.attribute("value", words) ?? ""
                fields[name] = type == "hidden" ? value : value.replacing("\n", with: "")
            }
        }
        buttons = page.matches(of: /formaction="([^"]*)"/).map {
            EditorForm.plain(String($0.output.1.drop { $0 != "?" }.dropFirst()))
        }
    }

    private static func attribute(_ name: String, _ words: String) -> String? {
        guard let start = words.firstRange(of: " \(name)=\"") else { return nil }
        return plain(String(words[start.upperBound...].prefix { $0 != "\"" }))
    }

    private static func plain(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    var text: String { fields["text"] ?? "" }

    /// What is sent: lines end as browsers end them.
    var sent: [String: String] { fields.mapValues { $0.replacing("\n", with: "\r\n") } }
}

/// Somebody before the editor of one flow.
final class EditorReader {
    let browser: Browser
    let address: String
    private(set) var page = ""
    var form = EditorForm("")
    private(set) var status = HTTPResponse.Status.ok

    init(_ browser: Browser, _ slug: String) async throws {
        self.browser = browser
        address = "/console/flows/\(slug)/edit"
        try await open()
    }

    func open(_ query: String = "") async throws { take(try await browser.get(address + query)) }

    private func take(_ answer: TestResponse) {
        (page, status) = (answer.text, answer.status)
        form = EditorForm(page)
    }

    /// Presses a button that the page has.
    func press(
        _ query: String, _ changes: [String: String] = [:], at place: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(form.buttons.contains(query), "there is no such button", sourceLocation: place)
        for (name, value) in changes {
            #expect(form.fields[name] != nil, "there is no field \(name)", sourceLocation: place)
            form.fields[name] = value
        }
        take(try await browser.post("\(address)?\(query)", form.sent))
    }

    /// - Returns: where it leads; nil where it was refused.
    func save() async throws -> String? {
        var fields = form.sent
        fields["operation"] = "save"
        let answer = try await browser.post(address, fields)
        if let location = answer.location { return location }
        take(answer)
        return nil
    }

    /// What the text says, step by step.
    var sentences: [String] { get throws { try FlowFile.read(form.text).steps.map(\.kind.sentence) } }
}
