import Foundation

/// The rules for the name of a mail domain.
enum EmailDomain {
    /// RFC 1035, 2.3.4.
    static let limitInBytes = 253
    static let labelLimitInBytes = 63

    /// The domain in lower-case ASCII, or nil where the text is none.
    static func normalised(_ text: String) -> String? {
        guard text.utf8.count <= 4 * limitInBytes else { return nil }
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        let folded = isASCII ? text.lowercased() : text.lowercased().precomposedStringWithCompatibilityMapping
        var labels: [String] = []
        for label in folded.split(separator: ".", omittingEmptySubsequences: false) {
            guard let ascii = asciiLabel(String(label)) else { return nil }
            labels.append(ascii)
        }
        guard labels.count >= 2, labels.last?.utf8.allSatisfy(isDigit) == false else { return nil }
        let domain = labels.joined(separator: ".")
        return domain.utf8.count <= limitInBytes ? domain : nil
    }

    /// Whether a scalar beyond ASCII is one that people write: no control, separator, private or unassigned one.
    static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator,
            .format:
            false
        default: true
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func asciiLabel(_ label: String) -> String? {
        guard !label.isEmpty, label.first != "-", label.last != "-" else { return nil }
        let ascii: String
        if label.utf8.allSatisfy({ $0 < 0x80 }) {
            ascii = label
        } else {
            guard label.unicodeScalars.allSatisfy({ $0.isASCII || isWritten($0) }),
                let encoded = Punycode.encoded(label)
            else { return nil }
            ascii = "xn--" + encoded
        }
        guard ascii.utf8.count <= labelLimitInBytes else { return nil }
        let isHostName = ascii.utf8.allSatisfy { byte in
            isDigit(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
        }
        return isHostName ? ascii : nil
    }
}

/// The encoding that writes other scripts into a domain's labels (RFC 3492).
enum Punycode {
    private static let base = 36
    private static let lowestThreshold = 1
    private static let highestThreshold = 26
    private static let skew = 38
    private static let damp = 700

    /// The label without its `xn--`; nil where it is too long to be one.
    static func encoded(_ label: String) -> String? {
        let scalars = label.unicodeScalars.map { Int($0.value) }
        guard scalars.count <= EmailDomain.labelLimitInBytes else { return nil }
        var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
        let basicCount = output.count
        if basicCount > 0 { output.append(0x2D) }
        var handled = basicCount
        var next = 0x80
        var bias = 72
        var delta = 0
        while handled < scalars.count {
            guard let smallest = scalars.filter({ $0 >= next }).min() else { return nil }
            delta += (smallest - next) * (handled + 1)
            next = smallest
            for scalar in scalars {
                if scalar < next { delta += 1 }
                guard scalar == next else { continue }
                appendNumber(delta, bias: bias, to: &output)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            next += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func appendNumber(_ number: Int, bias: Int, to output: inout [UInt8]) {
        var rest = number
        var weight = base
        while true {
            let threshold = min(max(weight - bias, lowestThreshold), highestThreshold)
            if rest < threshold { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            weight += base
        }
        output.append(digit(rest))
    }

    private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26) }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var steps = 0
        while delta > ((base - lowestThreshold) * highestThreshold) / 2 {
            delta /= base - lowestThreshold
            steps += base
        }
        return steps + (base - lowestThreshold + 1) * delta / (delta + skew)
    }
}
