import Values

/// Reads one part of a tree in JSON.
struct TreeReader {
    let json: JSON
    let place: String
    let depth: Int

    func fault(_ message: String) -> ConditionTreeError { ConditionTreeError(message: message, place: place) }

    /// The member with this key, which must be there.
    func member(_ key: String) throws(ConditionTreeError) -> TreeReader {
        guard let reader = optional(key) else { throw fault("`\(key)` is missing") }
        return reader
    }

    /// The member with this key; nil where there is none or it is null.
    func optional(_ key: String) -> TreeReader? {
        guard let json = json[key], !json.isNull else { return nil }
        return TreeReader(json: json, place: place.isEmpty ? key : "\(place).\(key)", depth: depth + 1)
    }

    func text() throws(ConditionTreeError) -> String {
        guard let text = json.string else { throw fault("a text belongs here, not \(json.kindName)") }
        return text
    }

    func number() throws(ConditionTreeError) -> Number {
        guard let number = json.number else { throw fault("a number belongs here, not \(json.kindName)") }
        return number
    }

    func boolean() throws(ConditionTreeError) -> Bool {
        guard let answer = json.bool else { throw fault("true or false belongs here, not \(json.kindName)") }
        return answer
    }

    func items() throws(ConditionTreeError) -> [TreeReader] {
        guard let items = json.array else { throw fault("a list belongs here, not \(json.kindName)") }
        return items.enumerated().map { index, item in
            TreeReader(json: item, place: "\(place)[\(index)]", depth: depth + 1)
        }
    }

    /// One of the words of a closed set.
    func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type = Word.self) throws(ConditionTreeError) -> Word
    where Word.RawValue == String {
        let text = try text()
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue)
            let nearest = NearestName.of(text, among: words).map { "; did you mean \($0)?" } ?? ""
            throw fault("there is no `\(text)`; expected \(words.joined(separator: ", "))\(nearest)")
        }
        return word
    }

    /// Keys of a property from the outside in, at least one.
    func keys() throws(ConditionTreeError) -> [String] {
        let keys = try items().map { reader throws(ConditionTreeError) in try reader.text() }
        guard !keys.isEmpty else { throw fault("a property has at least one key") }
        return keys
    }

    func span() throws(ConditionTreeError) -> CalendarSpan {
        let count = try member("count")
        guard let whole = try count.number().integer, whole >= 1 else {
            throw count.fault("a duration is a whole number, 1 or more")
        }
        let span = CalendarSpan(count: whole, unit: try member("unit").word())
        guard !span.isTooLong else { throw fault("a duration is at most 1000 years") }
        return span
    }
}

extension Sequence {
    /// `map` that keeps the type of the error.
    fileprivate func map<T>(
        _ transform: (Element) throws(ConditionTreeError) -> T
    ) throws(ConditionTreeError) -> [T] {
        var result: [T] = []
        for element in self { result.append(try transform(element)) }
        return result
    }
}
