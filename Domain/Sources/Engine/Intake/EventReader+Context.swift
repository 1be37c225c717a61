import Values

extension EventReader {
    /// An event's context in its two parts: what many events share is stored once, the rest with the event.
    struct Context {
        /// Canonical text; empty where there is none.
        var shared: [UInt8] = []
        var id: Int64?
        /// The values of the other members.
        var volatile: [Int] = []
    }

    /// Members of `context` that stay the same from one event of a device to the next.
    static let sharedContext: Set<String> = [
        "library", "userAgent", "userAgentData", "locale", "timezone", "device", "os", "ip",
    ]

    func context(of fields: EventFields, traitsAreProperties: Bool) -> Context {
        var context = Context()
        var keys: [Int] = []
        func collect(_ object: Int, unless isKnown: (String) -> Bool) {
            tape.members(of: object) { key, value in
                if tape.kind(value) == .null { return }
                let name = tape.string(key)
                if isKnown(name) || traitsAreProperties && name == "traits" { return }
                if EventReader.sharedContext.contains(name) {
                    keys.append(key)
                } else {
                    context.volatile.append(value)
                }
            }
        }
        let own = fields[.context]
        if let own { collect(own) { _ in false } }
        if let common = shared.context {
            collect(common) { name in own.map { tape.member(name, of: $0) != nil } ?? false }
        }
        guard !keys.isEmpty else { return context }
        context.shared.reserveCapacity(256)
        tape.appendCanonicalMembers(keys, to: &context.shared)
        var hash = StableHash()
        hash.combine(bytes: context.shared[...])
        context.id = hash.finishSigned()
        return context
    }

    /// What is kept with the event besides: times as they were given, volatile context, members that the
    /// specification does not know, and under "ignored" what the key had no right to say. Empty for nothing.
    func rest(
        of fields: EventFields, call: Event.Call, volatileContext: [Int], ignored: [Int]
    ) -> [UInt8] {
        var text = ObjectText()
        for name in [EventFields.Name.timestamp, .originalTimestamp, .sentAt] {
            if let value = fields[name] { text.append(value, of: tape) }
        }
        if fields[.sentAt] == nil, let sentAt = shared.sentAt { text.append(sentAt, of: tape) }
        if let integrations = fields[.integrations], saysSomething(integrations) {
            text.append(integrations, of: tape)
        }
        if !volatileContext.isEmpty { text.append("context", text: object(of: volatileContext)) }
        for name in EventReader.leftovers(of: call) {
            if let value = fields[name] { text.append(value, of: tape) }
        }
        for value in fields.unknown { text.append(value, of: tape) }
        if !ignored.isEmpty { text.append("ignored", text: object(of: ignored)) }
        return text.isEmpty ? [] : text.finish()
    }

    private func object(of values: [Int]) -> [UInt8] {
        var text = ObjectText()
        for value in values { text.append(value, of: tape) }
        return text.finish()
    }

    /// Everywhere is the default: only another choice is worth a row's bytes.
    private func saysSomething(_ integrations: Int) -> Bool {
        switch tape.kind(integrations) {
        case .null: false
        case .object:
            tape.range(integrations).count > 20
                || ![Array("{}".utf8), Array(#"{"All":true}"#.utf8), Array(#"{"all":true}"#.utf8)]
                    .contains(tape.compact(integrations))
        case .bool, .number, .string, .array: true
        }
    }

    /// Members with a meaning in another call only.
    private static func leftovers(of call: Event.Call) -> [EventFields.Name] {
        switch call {
        case .track: [.name, .category, .traits, .groupID, .previousID]
        case .identify: [.event, .name, .category, .properties, .groupID, .previousID]
        case .page, .screen: [.event, .traits, .groupID, .previousID]
        case .group: [.event, .name, .category, .properties, .previousID]
        case .alias: [.event, .name, .category, .properties, .traits, .groupID]
        case .derived: []
        }
    }
}
