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

    init(_ event: Event, _ definitions: Definitions) {
        self.event = event
        isOfCart = Cart.eventNames.contains(event.name)
        let isOfObject = ObjectIdentity.table[event.name] != nil
        tellsOfState =
            isOfCart && event.name != Cart.boughtEvent || event.call == .identify || event.call == .group
            || isOfObject && definitions.mayStartFlow(event.name)
        properties = tellsOfState ? EventBody.bytes(event.properties).object : JSONObject()
        // Of an order that starts nothing, its id is all that is read.
        let body: EventBody = tellsOfState ? .tree(properties) : .bytes(event.properties)
        objectKey =
            isOfObject
            ? ObjectIdentity(event: event.name, body: body)?.key(workspace: definitions.workspace) : nil
    }

    /// The properties, read where they were not.
    var allProperties: JSONObject { tellsOfState ? properties : EventBody.bytes(event.properties).object }
}
