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
            writer.endArray()
        }
    }

    mutating func readLists(_ json: JSON) {
        wakesAt = json.instant("wake")
        func labels(_ field: String) -> [String: Instant] {
            var labels: [String: Instant] = [:]
            for row in json.list(field) {
                guard let name = row[0]?.string, let at = row[1]?.number?.integer else { continue }
                labels[name] = Instant(milliseconds: at)
            }
            return labels
        }
        lists = labels("lists")
        tags = labels("tags")
        for row in json.list("topics") {
            guard let channel = row[0]?.number?.integer.flatMap({ Channel(rawValue: Int($0)) }) else { continue }
            topics[channel] = Set((row.array ?? []).dropFirst().compactMap(\.string))
        }
    }
}
