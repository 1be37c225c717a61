import Foundation

/// Puts tracked links and the open pixel into a message's HTML.
public struct LinkRewriter: Sendable {
    /// What came of it.
    public struct Result: Sendable, Equatable {
        public var html: String
        /// The original targets: the link numbered 1 stands first.
        public var targets: [String]
    }

    /// Targets that begin with one of these stay as they are: unsubscribe, preferences, view in browser.
    public var untrackedPrefixes: [String]

    /// Whether links are tracked at all.
    public var tracksLinks: Bool

    public init(untrackedPrefixes: [String] = [], tracksLinks: Bool = true) {
        self.untrackedPrefixes = untrackedPrefixes
        self.tracksLinks = tracksLinks
    }

    /// Rewrites every `a` and `area` with an http or https target, save those with `data-no-track`, and places the pixel
    /// before the last `</body>`, or at the end without one. Every other byte stays. Linear in the document's length;
    /// links beyond 65,535 stay untracked.
    ///
    /// - Parameters:
    ///   - tracked: the address that stands in for the link of a number, from 1.
    ///   - pixel: the address of the open pixel; nil for none.
    public func rewritten(_ html: String, pixel: String? = nil, tracked: (UInt16) -> String) -> Result {
        var scanner = HTMLScanner(html)
        var output: [UInt8] = []
        output.reserveCapacity(html.utf8.count + 1024)
        var targets: [String] = []
        var copied = 0
        var bodyEnd: Int?
        while let token = scanner.next() {
            switch token {
            case .startTag(let tag):
                guard tracksLinks, targets.count < UInt16.max, let (link, target) = trackable(tag, in: scanner) else {
                    continue
                }
                targets.append(target)
                output.append(contentsOf: scanner.bytes[copied..<link.value.lowerBound])
                let address = HTMLEntities.escaped(tracked(UInt16(targets.count)))
                output.append(contentsOf: (link.isQuoted ? address : "\"\(address)\"").utf8)
                copied = link.value.upperBound
            case .endTag("body", let range):
                output.append(contentsOf: scanner.bytes[copied..<range.lowerBound])
                copied = range.lowerBound
                bodyEnd = output.count
            case .endTag, .text, .rawText, .other: break
            }
        }
        output.append(contentsOf: scanner.bytes[copied...])
        if let pixel { output.insert(contentsOf: Self.image(pixel), at: bodyEnd ?? output.count) }
        return Result(html: String(decoding: output, as: UTF8.self), targets: targets)
    }

    private func trackable(_ tag: HTMLTag, in scanner: HTMLScanner) -> (HTMLTag.Attribute, target: String)? {
        guard tag.name == "a" || tag.name == "area", let link = tag.attribute("href"), !link.value.isEmpty,
            tag.attribute("data-no-track") == nil
        else { return nil }
        // White space around an address, and line breaks within, are no part of it (WHATWG URL, 4.4).
        var trimmed = HTMLEntities.decoded(scanner.text(link.value))
        if trimmed.utf8.contains(where: { $0 <= 0x20 }) {
            trimmed.unicodeScalars.removeAll { $0 == "\n" || $0 == "\r" || $0 == "\t" }
            trimmed = trimmed.trimmingCharacters(in: .whitespaces)
        }
        let scheme = trimmed.prefix(8).lowercased()
        guard scheme.hasPrefix("http://") || scheme.hasPrefix("https://"),
            !untrackedPrefixes.contains(where: { trimmed.hasPrefix($0) })
        else { return nil }
        return (link, trimmed)
    }

    private static func image(_ address: String) -> String.UTF8View {
        let source = HTMLEntities.escaped(address)
        return #"<img src="\#(source)" width="1" height="1" alt="" style="display:block;border:0">"#.utf8
    }
}
