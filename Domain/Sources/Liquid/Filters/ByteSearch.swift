/// Finds a text in others in time that grows with their lengths' sum, whatever they hold (Knuth, Morris, Pratt 1977).
///
/// For UTF-8 this finds what a search by code points would, without normalising.
struct ByteSearch {
    let wanted: [UInt8]
    /// For each prefix of `wanted`, the length of its longest proper prefix that is also its suffix.
    private let borders: [Int]

    init(_ text: String) {
        wanted = Array(text.utf8)
        var borders = [Int](repeating: 0, count: wanted.count)
        var length = 0
        for index in wanted.indices.dropFirst() {
            while length > 0, wanted[index] != wanted[length] { length = borders[length - 1] }
            if wanted[index] == wanted[length] { length += 1 }
            borders[index] = length
        }
        self.borders = borders
    }

    /// The offset of the first occurrence that begins at `start` or later.
    func first(in bytes: [UInt8], from start: Int = 0) -> Int? {
        if wanted.isEmpty { return start }
        var matched = 0
        for index in bytes.indices.dropFirst(start) {
            while matched > 0, bytes[index] != wanted[matched] { matched = borders[matched - 1] }
            if bytes[index] == wanted[matched] { matched += 1 }
            if matched == wanted.count { return index + 1 - matched }
        }
        return nil
    }

    /// The offset of the last occurrence, which may overlap another.
    func last(in bytes: [UInt8]) -> Int? {
        if wanted.isEmpty { return bytes.count }
        var matched = 0
        var last: Int?
        for index in bytes.indices {
            while matched > 0, matched == wanted.count || bytes[index] != wanted[matched] {
                matched = borders[matched - 1]
            }
            if bytes[index] == wanted[matched] { matched += 1 }
            if matched == wanted.count { last = index + 1 - matched }
        }
        return last
    }
}

extension String {
    func containsBytes(of wanted: String) -> Bool { ByteSearch(wanted).first(in: Array(utf8)) != nil }

    func splitBytes(at separator: String) -> [String] {
        let bytes = Array(utf8)
        let search = ByteSearch(separator)
        var parts: [String] = []
        var start = 0
        while !separator.isEmpty, let found = search.first(in: bytes, from: start) {
            parts.append(String(decoding: bytes[start..<found], as: UTF8.self))
            start = found + search.wanted.count
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }

    func replacingBytes(of wanted: String, with replacement: String, onlyFirst: Bool = false) -> String {
        let bytes = Array(utf8)
        let search = ByteSearch(wanted)
        guard !wanted.isEmpty, var found = search.first(in: bytes) else { return self }
        var result: [UInt8] = []
        var start = 0
        while true {
            result += bytes[start..<found]
            result += replacement.utf8
            start = found + search.wanted.count
            guard !onlyFirst, let next = search.first(in: bytes, from: start) else { break }
            found = next
        }
        result += bytes[start...]
        return String(decoding: result, as: UTF8.self)
    }

    func replacingLastBytes(of wanted: String, with replacement: String) -> String {
        let bytes = Array(utf8)
        guard let found = ByteSearch(wanted).last(in: bytes) else { return self }
        let rest = bytes[(found + wanted.utf8.count)...]
        return String(decoding: bytes[..<found] + replacement.utf8 + rest, as: UTF8.self)
    }
}
