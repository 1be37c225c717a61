/// One attribute of an element; its name is fixed in the source, its value is escaped when written.
struct Attribute: Sendable {
    enum Value: Sendable {
        case fixed(StaticString)
        case text(String)
        case integer(Int)
        case flag
        /// Nothing is written: lets a call site decide without branching.
        case absent
    }

    let name: StaticString
    let value: Value

    init(_ name: StaticString, _ value: Value) {
        self.name = name
        self.value = value
    }

    static func named(_ name: StaticString, _ value: String) -> Attribute { Attribute(name, .text(value)) }
    static func named(_ name: StaticString, _ value: Int) -> Attribute { Attribute(name, .integer(value)) }

    static func flag(_ name: StaticString, when isOn: Bool = true) -> Attribute {
        Attribute(name, isOn ? .flag : .absent)
    }

    static func `class`(_ names: StaticString) -> Attribute { Attribute("class", .fixed(names)) }
    static func id(_ value: String) -> Attribute { Attribute("id", .text(value)) }
    static func type(_ value: StaticString) -> Attribute { Attribute("type", .fixed(value)) }
    static func role(_ value: StaticString) -> Attribute { Attribute("role", .fixed(value)) }
    static func name(_ value: StaticString) -> Attribute { Attribute("name", .fixed(value)) }
    static func value(_ value: String) -> Attribute { Attribute("value", .text(value)) }
    static func title(_ value: String) -> Attribute { Attribute("title", .text(value)) }
    static func label(_ value: String) -> Attribute { Attribute("aria-label", .text(value)) }
    static func scope(_ value: StaticString) -> Attribute { Attribute("scope", .fixed(value)) }
    static func tone(_ tone: Tone) -> Attribute { Attribute("data-tone", .text(tone.rawValue)) }
    static func live(_ key: LiveKey) -> Attribute { Attribute("data-live", .text(key.name)) }

    static func current(_ value: StaticString, when isCurrent: Bool) -> Attribute {
        Attribute("aria-current", isCurrent ? .fixed(value) : .absent)
    }

    static let hiddenFromReaders = Attribute("aria-hidden", .fixed("true"))

    /// A link's target; one whose scheme could run code becomes `#`.
    static func href(_ address: String) -> Attribute {
        Attribute("href", .text(Attribute.isSafe(address) ? address : "#"))
    }

    private static func isSafe(_ address: String) -> Bool {
        guard let first = address.utf8.first else { return false }
        if first == UInt8(ascii: "/") || first == UInt8(ascii: "?") || first == UInt8(ascii: "#") { return true }
        let lowered = address.prefix(8).lowercased()
        return lowered.hasPrefix("https://") || lowered.hasPrefix("http://") || lowered.hasPrefix("mailto:")
    }
}

/// What a colour says: the stylesheet maps each to a pair of tokens.
enum Tone: String, Sendable, CaseIterable {
    case plain, accent, good, warn, bad, info, plum, teal
}
