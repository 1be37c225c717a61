import Values

/// Work that is due, with the event it is about.
public struct DueWork: Sendable, Hashable {
    public var item: WorkItem
    /// Of event work; nil where the event has been erased since.
    public var event: Event?

    public init(item: WorkItem, event: Event? = nil) {
        self.item = item
        self.event = event
    }
}
