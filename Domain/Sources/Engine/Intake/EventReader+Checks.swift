import Values

extension EventReader {
    func checkBounds(of event: Int) throws(Rejection) {
        guard tape.kind(event) == .object else {
            throw Rejection(.notAnObject, "is \(tape.kind(event).name), expected an object")
        }
        let size = tape.range(event).count
        guard size <= IntakeLimits.eventBytes else {
            throw Rejection(.tooLarge, "has \(size) bytes, the limit is \(IntakeLimits.eventBytes)")
        }
        guard tape.height(event) <= IntakeLimits.eventDepth else {
            throw Rejection(
                .tooDeep, "is nested \(tape.height(event)) levels deep, the limit is \(IntakeLimits.eventDepth)")
        }
    }

    func checkCharacters(of event: Int) throws(Rejection) {
        let traits = tape.traits(event)
        if traits.contains(.invalidUTF8) {
            throw misfit(.invalidUTF8, .invalidUTF8, in: event, "bytes that are not UTF-8")
        }
        if traits.contains(.containsNUL) {
            throw misfit(.nulCharacter, .containsNUL, in: event, "the character NUL, which no database text can hold")
        }
    }

    /// Members that the specification says are objects must be, or what they hold would be lost in silence.
    func checkObjects(in fields: EventFields) throws(Rejection) {
        for name in [EventFields.Name.properties, .traits, .context] {
            guard let value = fields[name], tape.kind(value) != .object else { continue }
            throw wrongType(value, at: name.text, expected: "an object")
        }
    }

    func wrongType(_ value: Int, at path: String, expected: String) -> Rejection {
        Rejection(.wrongType, at: path, "is \(tape.kind(value).name), expected \(expected)")
    }

    /// Names the first text below `event` that has the trait. The event's depth has been checked.
    private func misfit(
        _ rule: RejectionRule, _ trait: JSONTape.Traits, in event: Int, _ what: String
    ) -> Rejection {
        switch place(of: trait, in: event, path: "") {
        case .text(let path): Rejection(rule, at: path, "contains \(what)")
        case .key(let path): Rejection(rule, at: path, "has a key that contains \(what)")
        }
    }

    private enum MisfitPlace {
        case text(String)
        /// One of the keys of the object at this path.
        case key(String)
    }

    private func place(of trait: JSONTape.Traits, in value: Int, path: String) -> MisfitPlace {
        var found: MisfitPlace?
        switch tape.kind(value) {
        case .null, .bool, .number, .string: break
        case .array:
            tape.elements(of: value) { place, element in
                guard found == nil, tape.traits(element).contains(trait) else { return }
                found = self.place(of: trait, in: element, path: "\(path)[\(place)]")
            }
        case .object:
            tape.members(of: value) { key, member in
                guard found == nil else { return }
                if tape.traits(key).contains(trait) { found = .key(path) }
                guard found == nil, tape.traits(member).contains(trait) else { return }
                let name = tape.string(key)
                found = place(of: trait, in: member, path: path.isEmpty ? name : "\(path).\(name)")
            }
        }
        return found ?? .text(path)
    }
}

extension EventReader {
    /// An id's text; numbers are taken by their literal, as Segment's libraries write them. Nil where it is absent
    /// or blank.
    func identifier(_ name: EventFields.Name, of fields: EventFields) throws(Rejection) -> String? {
        guard let value = fields[name] else { return nil }
        guard let text = plainText(value) else { throw wrongType(value, at: name.text, expected: "a text") }
        return text.isEmpty ? nil : text
    }

    /// The text a person reads as a name; nil where it is absent or blank.
    func label(_ name: EventFields.Name, of fields: EventFields) throws(Rejection) -> String? {
        guard let value = fields[name] else { return nil }
        guard tape.kind(value) == .string else { throw wrongType(value, at: name.text, expected: "a text") }
        let text = tape.string(value).trimmedQuickly
        // Characters are never more than bytes, and counting those costs nothing.
        if text.utf8.count > IntakeLimits.nameLength, text.count > IntakeLimits.nameLength {
            throw Rejection(
                .nameTooLong, at: name.text,
                "has \(text.count) characters, the limit is \(IntakeLimits.nameLength)")
        }
        return text.isEmpty ? nil : text
    }

    /// The trimmed text of a string or number; nil for any other value.
    func plainText(_ value: Int) -> String? {
        switch tape.kind(value) {
        case .string: tape.string(value).trimmedQuickly
        case .number: tape.string(value)
        case .null, .bool, .array, .object: nil
        }
    }

    /// For a message: in quotes and cut short.
    func quoted(_ text: String) -> String { "\"\(text.printable(upTo: 60))\"" }
}

extension String {
    /// Without white space at either end; costs nothing where there is none.
    var trimmedQuickly: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        let isPlain = (0x21..<0x7F).contains(first) && (0x21..<0x7F).contains(last)
        return isPlain ? self : trimmed
    }
}
