import Values

extension EventReader {
    /// What an event says besides who, when and what.
    struct Details {
        /// Compact JSON text of one object.
        var text: [UInt8]
        var ignored: [Int] = []
        /// Some libraries send an identify call's traits only there.
        var areContextTraits = false
    }

    func details(of fields: EventFields, call: Event.Call) throws(Rejection) -> Details {
        switch call {
        case .track: return Details(text: object(fields[.properties]))
        case .page, .screen:
            _ = try label(.name, of: fields)
            _ = try label(.category, of: fields)
            return Details(text: object(fields[.properties], adding: [fields[.name], fields[.category]]))
        case .group:
            guard try identifier(.groupID, of: fields) != nil else {
                throw Rejection(.noGroupID, "is a group call without a groupId")
            }
            return Details(text: object(fields[.traits], adding: [fields[.groupID]]))
        case .identify: return try traits(of: fields)
        case .alias, .derived: return Details(text: object(nil))
        }
    }

    private func traits(of fields: EventFields) throws(Rejection) -> Details {
        var traits = fields[.traits]
        var areContextTraits = false
        if traits == nil, let context = fields[.context], let found = tape.member("traits", of: context),
            tape.kind(found) == .object
        {
            traits = found
            areContextTraits = true
        }
        guard let traits, let consents = tape.member("consents", of: traits), tape.kind(consents) != .null else {
            return Details(text: object(traits), areContextTraits: areContextTraits)
        }
        guard parser.source.authority.isTrusted else {
            // Anybody can send with a key that stands in a shop's pages: consent needs the store's own word.
            return Details(
                text: object(traits, removing: "consents"), ignored: [consents], areContextTraits: areContextTraits)
        }
        try ConsentCheck(reader: self).check(consents, at: areContextTraits ? "context.traits" : "traits")
        return Details(text: object(traits), areContextTraits: areContextTraits)
    }

    /// The text of `object` with more members, each under the name that it has on the tape, replacing what has the
    /// same name.
    private func object(_ object: Int?, adding added: [Int?] = [], removing removed: String? = nil) -> [UInt8] {
        let added = added.compactMap(\.self)
        guard let object else {
            var text = ObjectText()
            for value in added { text.append(value, of: tape) }
            return text.finish()
        }
        if added.isEmpty, removed == nil { return tape.compact(object) }
        var left = Set(added.map { tape.string($0 - 1) })
        if let removed { left.insert(removed) }
        var text = ObjectText(capacity: tape.range(object).count + 64)
        tape.members(of: object) { key, value in
            if !left.contains(tape.string(key)) { text.append(value, of: tape) }
        }
        for value in added { text.append(value, of: tape) }
        return text.finish()
    }
}

/// Builds an object's compact JSON text from members that lie on a tape.
struct ObjectText {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    var isEmpty: Bool { bytes.count == 1 }

    /// Under the name that stands before the value on its tape.
    mutating func append(_ value: Int, of tape: JSONTape) {
        separate()
        bytes.append(contentsOf: tape.bytes[tape.range(value - 1)])
        bytes.append(UInt8(ascii: ":"))
        tape.appendCompact(value, to: &bytes)
    }

    /// - Parameter name: needs no escapes.
    mutating func append(_ name: StaticString, text: [UInt8]) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(contentsOf: "\":".utf8)
        bytes.append(contentsOf: text)
    }

    private mutating func separate() {
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    }

    consuming func finish() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
