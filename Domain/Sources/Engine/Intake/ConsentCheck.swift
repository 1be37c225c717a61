import Values

/// Checks what a store says about a person's consent before anything rests on it.
///
/// Shape: `{"email": {"status": "granted" or "withdrawn", "source": "checkout", "at": ISO 8601}}`, a member a channel.
struct ConsentCheck {
    let reader: EventReader
    private var tape: JSONTape { reader.tape }

    init(reader: EventReader) { self.reader = reader }

    func check(_ consents: Int, at parent: String) throws(Rejection) {
        let path = "\(parent).consents"
        guard tape.kind(consents) == .object else {
            throw Rejection(
                .badConsent, at: path, "is \(tape.kind(consents).name), expected an object with a member a channel")
        }
        try tape.members(of: consents) { (key, value) throws(Rejection) in
            let channel = tape.string(key)
            guard Channel(name: channel) != nil else {
                let known = Channel.allCases.map(\.name).joined(separator: " or ")
                throw Rejection(.badConsent, at: path, "has the channel \(reader.quoted(channel)), expected \(known)")
            }
            try checkStatement(value, at: "\(path).\(channel)")
        }
    }

    private func checkStatement(_ statement: Int, at path: String) throws(Rejection) {
        guard tape.kind(statement) == .object else {
            throw Rejection(
                .badConsent, at: path,
                "is \(tape.kind(statement).name), expected an object with status, source and at")
        }
        let statuses = Consent.Status.allCases.map(\.name)
        let status = try text("status", of: statement, at: path, expected: "granted or withdrawn")
        guard statuses.contains(status) else {
            throw Rejection(
                .badConsent, at: "\(path).status", "is \(reader.quoted(status)), expected granted or withdrawn")
        }
        let source = try text("source", of: statement, at: path, expected: "where it was given")
        guard source.count <= IntakeLimits.nameLength else {
            throw Rejection(
                .badConsent, at: "\(path).source",
                "has \(source.count) characters, the limit is \(IntakeLimits.nameLength)")
        }
        try checkTime(try text("at", of: statement, at: path, expected: "an ISO 8601 time"), at: "\(path).at")
        try checkTopics(of: statement, at: "\(path).topics")
    }

    private func checkTopics(of statement: Int, at path: String) throws(Rejection) {
        guard let topics = tape.member("topics", of: statement), tape.kind(topics) != .null else { return }
        guard tape.kind(topics) == .array else {
            throw Rejection(.badConsent, at: path, "is \(tape.kind(topics).name), expected a list of names")
        }
        var count = 0
        try tape.elements(of: topics) { (_, topic) throws(Rejection) in
            count += 1
            guard tape.kind(topic) == .string else {
                throw Rejection(.badConsent, at: path, "has \(tape.kind(topic).name) in it, expected names")
            }
            let name = tape.string(topic).trimmed
            guard !name.isEmpty, name.count <= IntakeLimits.nameLength else {
                throw Rejection(
                    .badConsent, at: path,
                    "has a name of \(name.count) characters, expected 1 to \(IntakeLimits.nameLength)")
            }
        }
        guard count <= Profile.maximumTopics else {
            throw Rejection(.badConsent, at: path, "has \(count) names, the limit is \(Profile.maximumTopics)")
        }
    }

    private func checkTime(_ text: String, at path: String) throws(Rejection) {
        guard let moment = Instant(iso8601: text) else {
            throw Rejection(.badConsent, at: path, "is \(reader.quoted(text)), expected an ISO 8601 time")
        }
        let latest = reader.parser.receivedAt + IntakeLimits.futureTolerance
        guard (IntakeLimits.earliest...latest).contains(moment) else {
            throw Rejection(.badConsent, at: path, "is \(reader.quoted(text)), a time at which nobody can have said it")
        }
    }

    private func text(
        _ name: String, of statement: Int, at path: String, expected: String
    ) throws(Rejection) -> String {
        guard let value = tape.member(name, of: statement), tape.kind(value) != .null else {
            throw Rejection(.badConsent, at: path, "has no \(name), expected \(expected)")
        }
        guard tape.kind(value) == .string else {
            throw Rejection(
                .badConsent, at: "\(path).\(name)", "is \(tape.kind(value).name), expected \(expected)")
        }
        let text = tape.string(value).trimmed
        guard !text.isEmpty else {
            throw Rejection(.badConsent, at: "\(path).\(name)", "is empty, expected \(expected)")
        }
        return text
    }
}
