import Engine
import Foundation
import Messages
import ReadyFlows
import Testing

/// Reads what docs/flows.md shows.
@Suite("The reference of flows", .enabled(if: FlowReference.text != nil, "docs/flows.md is not beside these tests"))
struct DocumentationTests {
    @Test("every example reads, and its templates have no faults")
    func examples() throws {
        let examples = FlowReference.examples
        #expect(examples.count > 12)
        for example in examples {
            do throws(FlowFileErrors) {
                let flow = try FlowFile.read(example)
                #expect(MessageTemplates.faults(in: flow).isEmpty, "\(example)")
            } catch {
                Issue.record("\(error)\n\(example)")
            }
        }
    }

    @Test("every kind of step has its section, every field of it is named, and so is every key of a flow")
    func complete() throws {
        let text = try #require(FlowReference.text)
        for kind in StepKinds.all {
            let section = try #require(FlowReference.section("### \(kind.keyword)\n"), "\(kind.keyword)")
            for field in kind.fields { #expect(section.contains("`\(field)`"), "\(kind.keyword): \(field)") }
            #expect(section.contains("```yaml"), "\(kind.keyword) has no example")
        }
        for kind in TriggerKinds.all {
            for word in [kind.keyword] + kind.fields { #expect(text.contains("`\(word)`"), "\(kind.keyword): \(word)") }
        }
        for key in FlowFile.fields { #expect(text.contains("| `\(key)` |"), "\(key)") }
        for ready in ReadyFlows.all { #expect(text.contains("`\(ready.slug)`"), "\(ready.slug)") }
        for part in MessageTemplates.partNames { #expect(text.contains("| `\(part)` |"), "\(part)") }
    }
}

enum FlowReference {
    static let text: String? = {
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let file = folder.appending(path: "docs/flows.md")
            if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
        }
        return nil
    }()

    /// From a heading to the next.
    static func section(_ heading: String) -> String? {
        guard let text, let start = text.range(of: heading) else { return nil }
        let rest = text[start.upperBound...]
        return String(rest[..<(rest.range(of: "\n#")?.lowerBound ?? rest.endIndex)])
    }

    /// The fenced blocks, each made a whole file: some show steps or keys alone.
    static var examples: [String] {
        let parts = (text ?? "").components(separatedBy: "```")
        let blocks = parts.enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix("yaml\n") }
            .map { String($0.element.dropFirst("yaml\n".count)) }
        return blocks.map { block in
            if block.hasPrefix("flow:") { return block }
            let trigger = block.contains("trigger:\n") ? "" : "trigger: Order Completed\n"
            let head = "flow: example\nname: Example\n\(trigger)"
            return block.hasPrefix("-") ? "\(head)steps:\n\(block)" : "\(head)\(block)steps:\n  - end: here\n"
        }
    }
}
