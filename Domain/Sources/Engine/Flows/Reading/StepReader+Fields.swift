import Conditions
import Values
import Yams

extension StepReader {
    /// Whether the field is written at all.
    mutating func has(_ key: String) -> Bool { fields.node(key) != nil }

    /// How long a wait lasts at most, which must be said.
    mutating func limit(_ what: String) -> TimeSpan? {
        let limit = span("up to")
        if limit == nil, !has("up to") {
            report("up to is missing: \(what) needs an end, such as up to: 14 days", at: "up to")
        }
        return limit
    }

    /// One name or a list of them.
    mutating func names(_ key: String, example: String) -> [String]? {
        let names = fields.texts(key).map(\.text.trimmed).filter { !$0.isEmpty }
        if names.isEmpty {
            report("\(key) is missing; write, for example, \(key): \(example)", at: key)
            return nil
        }
        return names
    }

    /// A keyword that needs no value: a mapping may give it none, or `any`.
    mutating func standsAlone(_ key: String) {
        guard let text = text(key)?.trimmed, !text.isEmpty, !["any", "true", key].contains(text) else { return }
        report("\(key) is \"\(text)\"; it takes no value", at: key)
    }

    /// A condition over the person alone, which can be asked at any time.
    mutating func watched(_ key: String) -> CompiledCondition? {
        guard required(key, example: "profile.visits > 10") != nil, let condition = condition(key) else { return nil }
        guard !condition.requirements.usesTrigger else {
            report(
                "\(key) is asked at any time, when there is no trigger; leave out trigger.… and since: trigger", at: key
            )
            return nil
        }
        return condition
    }

    mutating func zone(_ key: String) -> Zone? {
        guard let text = text(key) else { return nil }
        guard let zone = Zone(text) else {
            var message = "\(key) is \"\(text)\"; expected a time zone such as Europe/Berlin"
            if let nearest = Zone.nearest(to: text) { message += "; did you mean \(nearest)?" }
            report(message, at: key)
            return nil
        }
        return zone
    }

    /// Minutes after midnight.
    mutating func clock(_ key: String) -> Int? {
        guard let text = text(key) else { return nil }
        guard let minute = ClockText.minute(text) else {
            report("\(key) is \"\(text)\"; expected a time of day in quotes such as \"09:00\"", at: key)
            return nil
        }
        return minute
    }

    /// Days of the week; all of them where the field is left out.
    mutating func weekdays(_ key: String) -> Weekdays {
        var days: Set<Int> = []
        for (text, node) in fields.texts(key) {
            guard let found = Weekdays(word: text) else {
                var message = "\(key) is \"\(text)\"; expected a day such as monday, or weekdays or weekends"
                if let nearest = NearestName.of(text, among: Weekdays.words) { message += "; did you mean \(nearest)?" }
                fields.diagnostics.report(message, at: node)
                continue
            }
            days.formUnion(found.days)
        }
        return days.isEmpty ? .all : Weekdays(days: days)
    }

    /// Days before or after a date: below zero before it.
    mutating func daysAround() -> Int {
        let before = count("days before", 0...366)
        let after = count("days after", 0...366)
        if before != nil, after != nil {
            report("days before and days after exclude each other", at: "days after")
        }
        return before.map { -$0 } ?? after ?? 0
    }

    mutating func count(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard let text = text(key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            report(
                "\(key) is \"\(text)\"; expected a whole number from \(range.lowerBound) to \(range.upperBound)",
                at: key)
            return nil
        }
        return number
    }

    /// In ten thousandths.
    mutating func share(_ key: String) -> Int? {
        guard let text = text(key) else { return nil }
        guard let share = ShareText.read(text) else {
            report("\(key) is \"\(text)\"; expected a share such as 50%", at: key)
            return nil
        }
        return share
    }

    /// One of some words; the first where the field is left out.
    mutating func word(_ key: String, of words: [String]) -> String {
        guard let text = text(key) else { return words[0] }
        guard words.contains(text) else {
            var message = "\(key) is \"\(text)\"; expected \(words.listed)"
            if let nearest = NearestName.of(text, among: words) { message += "; did you mean \(nearest)?" }
            report(message, at: key)
            return words[0]
        }
        return text
    }

    /// A mapping of names to values; empty where the field is left out.
    mutating func object(_ key: String) -> JSONObject {
        guard has(key) else { return JSONObject() }
        return JSONObject((values(key) ?? []).map { JSONObject.Member(key: $0.key, value: $0.value) })
    }

    /// Any value; nil where the field is left out.
    mutating func value(_ key: String) -> JSON? {
        guard let node = fields.node(key) else { return nil }
        guard let value = JSON(yaml: node) else {
            report("\(key) cannot be read as a value", at: key)
            return nil
        }
        return value
    }

    /// The entries of a mapping, each a mapping with fields of its own, by their names.
    mutating func entries(_ key: String, fields known: [String], _ read: (String, Node, inout StepReader) -> Void) {
        guard let node = fields.node(key) else { return }
        guard case .mapping(let mapping) = node else {
            report("\(key) must be a mapping, each entry with \(known.joined(separator: ", "))", at: key)
            return
        }
        for (key, value) in mapping {
            guard let name = key.scalar?.string,
                let entry = MappingReader(value, what: name, diagnostics: fields.diagnostics)
            else { continue }
            var reader = StepReader(fields: entry)
            read(name, key, &reader)
            reader.fields.finish(known: known)
        }
    }

    /// The items of a list, each a mapping with fields and branches of its own, in order.
    mutating func items<Item>(
        _ key: String, fields known: [String], _ read: (inout StepReader) -> Item?
    ) -> [Item] {
        guard let node = fields.node(key), case .sequence(let nodes) = node, !nodes.isEmpty else {
            report("\(key) must be a list, each item with \(known.joined(separator: " and "))", at: key)
            return []
        }
        return nodes.compactMap { node in
            guard let itemFields = MappingReader(node, what: "an item of \(key)", diagnostics: fields.diagnostics)
            else { return nil }
            var reader = StepReader(fields: itemFields)
            let item = read(&reader)
            reader.fields.finish(known: known)
            branches += reader.branches
            return item
        }
    }

    /// Declares a way out that has no steps of its own: it leads to the step after this one.
    mutating func emptyBranch() { branches.append(nil) }
}

extension [String] {
    /// "a, b or c".
    var listed: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}
