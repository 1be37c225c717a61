import Values

/// JSON over several lines, for reading; numbers and the order of keys stay as they came.
enum IndentedJSON {
    /// `raw` itself where it is no JSON.
    static func text(of raw: String) -> String {
        guard let json = try? JSON.parse(raw) else { return raw }
        var result = ""
        write(json, depth: 0, to: &result)
        return result
    }

    private static func write(_ json: JSON, depth: Int, to text: inout String) {
        let inner = "\n" + String(repeating: "  ", count: depth + 1)
        let outer = "\n" + String(repeating: "  ", count: depth)
        switch json {
        case .array(let items) where !items.isEmpty:
            text += "["
            for (index, item) in items.enumerated() {
                text += (index > 0 ? "," : "") + inner
                write(item, depth: depth + 1, to: &text)
            }
            text += outer + "]"
        case .object(let object) where !object.isEmpty:
            text += "{"
            for (index, member) in object.members.enumerated() {
                text += (index > 0 ? "," : "") + inner + JSON.string(member.key).text + ": "
                write(member.value, depth: depth + 1, to: &text)
            }
            text += outer + "}"
        case .null, .bool, .number, .string, .array, .object:
            text += json.text
        }
    }
}
