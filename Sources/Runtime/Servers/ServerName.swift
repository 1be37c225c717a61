/// A running server among those on one database: which process it is, and where the others reach it.
public struct ServerName: Sendable, Hashable {
    /// `machine:process:start`. A process number comes back one day; with the start's moment the name is new each time.
    public let process: String
    /// Nil where the others cannot reach it.
    public let url: String?

    public init(process: String, url: String?) {
        self.process = process
        self.url = url
    }

    /// As it stands beside leases: the process, and after a space where it is reached.
    public init(owner: String) {
        let parts = owner.split(separator: " ", maxSplits: 1).map(String.init)
        process = parts.first ?? owner
        url = parts.count > 1 ? parts[1] : nil
    }

    public var owner: String { [process, url].compactMap { $0 }.joined(separator: " ") }

    /// For people: machine and process, and the address.
    public var told: String {
        let place = process.split(separator: ":").prefix(2).joined(separator: ":")
        return url.map { "\(place) at \($0)" } ?? place
    }
}
