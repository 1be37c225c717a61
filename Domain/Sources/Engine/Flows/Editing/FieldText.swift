import Values

/// What is typed into a form's field, and what stands in the file for it.
enum FieldText {
    /// Nil where the field is left out.
    ///
    /// - Parameter keyword: of the step or trigger, whose own field stays whatever is typed.
    static func value(_ typed: String, _ field: FormField, keyword: String?) throws(FlowEditError) -> DraftValue? {
        let text = typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            // A mark of byte order, which YAML does not give back.
            .replacing("\u{FEFF}", with: "")
        guard !text.trimmed.isEmpty else {
            guard field.name == keyword, !field.holdsSteps else { return nil }
            return field.kind == .presence || field.kind == .pairs ? .literal("") : .text("")
        }
        switch field.kind {
        case .branch, .ways, .translations, .triggers:
            throw FlowEditError("\(field.name) is not typed: it is made of parts that are edited one by one")
        case .pairs, .value: return try tree(text, field)
        case .html:
            // A text after a bar ends with its line.
            return .text(text.hasSuffix("\n") ? text : text + "\n")
        case .words: return .text(text.trimmed)
        case .number, .wholeNumber:
            return DraftValue.isLiteral(text.trimmed) ? .literal(text.trimmed) : .text(text.trimmed)
        default: break
        }
        guard field.isList else { return .text(text.trimmed) }
        let items = names(text, field)
        return items.count == 1 ? .text(items[0]) : .list(items.map(DraftValue.text))
    }

    /// One a line; on a single line they are parted by commas, where no comma belongs to them.
    private static func names(_ text: String, _ field: FormField) -> [String] {
        let lines = text.split(separator: "\n").map { String($0).trimmed }.filter { !$0.isEmpty }
        guard lines.count == 1, field.kind != .condition, !text.hasSuffix("\n") else { return lines }
        let names = text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
        return names.isEmpty ? lines : names
    }

    private static func tree(_ text: String, _ field: FormField) throws(FlowEditError) -> DraftValue {
        let value: DraftValue?
        do throws(FlowFileErrors) {
            value = DraftValue(try FlowFile.root(of: text, what: "write \(field.example)"))
        } catch {
            let fault = error.errors.first
            throw FlowEditError(
                "\(field.name), line \(fault?.line ?? 1): \(fault?.message ?? "this cannot be read")")
        }
        guard let value else {
            throw FlowEditError("\(field.name) cannot be read; write, for example, \(field.example)")
        }
        if field.kind == .pairs, value.mapping == nil {
            throw FlowEditError("\(field.name) takes lines of names and values, such as \(field.example)")
        }
        return value
    }

    /// What a form shows for a value, which reads as the same again.
    static func text(_ value: DraftValue, _ field: FormField) -> String {
        switch (field.kind, value) {
        case (.pairs, .literal("")): return ""
        case (.pairs, _), (.value, _):
            var writer = CanonicalWriter()
            writer.write(value: value)
            return writer.text
        case (_, .text(let words)), (_, .literal(let words)):
            // A comma within a single name would part it.
            return field.isList && field.kind != .condition && words.contains(",") ? words + "\n" : words
        case (_, .list(let items)):
            let words = items.compactMap(\.words)
            guard field.kind != .condition, !words.contains(where: { $0.contains(",") }) else {
                return words.joined(separator: "\n")
            }
            return words.joined(separator: ", ")
        case (_, .mapping): return ""
        }
    }
}
