import Engine
import Values

/// The stored form of an event's envelope: JSON with one-letter members, `r` last and kept as it came.
///
/// `i` holds the identities as `[kind, value]`, with the salt as a third element where it is not 0;
/// `p` the previous id, `m` the message id. Rows are never rewritten: every release reads this form.
enum EnvelopeCoding {
    static func encode(_ envelope: Envelope, salts: [UInt8] = []) -> [UInt8] {
        var writer = JSONWriter(capacity: 128 + envelope.rest.count)
        writer.beginObject()
        if !envelope.identities.isEmpty {
            writer.key("i")
            writer.beginArray()
            for (index, identity) in envelope.identities.enumerated() {
                writer.beginArray()
                writer.integer(identity.kind.rawValue)
                writer.string(identity.value)
                if index < salts.count, salts[index] > 0 { writer.integer(salts[index]) }
                writer.endArray()
            }
            writer.endArray()
        }
        if let previous = envelope.previousID {
            writer.key("p")
            writer.string(previous)
        }
        writer.key("m")
        writer.string(envelope.messageID)
        var bytes = writer.bytes
        if !envelope.rest.isEmpty {
            bytes.append(contentsOf: ",\"r\":".utf8)
            bytes.append(contentsOf: envelope.rest)
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// - Returns: the envelope, and the salt of each of its identities' keys.
    static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, contextID: Int64?
    ) throws(JSONError) -> (envelope: Envelope, salts: [UInt8]) {
        var envelope = Envelope(contextID: contextID)
        var salts: [UInt8] = []
        var scanner = JSONScanner(bytes)
        try scanner.members { (scanner: inout JSONScanner, key: String) throws(JSONError) in
            switch key {
            case "m": envelope.messageID = try scanner.string()
            case "p": envelope.previousID = try scanner.string()
            case "i":
                for item in try scanner.value().array ?? [] {
                    guard let kind = item[0]?.number?.integer.flatMap({ Identity.Kind(rawValue: Int($0)) }),
                        let value = item[1]?.string
                    else { continue }
                    envelope.identities.append(Identity(stored: kind, value: value))
                    salts.append(UInt8(clamping: item[2]?.number?.integer ?? 0))
                }
            default:
                let range = try scanner.skipValue()
                if key == "r" { envelope.rest = Array(bytes[range]) }
            }
        }
        return (envelope, salts)
    }
}
