/// A property and where it is looked up.
struct PropertyPath: Sendable, Hashable {
    enum Root: String, Sendable, Hashable, CaseIterable {
        /// The event that a `where` is asked of.
        case event
        /// The item of a list that a `where` is asked of.
        case item
        case profile
        case trigger
        case place
        case predicted
        /// What lies in the profile's cart; inside `where` the word is a property of the event.
        case cart
    }

    var root: Root
    /// Keys from the outside in; empty only for the whole place.
    var segments: [String]

    /// The parts that a place has.
    static let placeParts = ["country", "region", "city"]

    /// The parts that a cart has beside its list of products.
    static let cartParts = ["total", "items", "updated_at"]
    static let cartProducts = "products"

    /// What kind of value it reads, as far as that is known without reading it.
    var kind: ValueKind {
        switch root {
        case .event, .item, .profile, .trigger, .predicted: .unknown
        case .place: segments.isEmpty ? .place : .unknown
        case .cart: isCartProducts ? .list : segments == ["updated_at"] ? .moment : .number
        }
    }

    var isCartProducts: Bool { root == .cart && segments.first == PropertyPath.cartProducts }

    var isWholePlace: Bool { root == .place && segments.isEmpty }
}
