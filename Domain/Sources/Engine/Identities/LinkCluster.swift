import Values

/// The facts around an identity, and who owns each identity in them now.
public struct LinkCluster: Sendable {
    public var facts: [LinkFact]
    public var owners: [IdentityKey: ProfileKey]

    public init(facts: [LinkFact], owners: [IdentityKey: ProfileKey]) {
        self.facts = facts
        self.owners = owners
    }
}
