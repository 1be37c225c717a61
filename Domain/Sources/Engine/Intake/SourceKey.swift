/// The write key that a request came with: what it is called and what it may do.
public struct SourceKey: Sendable, Hashable {
    /// What people call it; never the key itself.
    public var name: String
    public var workspace: WorkspaceID
    public var authority: Event.Authority

    public init(name: String, workspace: WorkspaceID, authority: Event.Authority) {
        self.name = name
        self.workspace = workspace
        self.authority = authority
    }
}
