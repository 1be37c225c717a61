import Values

/// Reads one property out of an event's body or a profile's properties.
struct KeyPathReader: Sendable {
    let segments: [String]
    private let keys: [[UInt8]]

    init(_ segments: [String]) {
        self.segments = segments
        keys = segments.map { Array($0.utf8) }
    }

    func value(in body: EventBody) -> Value {
        switch body {
        case .absent: .absent
        case .tree(let object): value(in: object)
        case .bytes(let bytes): bytes.withUnsafeBufferPointer { Value(JSONLookup.value(at: keys, in: $0)) }
        }
    }

    func value(in object: JSONObject) -> Value {
        var object = object
        for (index, segment) in segments.enumerated() {
            guard let member = object.members.last(where: { Bytes.areEqual($0.key, segment) }) else { return .absent }
            if index == segments.count - 1 { return Value(member.value) }
            guard case .object(let inner) = member.value else { return .absent }
            object = inner
        }
        return .absent
    }
}
