import Values

/// What waits for a paused flow to be live again: a journey before its next step, or a held message.
///
/// Such work lies in the queue at a moment that never comes, each flow's at one of its own, so that it is found again
/// without looking at anything else.
public struct PausedWork: Sendable, Hashable {
    /// Since when it would have gone on: freshness counts from then.
    public var dueSince: Instant

    init(dueSince: Instant) { self.dueSince = dueSince }

    /// Nil where the payload is of work that never waited for its flow.
    public init?(payload: String) {
        guard let due = (try? JSON.parse(payload))?["paused_since"]?.number?.integer else { return nil }
        dueSince = Instant(milliseconds: due)
    }

    public var payload: String { (["paused_since": .number(Number(dueSince.milliseconds))] as JSON).text }

    /// In place of a flow: marketing that waits until it is no longer stopped.
    public static let allMarketing: Int64 = 0

    /// Everything from here on waits for a flow.
    public static let earliest = Instant(milliseconds: Instant.distantFuture.milliseconds + 1)

    /// Where the work of a paused flow lies.
    public static func moment(of flow: Int64) -> Instant {
        earliest + TimeSpan(milliseconds: Int64(UInt64(bitPattern: flow) >> 24))
    }
}

extension StepRun {
    /// Whether no step of the flow may begin now.
    func isPaused(_ flow: Int64) -> Bool { definitions.paused.contains(flow) }

    /// The journey at hand waits before its next step until its flow is live again.
    mutating func pause(_ flow: Flow) {
        journey.state = .ready
        schedule(
            .journeyDue, id: journey.id, at: PausedWork.moment(of: flow.id),
            payload: PausedWork(dueSince: dueSince).payload)
        log(.journeyPaused, subject: flow.id, "Waits: “\(flow.name)” is paused")
    }

    /// A held message waits until its flow is live again; then goal, exits and policy are asked anew.
    mutating func pause(_ message: Message) {
        change(message.id, to: .held, "Its flow is paused", due: message.dueAt)
        schedule(
            .messageDue, id: message.id, at: PausedWork.moment(of: message.flow),
            payload: PausedWork(dueSince: now).payload)
    }
}
