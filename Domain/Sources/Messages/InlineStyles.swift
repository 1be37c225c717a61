/// Gives the plain tags of a message's body their looks, since many mail programs ignore style sheets.
///
/// A tag that has a style of its own keeps it. What people or shops wrote is escaped before and holds no tags.
enum InlineStyles {
    private static let styles: [String: String] = [
        "p": "margin:0 0 16px",
        "h1": "margin:0 0 16px;font-size:24px;line-height:32px;font-weight:600",
        "h2": "margin:32px 0 8px;font-size:17px;line-height:26px;font-weight:600",
        "h3": "margin:24px 0 8px;font-size:16px;line-height:26px;font-weight:600",
        "ul": "margin:0 0 16px;padding-left:20px",
        "ol": "margin:0 0 16px;padding-left:20px",
        "li": "margin:0 0 6px",
        "hr": "margin:24px 0;border:0;border-top:1px solid #e5e2dc",
        "a": "color:#1d2125;text-decoration:underline",
        "blockquote": "margin:0 0 16px;padding-left:16px;border-left:3px solid #e5e2dc",
    ]

    static func applied(to html: String) -> String {
        let bytes = Array(html.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 1024)
        var copied = 0
        var index = 0
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            var end = open + 1
            while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
            index = end
            // Layout tables are most of a message's tags; none of theirs begins with one of these letters.
            guard end > open + 1, "phuolab".utf8.contains(bytes[open + 1] | 0x20),
                let style = styles[String(decoding: bytes[open + 1..<end], as: UTF8.self).lowercased()],
                let close = bytes[end...].firstIndex(of: UInt8(ascii: ">")), !hasStyle(bytes[end..<close])
            else { continue }
            output += bytes[copied..<end]
            output += " style=\"\(style)\"".utf8
            copied = end
        }
        output += bytes[copied...]
        return String(decoding: output, as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57)
    }

    private static func hasStyle(_ attributes: ArraySlice<UInt8>) -> Bool {
        String(decoding: attributes, as: UTF8.self).lowercased().contains("style=")
    }
}
