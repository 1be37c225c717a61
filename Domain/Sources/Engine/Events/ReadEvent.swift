import Conditions
import Values

/// A stored event whose properties are read once, where they say something of the person, their cart or an order; those of
/// others, page views above all, are for conditions, which read no more of them than they ask for.
struct ReadEvent {
    let event: Event
    /// Whether the properties were read.
    let tellsOfState: Bool
    /// Whether it changes a cart.
    let isOfCart: Bool
    /// Empty where they were not read.
    let properties: JSONObject
    /// The key of the order or the like that it is about; nil where it is about none.
    let objectKey: Int64?

    init(_ event: Event, in workspace: WorkspaceID) {
        self.event = event
        isOfCart = Cart.eventNames.contains(event.name)
        let isOfObject = ObjectIdentity.table[event.name] != nil
        tellsOfState = isOfCart || isOfObject || event.call == .identify || event.call == .group
        properties = tellsOfState ? EventBody.bytes(event.properties).object : JSONObject()
        objectKey =
            isOfObject ? ObjectIdentity(event: event.name, properties: properties)?.key(workspace: workspace) : nil
    }
}
