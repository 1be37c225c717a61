extension JSONTape {
    /// The characters of a string, escapes resolved; of any other value its JSON text.
    public func string(_ value: Int) -> String {
        let node = nodes[value]
        let start = Int(node.start)
        guard node.kind == .string else { return String(decoding: bytes[range(value)], as: UTF8.self) }
        return bytes.withUnsafeBufferPointer { buffer in
            guard node.traits.contains(.escaped) else {
                return String(decoding: buffer[(start + 1)..<(Int(node.end) - 1)], as: UTF8.self)
            }
            var scanner = JSONScanner(buffer, from: start)
            return (try? scanner.string()) ?? String(decoding: buffer[range(value)], as: UTF8.self)
        }
    }

    /// Appends the value's JSON text without the white space between its parts.
    public func appendCompact(_ value: Int, to output: inout [UInt8]) {
        let range = range(value)
        guard traits(value).contains(.spaced) else {
            output.append(contentsOf: bytes[range])
            return
        }
        bytes.withUnsafeBufferPointer { buffer in
            var index = range.lowerBound
            // What lies between two gaps is copied at once.
            var start = index
            while index < range.upperBound {
                switch buffer[index] {
                case 0x20, 0x0A, 0x0D, 0x09:
                    output.append(contentsOf: buffer[start..<index])
                    index += 1
                    start = index
                case UInt8(ascii: "\""): index = JSONTape.endOfString(buffer, from: index)
                default: index += 1
                }
            }
            output.append(contentsOf: buffer[start..<index])
        }
    }

    /// The value's JSON text without the white space between its parts.
    public func compact(_ value: Int) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(range(value).count)
        appendCompact(value, to: &output)
        return output
    }

    /// Appends compact text in which the members of every object stand in the order of their names' bytes, so that
    /// equal objects give equal text whatever order they were written in.
    ///
    /// Recursive: bound the value's `height` first.
    public func appendCanonical(_ value: Int, to output: inout [UInt8]) {
        switch kind(value) {
        case .null, .bool, .number, .string: output.append(contentsOf: bytes[range(value)])
        case .array:
            output.append(UInt8(ascii: "["))
            elements(of: value) { place, element in
                if place > 0 { output.append(UInt8(ascii: ",")) }
                appendCanonical(element, to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object:
            var keys: [Int] = []
            members(of: value) { key, _ in keys.append(key) }
            appendCanonicalMembers(keys, to: &output)
        }
    }

    /// Appends an object of the members with these keys, sorted as `appendCanonical` does.
    public func appendCanonicalMembers(_ keys: [Int], to output: inout [UInt8]) {
        var keys = keys
        if keys.count > 1 { keys.sort(by: precedes) }
        output.append(UInt8(ascii: "{"))
        for (place, key) in keys.enumerated() {
            if place > 0 { output.append(UInt8(ascii: ",")) }
            output.append(contentsOf: bytes[range(key)])
            output.append(UInt8(ascii: ":"))
            appendCanonical(key + 1, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        let (first, second) = (range(a), range(b))
        var (i, j) = (first.lowerBound, second.lowerBound)
        while i < first.upperBound, j < second.upperBound {
            if bytes[i] != bytes[j] { return bytes[i] < bytes[j] }
            i += 1
            j += 1
        }
        // Of repeated names the order they were written in decides, as it does for the reader.
        return first.count != second.count ? first.count < second.count : a < b
    }

    /// The index after the closing quote of the string that opens at `start`; the text is known to be valid.
    private static func endOfString(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start + 1
        while buffer[index] != UInt8(ascii: "\"") {
            index += buffer[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index + 1
    }
}
