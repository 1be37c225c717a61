import Testing
import Values
import Yams

@testable import Engine

@Suite("What a form shows of a flow")
struct FormFieldTests {
    /// Keys that a kind asks for, over files that say much and little.
    private func asked(_ form: [FormField], _ read: (inout StepReader) -> Void) throws -> Set<String> {
        var asked: Set<String> = []
        let bare = form.prefix(1).map { "\($0.name): x" }
        let full = form.map { "\($0.name): '\($0.example.replacing("'", with: "''"))'" }
        for lines in [["nothing: 1"], bare, full] {
            let node = try #require(try compose(yaml: lines.joined(separator: "\n")))
            let fields = try #require(MappingReader(node, what: "a test", diagnostics: FlowDiagnostics()))
            var reader = StepReader(fields: fields)
            read(&reader)
            asked.formUnion(reader.fields.asked)
        }
        return asked
    }

    @Test("a form has every field that the file of a step may have, and no other")
    func steps() throws {
        for kind in StepKinds.all {
            let asked = try asked(kind.form) { _ = kind.init(&$0) }
            #expect(asked == Set(kind.form.map(\.name)), "\(kind.keyword)")
            #expect(kind.form.contains { $0.name == kind.keyword }, "\(kind.keyword)")
            #expect(Set(kind.form.map(\.name)).count == kind.form.count, "\(kind.keyword)")
        }
    }

    @Test("a form has every field that the file of a trigger may have, and no other")
    func triggers() throws {
        for kind in TriggerKinds.all {
            let asked = try asked(kind.form) { _ = kind.init(&$0) }
            #expect(asked == Set(kind.form.map(\.name)), "\(kind.keyword)")
            #expect(kind.form.first?.name == kind.keyword)
        }
    }

    @Test("every field says what it is for, in a sentence")
    func help() {
        func all(_ form: [FormField]) -> [FormField] {
            form
                + form.flatMap { field -> [FormField] in
                    switch field.kind {
                    case .ways(let inner), .translations(let inner): all(inner)
                    default: []
                    }
                }
        }
        let forms = StepKinds.all.map { $0.wholeForm } + TriggerKinds.all.map { $0.wholeForm } + [FlowFile.form]
        for field in forms.flatMap(all) {
            #expect(field.help.hasSuffix(".") || field.help.hasSuffix("…"), "\(field.name)")
            #expect(field.label.first?.isUppercase == true, "\(field.name)")
            #expect(!field.name.contains("."), "\(field.name)")
        }
    }

    @Test("a new step of any kind reads as it is")
    func newSteps() throws {
        for kind in StepKinds.all {
            var draft = FlowDraft.blank(name: "New")
            try draft.add("note", at: .last(.root), ["note": "hello"])
            let path = try draft.add(kind.keyword, at: .last(.root))
            #expect(path == StepPath(1))
            #expect(draft.check().faults == [], "\(kind.keyword)")
            #expect(draft.check().flow.map { type(of: $0.steps[1].kind).keyword } == kind.keyword)
        }
    }

    @Test("a new trigger of any kind reads as it is")
    func newTriggers() throws {
        for kind in TriggerKinds.all {
            var draft = FlowDraft.blank(name: "New")
            #expect(try draft.addTrigger(kind.keyword) == 1)
            let check = draft.check()
            #expect(check.faults == [], "\(kind.keyword)")
            #expect(check.flow.map { type(of: $0.starts[1].kind).keyword } == kind.keyword)
        }
    }

    /// What some fields need beside them.
    private static let companions = [
        "wait until.before": [("wait until", "coupon expires")],
        "coupon.prefix": [("codes", "generated")],
        "coupon.worth": [("budget", "1000")],
        "coupon.budget": [("worth", "10")],
    ]

    @Test("the examples of a form can be typed into it, one by one")
    func examples() throws {
        for kind in StepKinds.all {
            for field in kind.form where !field.example.isEmpty && field.kind != .step {
                var draft = FlowDraft.blank(name: "New")
                try draft.add("note", at: .last(.root), ["note": "hello"])
                let path = try draft.add(kind.keyword, at: .last(.root))
                for (name, value) in Self.companions["\(kind.keyword).\(field.name)"] ?? [] {
                    try draft.set(FieldPath(parts: [name]), of: .step(path), to: value)
                }
                try draft.set(FieldPath(parts: [field.name]), of: .step(path), to: field.example)
                // A field of the other kind of “wait until” does not go with the first.
                let faults = draft.check().faults.filter { !$0.message.contains("belongs to a wait until") }
                #expect(faults == [], "\(kind.keyword): \(field.name)")
                let shown = draft.fields(of: .step(path)).first { $0.path.parts == [field.name] }?.text ?? ""
                #expect(shown.trimmed == field.example.trimmed, "\(kind.keyword): \(field.name)")
            }
        }
    }
}
