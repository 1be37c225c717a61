import Values

extension Profile {
    /// Lists, tags, topics and the timer of segments in the stored form; what is empty is left out.
    func writeLists(_ writer: inout JSONWriter) {
        for (field, labels) in [("lists", lists), ("tags", tags)] {
            writer.list(field, labels.sorted { $0.key < $1.key }) { label, writer in
                writer.beginArray()
                writer.string(label.key)
                writer.integer(label.value.milliseconds)
                writer.endArray()
            }
        }
        if let wakesAt { writer.field("wake", wakesAt) }
        writer.list("topics", topics.sorted { $0.key.rawValue < $1.key.rawValue }) { entry, writer in
            writer.beginArray()
            writer.integer(entry.key.rawValue)
            for topic in entry.value.sorted() { writer.string(topic) }
            if let at = topicsSaidAt[entry.key] { writer.integer(at.milliseconds) }
            writer.endArray()
        }
    }

    mutating func readTopics(_ row: inout JSONScanner) throws(JSONError) {
        var channel: Channel?
        var found: Set<String> = []
        var at: Instant?
        try row.rows { (scanner: inout JSONScanner, place: Int) throws(JSONError) in
            if place == 0 {
                channel = try scanner.integer().flatMap { Channel(rawValue: Int($0)) }
                return
            }
            switch try scanner.value() {
            case .string(let topic): found.insert(topic)
            case .number(let number): at = number.integer.map(Instant.init(milliseconds:))
            case .null, .bool, .array, .object: break
            }
        }
        if let channel {
            topics[channel] = found
            topicsSaidAt[channel] = at
        }
    }
}

extension JSONScanner {
    /// Names with the moments since which they stand.
    mutating func labels() throws(JSONError) -> [String: Instant] {
        var labels: [String: Instant] = [:]
        try rows { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
            var name: String?
            var at: Instant?
            try scanner.rows { (scanner: inout JSONScanner, place: Int) throws(JSONError) in
                switch place {
                case 0: name = try scanner.text()
                case 1: at = try scanner.instant()
                default: _ = try scanner.value()
                }
            }
            if let name, let at { labels[name] = at }
        }
        return labels
    }
}
