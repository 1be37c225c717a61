import Values

/// Why a stored profile cannot be read: the row, not the reader, is at fault, so it is named and nothing is overwritten.
public struct ProfileDocumentError: Error, Sendable, CustomStringConvertible {
    public let key: ProfileKey
    public let reason: String

    public var description: String {
        "the stored profile \(key.rawValue) cannot be read: \(reason); restore it from a backup or report this"
    }
}

extension Profile {
    /// The format that this release writes; it reads every earlier one.
    static let documentVersion: Int64 = 1

    /// The stored form: compact JSON that begins with its version.
    public var document: String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.field("v", Profile.documentVersion)
        writer.field("created", createdAt)
        writer.field("seen", lastSeenAt)
        writer.field("stepped", steppedAt)
        writeIdentities(&writer)
        writeProperties(&writer)
        writeConsents(&writer)
        if let cart { write(cart, &writer) }
        if !journeys.isEmpty {
            writer.list("journeys", journeys) { $0.write(&$1) }
        }
        writer.list("entries", entries.sorted { $0.key < $1.key }) { entry, writer in
            writer.integers([entry.key, entry.value.count, entry.value.lastAt.milliseconds] + entry.value.keys)
        }
        writeCoupons(&writer)
        writeLists(&writer)
        writer.list("watched", watched.sorted { $0.key < $1.key }) { entry, writer in
            writer.integers([
                entry.key, entry.value.holds ? 1 : 0, entry.value.since.milliseconds, entry.value.version,
                entry.value.wakesAt?.milliseconds ?? -1,
            ])
        }
        writer.list("marketing", marketing) { $1.integers($0.row) }
        writer.endObject()
        return writer.text
    }

    private func writeIdentities(_ writer: inout JSONWriter) {
        writer.list("ids", identities) { owned, writer in
            writer.beginArray()
            writer.integer(owned.identity.key.rawValue)
            writer.integer(owned.identity.kind.rawValue)
            writer.string(owned.identity.value)
            // Always theirs is the rule; intervals are written where an anonymous id has them.
            for interval in owned.intervals where interval != .always {
                writer.integer(interval.from.milliseconds)
                writer.integer(interval.until?.milliseconds ?? -1)
            }
            writer.endArray()
        }
    }

    private func writeProperties(_ writer: inout JSONWriter) {
        writer.list("props", properties.sorted { $0.key < $1.key }) { entry, writer in
            writer.beginArray()
            writer.string(entry.key)
            writer.value(entry.value.value)
            writer.integer(entry.value.setAt.milliseconds)
            writer.string(entry.value.source)
            writer.endArray()
        }
    }

    private func writeConsents(_ writer: inout JSONWriter) {
        writer.list("consents", consents.values.sorted { $0.channel.rawValue < $1.channel.rawValue }) {
            consent, writer in
            writer.beginArray()
            writer.integer(consent.channel.rawValue)
            writer.integer(consent.status.rawValue)
            writer.integer(consent.at.milliseconds)
            writer.string(consent.source)
            writer.endArray()
        }
        writer.list("suppressed", suppressions) { suppression, writer in
            writer.beginArray()
            writer.integer(suppression.channel.rawValue)
            writer.string(suppression.reason)
            if let address = suppression.address { writer.string(address) }
            writer.endArray()
        }
    }

    private func write(_ cart: Cart, _ writer: inout JSONWriter) {
        writer.key("cart")
        writer.beginArray()
        writer.string(cart.id)
        writer.integer(cart.updatedAt.milliseconds)
        writer.value(.array(cart.items.map(JSON.object)))
        writer.value(cart.url.map(JSON.string) ?? .null)
        writer.value(cart.currency.map(JSON.string) ?? .null)
        writer.endArray()
    }
}

extension Journey {
    func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("flow", flow)
        writer.field("version", version)
        writer.field("entered", enteredAt)
        writer.field("position", Int64(position))
        writer.field("visit", visit)
        writer.field("sent", Int64(sent))
        writer.key("state")
        switch state {
        case .ready: writer.integers([0])
        case .waiting(let until): writer.integers([1, until.milliseconds])
        case .waitingForEvent(let until): writer.integers([2, until.milliseconds])
        case .waitingForAnswer(let effect): writer.integers([3, effect])
        case .waitingForMessage(let id): writer.integers([4, id])
        }
        if !data.isEmpty {
            writer.key("data")
            writer.value(.object(data))
        }
        writer.key("trigger")
        writer.beginArray()
        writer.string(trigger.name)
        writer.integer(trigger.occurredAt.milliseconds)
        writer.integer(trigger.order)
        writer.value(.object(trigger.properties))
        writer.endArray()
        writer.endObject()
    }
}

extension JSONWriter {
    mutating func field(_ name: String, _ value: Int64) {
        key(name)
        integer(value)
    }

    mutating func field(_ name: String, _ moment: Instant) { field(name, moment.milliseconds) }

    mutating func integers(_ values: [Int64]) {
        beginArray()
        for value in values { integer(value) }
        endArray()
    }

    mutating func list<Items: Collection>(
        _ name: String, _ items: Items, _ write: (Items.Element, inout JSONWriter) -> Void
    ) {
        guard !items.isEmpty else { return }
        key(name)
        beginArray()
        for item in items { write(item, &self) }
        endArray()
    }
}
