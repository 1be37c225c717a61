/// Which addresses of an event may become links in messages.
///
/// Anybody can read a browser key and report a cart for somebody else's e-mail address. Were every address in it taken,
/// the shop's own reminder would carry a stranger's link; so from a browser only the shop's own pages are.
enum LinkRule: Sendable, Hashable {
    case any
    /// This host and those below it.
    case within(host: String)

    init(authority: Event.Authority, shopURL: String) {
        guard !authority.isTrusted, let host = LinkRule.host(of: shopURL) else {
            self = .any
            return
        }
        self = .within(host: host.hasPrefix("www.") ? String(host.dropFirst(4)) : host)
    }

    func allows(_ url: String) -> Bool {
        switch self {
        case .any: return true
        case .within(let host):
            guard let found = LinkRule.host(of: url) else { return false }
            return found == host || found.hasSuffix("." + host)
        }
    }

    /// Nil where it is no plain web address: one with a user name before its host, say, is none.
    private static func host(of url: String) -> String? {
        let lower = url.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
        let authority = lower.utf8.dropFirst(scheme.utf8.count).prefix { !"/?#\\".utf8.contains($0) }
        let host = authority.prefix { $0 != UInt8(ascii: ":") }
        let isPlain = host.allSatisfy { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46
        }
        let port = authority.dropFirst(host.count + 1)
        guard isPlain, !host.isEmpty, port.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return String(decoding: host, as: UTF8.self)
    }
}
