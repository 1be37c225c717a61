import Values

/// One line of a person's log: what was decided, why, and with which definitions.
public struct LogEntry: Sendable, Hashable {
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        case profileMerged = 1
        case propertyChanged = 2
        case consentChanged = 3
        case flowEntered = 4
        case flowNotEntered = 5
        case stepTaken = 6
        case goalReached = 7
        case exited = 8
        case flowEnded = 9
        case messageQueued = 10
        case messageHeld = 11
        case messageRefused = 12
        case conditionChanged = 13
        case orderCopy = 14
        case linkRefused = 15
        case journeyRefreshed = 16
        case derivedEventsStopped = 17
        case suppressed = 18
        /// Work that could not be stepped was put off.
        case workSetAside = 19
        /// The journey waits before its next step, since its flow is paused.
        case journeyPaused = 20
        /// Somebody of the staff said that two people are one.
        case joinedByReview = 21
        /// A step could not be done, and the journey ended with it, as the step says.
        case journeyFailed = 22
        /// What a step waited for has come: an event, an answer, a code.
        case stepAnswered = 23

        /// Whether it says that a journey began, begins anew, did not begin, or is over.
        var tellsOfWholeJourney: Bool {
            switch self {
            case .flowEntered, .flowNotEntered, .journeyRefreshed, .goalReached, .exited, .flowEnded,
                .journeyFailed:
                true
            case .profileMerged, .propertyChanged, .consentChanged, .stepTaken, .messageQueued, .messageHeld,
                .messageRefused, .conditionChanged, .orderCopy, .linkRefused, .derivedEventsStopped, .suppressed,
                .workSetAside, .journeyPaused, .joinedByReview, .stepAnswered:
                false
            }
        }
    }

    public var profile: ProfileKey
    public var at: Instant
    public var kind: Kind
    /// Of the flow, message or condition concerned; 0 where none is.
    public var subject: Int64
    /// The work that led to it, as "event 12", "journey 34".
    public var cause: String
    public var definitionsVersion: Int64
    /// One sentence for a person.
    public var text: String
    /// The step that begins, or that got what it waited for; nil in other lines, and in those of releases that wrote none.
    public var mark: StepMark?

    public init(
        profile: ProfileKey, at: Instant, kind: Kind, subject: Int64 = 0, cause: String, definitionsVersion: Int64,
        text: String, mark: StepMark? = nil
    ) {
        self.profile = profile
        self.at = at
        self.kind = kind
        self.subject = subject
        self.cause = cause
        self.definitionsVersion = definitionsVersion
        self.text = text
        self.mark = mark
    }
}
