import Values

/// What a batch says once for all of its events.
struct BatchMembers {
    /// When it was sent, for events that do not say so themselves.
    var sentAt: Int?
    /// Joins each event's own context, which goes before it.
    var context: Int?

    init() {}

    /// Refuses the request where a member cannot be used: a fault in it is a fault in every event.
    init(of tape: JSONTape) throws(TrackRequestError) {
        sentAt = BatchMembers.member("sentAt", of: tape)
        context = BatchMembers.member("context", of: tape)
        if let sentAt {
            let text = tape.string(sentAt)
            guard tape.kind(sentAt) == .string, Instant(iso8601: text) != nil else {
                let what = tape.kind(sentAt) == .string ? "\"\(text.printable(upTo: 60))\"" : tape.kind(sentAt).name
                throw .badMember(name: "sentAt", problem: "is \(what), expected an ISO 8601 time")
            }
        }
        if let context { try BatchMembers.check(context: context, of: tape) }
    }

    private static func check(context: Int, of tape: JSONTape) throws(TrackRequestError) {
        guard tape.kind(context) == .object else {
            throw .badMember(name: "context", problem: "is \(tape.kind(context).name), expected an object")
        }
        let size = tape.range(context).count
        guard size <= IntakeLimits.sharedContextBytes else {
            throw .badMember(
                name: "context", problem: "has \(size) bytes, the limit is \(IntakeLimits.sharedContextBytes)")
        }
        guard tape.height(context) < IntakeLimits.eventDepth else {
            throw .badMember(name: "context", problem: "is nested \(tape.height(context)) levels deep")
        }
        guard tape.traits(context).isDisjoint(with: [.invalidUTF8, .containsNUL]) else {
            throw .badMember(name: "context", problem: "contains NUL characters or bytes that are not UTF-8")
        }
    }

    private static func member(_ name: String, of tape: JSONTape) -> Int? {
        tape.member(name, of: JSONTape.root).flatMap { tape.kind($0) == .null ? nil : $0 }
    }
}
