extension IPAddress {
    /// Whether it leads to a machine of one's own network, or to nowhere, rather than into the internet: what a flow's
    /// author must not reach through this server (IANA's special-purpose registries, RFC 6890).
    public var isPrivate: Bool { IPAddress.privateRanges.contains { $0.contains(self) } || embedsPrivate }

    private static let privateRanges: [AddressRange] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1", "100::/64", "2001:db8::/32", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    ].compactMap { AddressRange($0) }

    /// An IPv6 address that stands for an IPv4 one: NAT64 (RFC 6052) and 6to4 (RFC 3056).
    private var embedsPrivate: Bool {
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B]), bytes.count == 16 {
            return IPAddress(bytes: Array(bytes.suffix(4))).isPrivate
        }
        if bytes.starts(with: [0x20, 0x02]), bytes.count == 16 {
            return IPAddress(bytes: Array(bytes[2..<6])).isPrivate
        }
        return false
    }
}
