import Values

/// The text under construction, as UTF-8.
struct OutputBuffer: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Lists stop being written past this many bytes, so that a short list of long texts cannot fill the memory.
    let limit: Int

    init(limit: Int = RenderLimits().outputBytes) { self.limit = limit }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var isOverfull: Bool { bytes.count > limit }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    @inline(__always)
    mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

    @inline(__always)
    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ value: LiquidValue) {
        switch value {
        case .json(let json): append(json)
        case .markup(let text): append(text)
        case .range(let first, let last): append("\(first)..\(last)")
        case .empty, .blank, .loop: break
        }
    }

    mutating func append(_ json: JSON) {
        switch json {
        case .null: break
        case .bool(let value): append(value ? "true" : "false")
        case .number(let number): append(number.liquidText)
        case .string(let text): append(text)
        case .array(let items):
            for item in items {
                append(item)
                if isOverfull { return }
            }
        case .object: appendInspected(json)
        }
    }

    /// An object as Ruby shows it, which is what Liquid has always printed: `{"a"=>1}`.
    private mutating func appendInspected(_ json: JSON) {
        switch json {
        case .null: append("nil")
        case .bool, .number: append(json)
        case .string: append(json.text)
        case .array(let items):
            append("[")
            for index in items.indices where !isOverfull {
                if index > 0 { append(", ") }
                appendInspected(items[index])
            }
            append("]")
        case .object(let object):
            append("{")
            for index in object.members.indices where !isOverfull {
                if index > 0 { append(", ") }
                append(JSON.string(object.members[index].key).text)
                append("=>")
                appendInspected(object.members[index].value)
            }
            append("}")
        }
    }

    /// With the five characters that mean something in HTML escaped.
    mutating func appendEscaped(_ value: LiquidValue) {
        switch value {
        case .markup(let text): append(text)
        case .json(.string(let text)): appendEscaped(text)
        case .json(.number), .json(.null), .json(.bool): append(value)
        default: appendEscaped(value.text)
        }
    }

    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for index in 0..<utf8.count {
                guard let entity = Self.entity(utf8[index]) else { continue }
                bytes.append(contentsOf: utf8[start..<index])
                append(entity)
                start = index + 1
            }
            bytes.append(contentsOf: utf8[start...])
        }
    }

    @inline(__always)
    private static func entity(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}

extension String {
    var escapedForHTML: String {
        var buffer = OutputBuffer()
        buffer.appendEscaped(self)
        return buffer.text
    }
}
