import Foundation
import Testing
import Values

@testable import Conditions

/// Runs what docs/conditions.md shows.
@Suite(
    "The reference of conditions", .enabled(if: Reference.text != nil, "docs/conditions.md is not beside these tests"))
struct DocumentationTests {
    @Test("every example gives the answer that stands beside it")
    func examples() throws {
        let shopper = try #require(Reference.blocks("json").first)
        let examples = Reference.blocks("condition").flatMap(Reference.examples)
        #expect(examples.count > 50)
        for (condition, expected) in examples {
            var line = try #require(try JSON.parse(shopper).object)
            line["condition"] = .string(condition)
            let answer = try JSON.parse(ConditionCheckLine.run(JSON.object(line).text))
            var said = answer["holds"]?.bool.map { "\($0)" } ?? answer["error"]?.string ?? ""
            if let until = answer["until"]?.string { said += " until \(until)" }
            #expect(said == expected, "\(condition)")
        }
    }

    @Test("every fault is reported as it stands there")
    func faultsShown() {
        let examples = Reference.blocks("fault").flatMap(Reference.examples)
        #expect(!examples.isEmpty)
        for (text, expected) in examples {
            #expect(faults(text).map(\.description).joined(separator: "; ") == expected, "\(text)")
        }
    }

    @Test("every sentence and tree is as it stands there, and the tree reads back")
    func printed() throws {
        let sentences = Reference.blocks("sentence").flatMap(Reference.examples)
        let trees = Reference.blocks("tree").flatMap(Reference.examples)
        #expect(!sentences.isEmpty && !trees.isEmpty)
        for (text, expected) in sentences { #expect(try Condition.parse(text).sentence == expected) }
        for (text, expected) in trees {
            #expect(try Condition.parse(text).tree.text == expected)
            #expect(try Condition(tree: JSON.parse(expected)) == Condition.parse(text))
        }
    }

    @Test("every function has an example that is run")
    func exampleOfEach() {
        let examples = Reference.blocks("condition").flatMap(Reference.examples).map(\.condition).joined(
            separator: "\n")
        for name in FunctionTable.names { #expect(examples.contains("\(name)("), "\(name)") }
        for relation in Relation.allCases {
            #expect(examples.contains(" \(relation.rawValue) "), "\(relation.rawValue)")
        }
    }

    @Test("every function, unit and channel is named")
    func complete() throws {
        let text = try #require(Reference.text)
        let units = CalendarSpan.Unit.allCases.map(\.rawValue)
        let kinds = TreeKind.allCases.map(\.rawValue) + Parser.windowBounds.map { "`\($0):" }
        for name in FunctionTable.names + units + kinds + CalendarUnit.allCases.map(\.rawValue) + ConsentChannel.names
            + Keyword.allCases.map(\.rawValue)
        {
            #expect(text.contains(name), "\(name)")
        }
    }
}

enum Reference {
    /// The text of the reference, found by walking up from this file.
    static let text: String? = {
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let file = folder.appending(path: "docs/conditions.md")
            if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
        }
        return nil
    }()

    /// The insides of the fenced blocks of one language.
    static func blocks(_ language: String) -> [String] {
        let parts = (text ?? "").components(separatedBy: "```")
        return parts.enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix(language + "\n") }
            .map { String($0.element.dropFirst(language.count + 1)) }
    }

    /// Conditions and, from the comment line below each, what they answer.
    static func examples(_ block: String) -> [(condition: String, answer: String)] {
        let lines = block.split(separator: "\n").map(String.init)
        return stride(from: 0, to: lines.count - 1, by: 2).map { (lines[$0], String(lines[$0 + 1].dropFirst(2))) }
    }
}
