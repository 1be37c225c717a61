import Values

/// Puts somebody on a list or takes them off, or does so with a tag.
public struct ListChange: Sendable, Hashable {
    public var label: Label
    /// False takes them off.
    public var isMember: Bool
    /// Who or what decided so, such as "import" or "ana@shop.example".
    public var source: String
    /// Whether joining may start flows: not for imports, unless chosen.
    public var startsFlows: Bool
    /// The name of another list or tag of the kind that this one takes the place of: only who has it is changed. Nil
    /// where there is none.
    public var replaces: String?

    public init(
        label: Label, isMember: Bool, source: String, startsFlows: Bool = true, replacing replaces: String? = nil
    ) {
        self.replaces = replaces
        self.label = label
        self.isMember = isMember
        self.source = source
        self.startsFlows = startsFlows
    }

    var isTag: Bool { label.kind == .tag }
}

/// A list or a tag, by its name.
public struct Label: Sendable, Hashable {
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        case list = 1
        case tag = 2
    }

    public var kind: Kind
    public var name: String

    public init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// Under which its members are kept; never a segment's.
    public var id: Int64 {
        var hash = StableHash()
        hash.combine("label")
        hash.combine(Int64(kind.rawValue))
        hash.combine(name)
        return hash.finishSigned()
    }
}

extension ListChange {
    var json: JSON {
        var object: JSONObject = [
            "kind": .number(Number(label.kind.rawValue)), "name": .string(label.name), "member": .bool(isMember),
            "source": .string(source), "starts": .bool(startsFlows),
        ]
        if let replaces { object["replaces"] = .string(replaces) }
        return .object(object)
    }

    init?(_ json: JSON) {
        guard let kind = json["kind"]?.number?.integer.flatMap({ Label.Kind(rawValue: Int($0)) }),
            let name = json["name"]?.string, let isMember = json["member"]?.bool
        else { return nil }
        self.init(
            label: Label(kind, name), isMember: isMember, source: json["source"]?.string ?? "",
            startsFlows: json["starts"]?.bool ?? true, replacing: json["replaces"]?.string)
    }
}
