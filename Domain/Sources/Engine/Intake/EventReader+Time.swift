import Values

extension EventReader {
    /// When an event happened, as far as can be told.
    struct Occurrence {
        var at: Instant
        /// It only completes the past, and starts nothing.
        var isHistorical: Bool
    }

    /// Corrects the client's clock as the Segment specification does: received − (sent − timestamp).
    ///
    /// A clock that runs ahead a little puts an event into the near future: it counts as received now. What lies
    /// further off is refused, since every later decision would rest on it.
    func occurrence(of fields: EventFields) throws(Rejection) -> Occurrence {
        let received = parser.receivedAt
        let isImport = parser.endpoint == .import
        guard let (given, name) = try givenTime(in: fields) else {
            return Occurrence(at: received, isHistorical: isImport)
        }
        var corrected = given
        if !isImport, !isCorrectedAlready(fields), let sent = try sentAt(of: fields) {
            corrected = received - (sent - given)
        }
        guard corrected >= IntakeLimits.earliest else {
            throw absurd(name, given, "before \(IntakeLimits.earliest.iso8601)")
        }
        guard corrected <= received + IntakeLimits.futureTolerance else {
            throw absurd(name, given, "more than a day after it was received (\(received.iso8601))")
        }
        return Occurrence(
            at: min(corrected, received),
            isHistorical: isImport || corrected < received - IntakeLimits.historicalAge)
    }

    private func givenTime(in fields: EventFields) throws(Rejection) -> (Instant, EventFields.Name)? {
        let name: EventFields.Name =
            fields[.originalTimestamp] != nil && !isCorrectedAlready(fields) ? .originalTimestamp : .timestamp
        guard let value = fields[name] else { return nil }
        return (try moment(value, at: name.text), name)
    }

    /// A `timestamp` beside an `originalTimestamp` was corrected by the service that forwarded the event.
    private func isCorrectedAlready(_ fields: EventFields) -> Bool {
        fields[.timestamp] != nil && fields[.originalTimestamp] != nil
    }

    private func sentAt(of fields: EventFields) throws(Rejection) -> Instant? {
        guard let sentAt = fields[.sentAt] ?? shared.sentAt else { return nil }
        return try moment(sentAt, at: "sentAt")
    }

    private func moment(_ value: Int, at path: String) throws(Rejection) -> Instant {
        guard tape.kind(value) == .string else {
            throw Rejection(.badTimestamp, at: path, "is \(tape.kind(value).name), expected an ISO 8601 time")
        }
        let text = tape.string(value)
        guard let moment = Instant(iso8601: text) else {
            throw Rejection(.badTimestamp, at: path, "is \(quoted(text)), expected an ISO 8601 time")
        }
        return moment
    }

    private func absurd(_ name: EventFields.Name, _ given: Instant, _ why: String) -> Rejection {
        Rejection(.absurdTimestamp, at: name.text, "is \(given.iso8601), \(why) once the clock is corrected")
    }
}
