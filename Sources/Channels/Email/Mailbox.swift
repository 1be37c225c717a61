/// An address together with the name that a reader sees.
public struct Mailbox: Sendable, Hashable {
    public var name: String?
    public var address: EmailAddress

    public init(name: String? = nil, address: EmailAddress) {
        self.name = name
        self.address = address
    }
}
