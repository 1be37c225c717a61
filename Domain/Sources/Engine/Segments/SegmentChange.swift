import Values

/// Somebody entered or left a segment, a list, or those with a tag: a row more or less among its members.
public struct SegmentChange: Sendable, Hashable {
    /// What made them enter or leave.
    public enum Cause: Int, Sendable, Hashable, CaseIterable {
        /// Something that happened, or time.
        case live = 1
        /// A new or edited segment was built.
        case build = 2
        /// Two profiles turned out to be one person.
        case merge = 3
        /// Somebody's decision, or an import: of lists and tags.
        case manual = 4
    }

    /// Of the segment, list or tag.
    public var segment: Int64
    public var profile: ProfileKey
    public var isMember: Bool
    public var at: Instant
    public var cause: Cause

    public init(segment: Int64, profile: ProfileKey, isMember: Bool, at: Instant, cause: Cause) {
        self.segment = segment
        self.profile = profile
        self.isMember = isMember
        self.at = at
        self.cause = cause
    }
}
