import Values

/// One thing the engine has to do for one person, and when. Its identity comes of its cause: scheduling it
/// again changes nothing.
public struct WorkItem: Sendable, Hashable {
    /// In this order within one moment.
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        /// `id` is the event's sequence, `subject` the identity it is filed under.
        case event = 0
        /// Who this identity belongs to may have changed; `subject` is the identity.
        case relink = 1
        /// State handed over from a profile that joined this one; `payload` says which.
        case absorb = 2
        /// From console, API, receipt or unsubscribe; `payload` is the command.
        case command = 3
        /// A journey's wait has ended; `id` is the journey.
        case journeyDue = 4
        /// Time alone may have changed an answer about the person; `id` is the profile, or of earlier releases a segment.
        case conditionDue = 5
        /// A held message may go now; `id` is the message.
        case messageDue = 6
        /// A piece of the building of segments is to be done; `subject` says in which range, `payload` where it begins.
        case segmentBuild = 7
    }

    public var dueAt: Instant
    public var kind: Kind
    public var id: Int64
    /// The identity or profile it concerns; its bucket is where the work lies.
    public var subject: IdentityKey
    /// JSON text; empty for kinds that need none.
    public var payload: String

    public init(dueAt: Instant, kind: Kind, id: Int64, subject: IdentityKey, payload: String = "") {
        self.dueAt = dueAt
        self.kind = kind
        self.id = id
        self.subject = subject
        self.payload = payload
    }

    /// Events of the present lie before every timer, so that a wait never overtakes what has happened already.
    public static let firstInLine = Instant(milliseconds: 0)

    public var range: BucketRange { subject.bucket.range }
}
