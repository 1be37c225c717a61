import Values

/// Reads the body of one call of the track API into events that can be stored as they are.
///
/// Cost: one pass over the text and one over each event's members, about 10 µs for an event of 700 bytes.
public struct TrackRequestParser: Sendable {
    public var endpoint: TrackEndpoint
    public var source: SourceKey
    public var receivedAt: Instant

    public init(endpoint: TrackEndpoint, source: SourceKey, receivedAt: Instant) {
        self.endpoint = endpoint
        self.source = source
        self.receivedAt = receivedAt
    }

    /// The key that a body names for itself, for requests without Basic authorization: who sends must be known
    /// before the rest is judged. Nil where there is none or the body is not JSON, which `parse` will explain.
    public static func writeKey(in body: [UInt8]) -> String? {
        guard body.count <= IntakeLimits.requestBytes, let tape = try? JSONTape(body) else { return nil }
        return writeKey(in: tape)
    }

    private static func writeKey(in tape: JSONTape) -> String? {
        guard let value = tape.member("writeKey", of: JSONTape.root), tape.kind(value) == .string,
            tape.traits(value).isDisjoint(with: [.invalidUTF8, .containsNUL])
        else { return nil }
        let key = tape.string(value).trimmed
        return key.isEmpty ? nil : key
    }

    /// - Parameter body: inflated already.
    public func parse(_ body: [UInt8]) throws(TrackRequestError) -> ParsedRequest {
        guard body.count <= IntakeLimits.requestBytes else {
            throw .tooLarge(bytes: body.count, limit: IntakeLimits.requestBytes)
        }
        let tape = try tape(of: body)
        guard tape.kind(JSONTape.root) == .object else {
            throw .notAnObject(kind: tape.kind(JSONTape.root).name)
        }
        var request = ParsedRequest(writeKey: TrackRequestParser.writeKey(in: tape))
        var reader = EventReader(tape: tape, parser: self)
        guard endpoint.call == nil else {
            reader.read(JSONTape.root, into: &request)
            return request
        }
        let batch = try batch(of: tape)
        reader.shared = try BatchMembers(of: tape)
        request.accepted.reserveCapacity(batch.count)
        tape.elements(of: batch.node) { place, event in
            reader.placeInBatch = place
            reader.read(event, into: &request)
        }
        return request
    }

    private func tape(of body: [UInt8]) throws(TrackRequestError) -> JSONTape {
        do {
            return try JSONTape(body)
        } catch {
            let isEmpty = body.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
            throw isEmpty ? .empty : .malformedJSON(error)
        }
    }

    private func batch(of tape: JSONTape) throws(TrackRequestError) -> (node: Int, count: Int) {
        guard let batch = tape.member("batch", of: JSONTape.root) else { throw .noBatch }
        guard tape.kind(batch) == .array else {
            throw .badMember(name: "batch", problem: "is \(tape.kind(batch).name), expected a list of events")
        }
        var count = 0
        tape.elements(of: batch) { _, _ in count += 1 }
        guard count <= IntakeLimits.eventsPerRequest else {
            throw .tooManyEvents(count: count, limit: IntakeLimits.eventsPerRequest)
        }
        return (batch, count)
    }
}
