import Foundation
import Values

/// The stylesheet, modules and pictures of the pages, each served under a name that holds a hash of its content,
/// so that a browser may keep it for ever.
///
/// Read once at first use from the resource bundle that lies beside the program.
public enum Assets {
    public struct File: Sendable {
        public let bytes: [UInt8]
        /// Such as `text/css; charset=utf-8`.
        public let contentType: String
    }

    /// Where a page links to a file: `/assets/app.0123456789abcdef.css` for `app.css`.
    public static func url(_ name: String) -> String {
        guard let hashed = shelf.hashedNames[name] else { preconditionFailure("No asset is called \(name)") }
        return Route.assets + hashed
    }

    /// The file behind the last part of such an address; nil for any other name.
    public static func file(named hashedName: String) -> File? { shelf.files[hashedName] }

    /// The names as they lie in the source.
    static var names: [String] { shelf.hashedNames.keys.sorted() }

    private static let shelf = Shelf(directory: Bundle.module.bundleURL.appendingPathComponent("Assets"))
}

/// Files with their hashed names; a mention of one file in another (`"./live.js"`) is changed to the hashed name.
private struct Shelf: Sendable {
    private(set) var hashedNames: [String: String] = [:]
    private(set) var files: [String: Assets.File] = [:]

    init(directory: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        precondition(!names.isEmpty, "The pages' assets are missing: keep *_Pages.resources beside the program")
        var sources: [String: Data] = [:]
        for name in names { sources[name] = try? Data(contentsOf: directory.appendingPathComponent(name)) }
        for name in names { shelve(name, from: sources) }
    }

    private mutating func shelve(_ name: String, from sources: [String: Data]) {
        guard hashedNames[name] == nil, let data = sources[name] else { return }
        var text = String(decoding: data, as: UTF8.self)
        for other in sources.keys where other != name && text.contains("\"./\(other)\"") {
            shelve(other, from: sources)
            text = text.replacingOccurrences(of: "\"./\(other)\"", with: "\"./\(hashedNames[other] ?? other)\"")
        }
        let hashed = Shelf.hashedName(of: name, content: text)
        hashedNames[name] = hashed
        files[hashed] = Assets.File(bytes: Array(text.utf8), contentType: Shelf.contentType(of: name))
    }

    private static func hashedName(of name: String, content: String) -> String {
        var hash = StableHash()
        hash.combine(content)
        let digits = String(hash.finish(), radix: 16)
        let padded = String(repeating: "0", count: 16 - digits.count) + digits
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        return name[..<dot] + "." + padded + name[dot...]
    }

    private static func contentType(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }
}
