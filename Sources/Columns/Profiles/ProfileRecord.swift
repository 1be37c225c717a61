import Conditions

/// A profile with all that conditions read of it: what a column store keeps.
public struct ProfileRecord: Sendable {
    public var id: Int64
    /// Its workspace is not kept; whoever asks supplies it.
    public var subject: Subject

    public init(id: Int64, subject: Subject) {
        self.id = id
        self.subject = subject
    }
}
