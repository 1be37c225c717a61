/// The plain part of an e-mail, derived from its HTML.
public enum PlainText {
    /// What a reader without HTML should see: paragraphs, headings and table rows on lines of their own, lists with
    /// their marks, `text (address)` for links, images by their alternative text. Hidden elements (preheaders) are left
    /// out. Any input gives a text, in time linear in its length.
    public static func derived(fromHTML html: String) -> String {
        var scanner = HTMLScanner(html)
        var derivation = PlainTextDerivation()
        while let token = scanner.next() {
            switch token {
            case .text(let range): derivation.text(HTMLEntities.decoded(scanner.text(range)))
            case .startTag(let tag): derivation.open(tag, in: scanner)
            case .endTag(let name, _): derivation.close(name)
            case .rawText, .other: break
            }
        }
        return derivation.finished()
    }
}

/// Follows a document's tags and lays its text out in lines.
struct PlainTextDerivation {
    private struct Link {
        var address: String
        var start: Int
    }

    private enum List {
        case bulleted
        case numbered(next: Int)
    }

    private var lines = PlainTextLines()
    private var lists: [List] = []
    private var link: Link?
    private var preformattedDepth = 0
    /// The hidden element that is being left out, and how many of its name are open.
    private var hidden: (element: String, depth: Int)?

    mutating func text(_ text: String) {
        guard hidden == nil else { return }
        lines.append(text, keepingSpaces: preformattedDepth > 0)
    }

    mutating func open(_ tag: HTMLTag, in scanner: HTMLScanner) {
        if let (element, depth) = hidden {
            guard element == "head", tag.name == "body" else {
                if element == tag.name { hidden = (element, depth + 1) }
                return
            }
            hidden = nil
        }
        if Self.isHidden(tag, in: scanner) {
            if !Self.voidElements.contains(tag.name) { hidden = (tag.name, 1) }
            return
        }
        switch tag.name {
        case "a": openLink(scanner.value(of: "href", in: tag))
        case "img": lines.append(scanner.value(of: "alt", in: tag) ?? "", keepingSpaces: false)
        case "br": lines.breakOnce()
        case "hr":
            lines.endLine()
            lines.append("----------", keepingSpaces: false)
            lines.endLine()
        case "ul": openList(.bulleted)
        case "ol":
            openList(.numbered(next: scanner.value(of: "start", in: tag).flatMap { Int($0) } ?? 1))
        case "li": openItem()
        case "td", "th": lines.separateCell()
        case "pre":
            preformattedDepth += 1
            lines.endParagraph()
        default: endBlock(tag.name)
        }
    }

    mutating func close(_ name: String) {
        if let (element, depth) = hidden {
            guard element == name else { return }
            hidden = depth == 1 ? nil : (element, depth - 1)
            return
        }
        switch name {
        case "a": closeLink()
        case "ul", "ol":
            if lists.popLast() != nil { lines.depth = lists.count }
            if lists.isEmpty { lines.endParagraph() } else { lines.endLine() }
        case "li": lines.endLine()
        case "pre":
            preformattedDepth = max(0, preformattedDepth - 1)
            lines.endParagraph()
        default: endBlock(name)
        }
    }

    mutating func finished() -> String {
        closeLink()
        return lines.finished()
    }

    private mutating func endBlock(_ name: String) {
        if Self.paragraphs.contains(name) {
            lines.endParagraph()
        } else if Self.blocks.contains(name) {
            lines.endLine()
        }
    }

    private mutating func openList(_ list: List) {
        if lists.isEmpty { lines.endParagraph() } else { lines.endLine() }
        lists.append(list)
        lines.depth = lists.count
    }

    private mutating func openItem() {
        lines.endLine()
        guard let list = lists.last else { return lines.mark("- ") }
        switch list {
        case .bulleted: lines.mark("- ")
        case .numbered(let number):
            lines.mark("\(number). ")
            lists[lists.count - 1] = .numbered(next: number == .max ? number : number + 1)
        }
    }

    private mutating func openLink(_ address: String?) {
        closeLink()
        guard let address = address.map(HeaderField.withoutControls) else { return }
        let trimmed = String(address.drop { $0 == " " })
        let scheme = trimmed.prefix(8).lowercased()
        if scheme.hasPrefix("http://") || scheme.hasPrefix("https://") {
            link = Link(address: trimmed, start: lines.length)
        } else if scheme.hasPrefix("mailto:") {
            link = Link(address: String(trimmed.dropFirst(7).prefix { $0 != "?" }), start: lines.length)
        } else if scheme.hasPrefix("tel:") {
            link = Link(address: String(trimmed.dropFirst(4)), start: lines.length)
        }
    }

    private mutating func closeLink() {
        guard let link else { return }
        self.link = nil
        guard let shown = lines.text(from: link.start), !shown.isEmpty else { return }
        let isShown = ["", "http://", "https://"].contains { scheme in
            link.address == scheme + shown || link.address == scheme + shown + "/"
        }
        if !isShown { lines.append(" (\(link.address))", keepingSpaces: false) }
    }

    private static func isHidden(_ tag: HTMLTag, in scanner: HTMLScanner) -> Bool {
        if tag.name == "head" || tag.attribute("hidden") != nil { return true }
        guard let style = tag.attribute("style") else { return false }
        // Bytes, not characters: styles are most of an e-mail's HTML, and few of them hide anything.
        guard mayHide(scanner.bytes[style.value]) else { return false }
        let compact = scanner.bytes[style.value].filter { $0 > 0x20 }.map {
            (0x41...0x5A).contains($0) ? $0 | 0x20 : $0
        }
        return hidingDeclarations.contains { declaration in
            guard let first = declaration.first, compact.count >= declaration.count else { return false }
            return (0...compact.count - declaration.count).contains { start in
                compact[start] == first && compact[start..<start + declaration.count].elementsEqual(declaration)
            }
        }
    }

    /// Whether a style holds "none" or "hid", which each of the declarations below does.
    private static func mayHide(_ style: ArraySlice<UInt8>) -> Bool {
        style.withUnsafeBufferPointer { style in
            guard style.count >= 4 else { return false }
            for index in 0..<style.count - 2 {
                switch style[index] | 0x20 {
                case UInt8(ascii: "n"):
                    if index + 3 < style.count, style[index + 1] | 0x20 == UInt8(ascii: "o"),
                        style[index + 2] | 0x20 == UInt8(ascii: "n"), style[index + 3] | 0x20 == UInt8(ascii: "e")
                    {
                        return true
                    }
                case UInt8(ascii: "h"):
                    if style[index + 1] | 0x20 == UInt8(ascii: "i"), style[index + 2] | 0x20 == UInt8(ascii: "d") {
                        return true
                    }
                default: break
                }
            }
            return false
        }
    }

    private static let hidingDeclarations = ["display:none", "visibility:hidden", "mso-hide:all"].map { Array($0.utf8) }

    private static let voidElements: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let paragraphs: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "dl", "figure",
    ]
    private static let blocks: Set<String> = [
        "address", "article", "aside", "body", "center", "div", "dd", "dt", "fieldset", "figcaption", "footer", "form",
        "header", "html", "main", "nav", "section", "tbody", "tfoot", "thead", "tr",
    ]
}
