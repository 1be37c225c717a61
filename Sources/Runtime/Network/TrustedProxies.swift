import Channels
import Foundation

/// The proxies whose word is taken for where a request came from (`X-Forwarded-For`).
public struct TrustedProxies: Sendable, Hashable {
    private let ranges: [AddressRange]

    /// What is taken where nothing is said: a proxy on this machine.
    public static let loopback = TrustedProxies(ranges: ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) })

    private init(ranges: [AddressRange]) { self.ranges = ranges }

    /// Reads addresses and ranges with commas between them; `none` trusts nobody.
    public init(_ text: String) throws(StartupError) {
        var ranges: [AddressRange] = []
        for part in text.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) where part != "none" {
            guard let range = AddressRange(part) else {
                throw StartupError(
                    "“\(part)” is no address of a proxy; expected one such as 10.0.0.5 or a range such as 10.0.0.0/8")
            }
            ranges.append(range)
        }
        self.ranges = ranges
    }

    func trusts(_ address: IPAddress) -> Bool { ranges.contains { $0.contains(address) } }

    /// Where a request came from: its peer or, where that is a trusted proxy, the last address in the header that no
    /// trusted proxy has. What stands before that one, anybody may have written.
    ///
    /// - Parameters:
    ///   - peer: nil where there is no socket.
    ///   - forwardedFor: the values of the header's lines, in their order.
    public func client(peer: String?, forwardedFor: [String]) -> String {
        guard let peer, var client = IPAddress(peer) else { return peer ?? "" }
        var hops = forwardedFor.flatMap { $0.split(separator: ",") }
        while trusts(client), let hop = hops.popLast(), let next = IPAddress(forwarded: hop) { client = next }
        return client.text
    }
}
