import Values

/// Writes a flow in the one form that editors write: keys in the order of the reference, one a line, quotes only where
/// they are needed, long texts after a bar.
struct CanonicalWriter {
    /// Longer keys would need another form of YAML.
    static let mostKeyBytes = 200

    private(set) var text = ""
    /// Where the fields stand, in the order of the text.
    private(set) var marks: [Mark] = []
    private var line = 1
    private var column = 1

    /// A place in the text at which something begins.
    struct Mark {
        var line: Int
        var column: Int
        var place: DraftPlace
        /// Of the mapping that it is in: `["choose", "1"]`.
        var within: [String]
        var field: String?
    }

    /// What a value belongs to while it is written.
    fileprivate struct Context {
        var place = DraftPlace.flow
        var within: [String] = []
    }

    mutating func write(_ flow: DraftMapping, head: String) {
        if !head.isEmpty { put(head + "\n") }
        if flow.members.isEmpty { put("{}") }
        write(flow, form: FlowFile.form, last: "steps", indent: 0, Context())
        if !text.isEmpty { put("\n") }
    }

    /// A step alone, as a mapping that begins in the first column.
    mutating func write(step: DraftMapping) {
        write(step, at: StepPath(0), indent: 0)
        put("\n")
    }

    /// A value alone, as somebody would type it.
    mutating func write(value: DraftValue) {
        switch value {
        case .mapping(let mapping): write(mapping, form: [], last: nil, indent: 0, Context())
        case .list(let items):
            writeItems(items, indent: 0, isFirst: true) { $0.writeAfterDash($1, nil, indent: 2, Context()) }
        case .text, .literal: write(value, nil, indent: 0, Context())
        }
    }

    // MARK: Mappings

    /// - Parameter last: a key that goes after all others that are known, with an empty line before it.
    private mutating func write(
        _ mapping: DraftMapping, form: [FormField], last: String?, indent: Int, _ context: Context
    ) {
        let names = form.map(\.name) + [last].compactMap { $0 }
        let known = names.compactMap { name in mapping.members.first { $0.key == name } }
        let rest = mapping.members.filter { !names.contains($0.key) }
        for (number, member) in (known + rest).enumerated() {
            if number > 0 { newLine(indent) }
            if member.key == last, number > 0 { newLine(indent) }
            mark(context, field: member.key)
            put(ScalarText.key(member.key) + ":")
            switch (member.key, context.place) {
            case ("steps", .flow) where context.within.isEmpty && last != nil:
                writeSteps(member.value, in: .root, indent: indent)
            case ("trigger", .flow) where context.within.isEmpty && last != nil:
                writeTriggers(member.value, indent: indent)
            default:
                write(member.value, form.first { $0.name == member.key }, indent: indent, context)
            }
        }
    }

    private mutating func writeTriggers(_ value: DraftValue, indent: Int) {
        switch value {
        case .list(let items) where !items.isEmpty:
            var number = 0
            writeItems(items, indent: indent + 2) { writer, item in
                writer.writeTrigger(item, Context(place: .trigger(number)), indent: indent + 4)
                number += 1
            }
        case .mapping(let mapping) where !mapping.members.isEmpty:
            newLine(indent + 2)
            writeTrigger(value, Context(place: .trigger(0)), indent: indent + 2)
        default:
            if let words = value.words, !words.trimmed.isEmpty { markTrigger(words, Context(place: .trigger(0))) }
            write(value, nil, indent: indent, Context(place: .trigger(0)))
        }
    }

    private mutating func writeTrigger(_ value: DraftValue, _ context: Context, indent: Int) {
        guard case .mapping(let mapping) = value, !mapping.members.isEmpty else {
            markTrigger(value.words ?? "", context)
            return writeAfterDash(value, nil, indent: indent, context)
        }
        let kind = TriggerKinds.of(mapping.keys)
        write(mapping, form: kind?.wholeForm ?? [], last: nil, indent: indent, context)
    }

    /// A trigger that is only a word is an event's name, or one that stands alone.
    private mutating func markTrigger(_ words: String, _ context: Context) {
        let alone = TriggerKinds.all.first { $0.standsAlone && $0.keyword == words }
        mark(context, field: alone?.keyword ?? EventTrigger.keyword)
    }

    private mutating func writeSteps(_ value: DraftValue, in branch: BranchPath, indent: Int) {
        guard case .list(let steps) = value, !steps.isEmpty else {
            return write(value, nil, indent: indent, Context(place: branch.step.map(DraftPlace.step) ?? .flow))
        }
        var number = 0
        writeItems(steps, indent: indent + 2) { writer, step in
            let path = StepPath(branch, number)
            number += 1
            if case .mapping(let mapping) = step, !mapping.members.isEmpty {
                writer.write(mapping, at: path, indent: indent + 4)
            } else {
                writer.mark(Context(place: .step(path)), field: nil)
                writer.writeAfterDash(step, nil, indent: indent + 4, Context(place: .step(path)))
            }
        }
    }

    private mutating func write(_ step: DraftMapping, at path: StepPath, indent: Int) {
        let form = FlowDraft.kind(of: step)?.wholeForm ?? []
        write(step, form: form, last: nil, indent: indent, Context(place: .step(path)))
    }

    // MARK: Values

    /// After a key and its colon.
    private mutating func write(_ value: DraftValue, _ field: FormField?, indent: Int, _ context: Context) {
        switch (field?.kind, value) {
        case (.branch, _):
            if case .step(let path) = context.place, let field {
                return writeSteps(value, in: BranchPath(path, BranchName(field.name)), indent: indent)
            }
        case (.ways(let form), .list(let ways)) where !ways.isEmpty:
            if case .step(let path) = context.place, let field {
                return writeWays(ways, form, BranchPath(path, BranchName(field.name, way: 0)), indent: indent, context)
            }
        case (.translations(let form), .mapping(let mapping)) where !mapping.members.isEmpty:
            return writeTranslations(mapping, form, field?.name ?? "", indent: indent, context)
        default: break
        }
        switch value {
        case .list(let items):
            if let short = ScalarText.shortList(items, field?.kind) { return put(" " + short) }
            writeItems(items, indent: indent + 2) { writer, item in
                writer.writeAfterDash(item, field, indent: indent + 4, context)
            }
        case .mapping(let mapping):
            guard !mapping.members.isEmpty else { return put(" {}") }
            newLine(indent + 2)
            write(mapping, form: [], last: nil, indent: indent + 2, context.inside(field?.name))
        case .text, .literal:
            let scalar = ScalarText.write(value, field?.kind, indent: indent + 2)
            put(scalar.isEmpty || text.isEmpty ? scalar : " " + scalar)
        }
    }

    private mutating func writeWays(
        _ ways: [DraftValue], _ form: [FormField], _ first: BranchPath, indent: Int, _ context: Context
    ) {
        guard let step = first.step, let field = first.name?.field else { return }
        var number = 0
        writeItems(ways, indent: indent + 2) { writer, way in
            let inside = Context(place: context.place, within: context.within + [field, "\(number)"])
            let branch = BranchPath(step, BranchName(field, way: number))
            number += 1
            guard case .mapping(var mapping) = way, !mapping.members.isEmpty else {
                writer.mark(inside, field: nil)
                return writer.writeAfterDash(way, nil, indent: indent + 4, inside)
            }
            let steps = mapping["then"]
            mapping["then"] = nil
            writer.write(mapping, form: form, last: nil, indent: indent + 4, inside)
            guard let steps else { return }
            if !mapping.members.isEmpty { writer.newLine(indent + 4) }
            writer.mark(inside, field: "then")
            writer.put("then:")
            writer.writeSteps(steps, in: branch, indent: indent + 4)
        }
    }

    private mutating func writeTranslations(
        _ mapping: DraftMapping, _ form: [FormField], _ field: String, indent: Int, _ context: Context
    ) {
        for member in mapping.members {
            newLine(indent + 2)
            let inside = context.inside(field).inside(member.key)
            mark(inside, field: nil)
            put(ScalarText.key(member.key) + ":")
            if case .mapping(let texts) = member.value, !texts.members.isEmpty {
                newLine(indent + 4)
                write(texts, form: form, last: nil, indent: indent + 4, inside)
            } else {
                write(member.value, nil, indent: indent + 2, inside)
            }
        }
    }

    /// - Parameter isFirst: whether the list begins where the text stands now, rather than on the next line.
    private mutating func writeItems(
        _ items: [DraftValue], indent: Int, isFirst: Bool = false,
        _ write: (inout CanonicalWriter, DraftValue) -> Void
    ) {
        guard !items.isEmpty else { return put(" []") }
        for (number, item) in items.enumerated() {
            if number > 0 || !isFirst { newLine(indent) }
            put("-")
            // A list in a list begins on its own line.
            if case .list(let inner) = item, !inner.isEmpty {} else if item != .literal("") { put(" ") }
            write(&self, item)
        }
    }

    /// After the hyphen of an item, whose values begin in the column `indent`.
    private mutating func writeAfterDash(_ value: DraftValue, _ field: FormField?, indent: Int, _ context: Context) {
        switch value {
        case .list(let items):
            guard !items.isEmpty else { return put("[]") }
            writeItems(items, indent: indent) { writer, item in
                writer.writeAfterDash(item, nil, indent: indent + 2, context)
            }
        case .mapping(let mapping):
            guard !mapping.members.isEmpty else { return put("{}") }
            write(mapping, form: [], last: nil, indent: indent, context)
        case .text, .literal: put(ScalarText.write(value, field?.kind, indent: indent))
        }
    }

    // MARK: Text

    private mutating func mark(_ context: Context, field: String?) {
        marks.append(
            Mark(line: line, column: column, place: context.place, within: context.within, field: field))
    }

    private mutating func newLine(_ indent: Int) { put("\n" + String(repeating: " ", count: indent)) }

    private mutating func put(_ part: String) {
        text += part
        for scalar in part.unicodeScalars {
            if scalar == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
    }
}

extension CanonicalWriter.Context {
    fileprivate func inside(_ name: String?) -> Self {
        Self(place: place, within: within + [name].compactMap { $0 })
    }
}
