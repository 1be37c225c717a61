/// The names by which shops, Klaviyo, Omnisend, Google Analytics 4 and Meta call the same events.
///
/// Canonical are the names of Segment's e-commerce specification. Case and the signs between words do not matter:
/// "Order Completed", "order_completed" and "orderCompleted" are one. Names that are not here stay as they are.
///
/// Sources: segment.com/docs/connections/spec/ecommerce/v2, developers.klaviyo.com (server-side and on-site
/// metrics), api-docs.omnisend.com (recommended events), developers.google.com/analytics (recommended events),
/// developers.facebook.com (standard events).
public enum EventNames {
    /// The canonical name of each event, then its other names.
    static let table: [(canonical: String, others: [String])] = [
        ("Products Searched", ["Searched Site", "Submitted Search", "search", "view_search_results"]),
        ("Product List Viewed", ["Viewed Collection", "Viewed Category", "viewed product category", "view_item_list"]),
        ("Product List Filtered", []),
        ("Promotion Viewed", ["view_promotion"]),
        ("Promotion Clicked", ["select_promotion"]),
        ("Product Clicked", ["select_item"]),
        ("Product Viewed", ["Viewed Product", "view_item", "ViewContent"]),
        ("Product Added", ["Added to Cart", "added product to cart", "add_to_cart"]),
        ("Product Removed", ["Removed from Cart", "removed product from cart", "remove_from_cart"]),
        ("Cart Viewed", ["Viewed Cart", "view_cart"]),
        ("Checkout Started", ["Started Checkout", "begin_checkout", "InitiateCheckout", "Checkout Initiated"]),
        ("Checkout Step Viewed", []),
        ("Checkout Step Completed", ["add_shipping_info"]),
        ("Payment Info Entered", ["add_payment_info"]),
        ("Order Completed", ["Placed Order", "Order Placed", "Order Created", "purchase"]),
        ("Order Updated", []),
        ("Order Paid", ["Paid for Order"]),
        ("Order Fulfilled", ["Fulfilled Order"]),
        ("Order Refunded", ["Refunded Order", "refund"]),
        ("Order Cancelled", ["Cancelled Order", "Order Canceled", "Canceled Order"]),
        ("Product Ordered", ["Ordered Product"]),
        ("Coupon Entered", []),
        ("Coupon Applied", []),
        ("Coupon Denied", []),
        ("Coupon Removed", []),
        ("Product Added to Wishlist", ["Added to Wishlist", "add_to_wishlist"]),
        ("Product Removed from Wishlist", ["Removed from Wishlist"]),
        ("Wishlist Product Added to Cart", []),
        (
            "Back in Stock Requested",
            ["Subscribed to Back in Stock", "Back in Stock Subscribed", "Notify Me Requested"]
        ),
        ("Product Shared", []),
        ("Cart Shared", []),
        ("Product Reviewed", ["Reviewed Product", "Submitted Review"]),
        ("Signed Up", ["sign_up", "CompleteRegistration"]),
        // A page call's own name: the same thing by another road.
        ("page", ["Active on Site", "Viewed Page", "Page Viewed", "page_view"]),
    ]

    /// The canonical name of what a client called `name`, or `name` itself.
    public static func canonical(_ name: String) -> String {
        // Most clients send the canonical name or one other, spelled always alike.
        bySpelling[name] ?? byFolding[folded(name)] ?? name
    }

    private static let bySpelling: [String: String] = Dictionary(
        table.flatMap { row in ([row.canonical] + row.others).map { ($0, row.canonical) } },
        uniquingKeysWith: { first, _ in first })

    private static let byFolding: [String: String] = Dictionary(
        table.flatMap { row in ([row.canonical] + row.others).map { (folded($0), row.canonical) } },
        uniquingKeysWith: { first, _ in first })

    /// How events begin whose `properties.email` is that of the person who acts: of purchases, and of signing up. In any
    /// other event it names somebody only where nothing but a browser does.
    static let ofBuyers = [
        "Order ", "Checkout ", "Cart ", "Payment Info ", "Product Added", "Product Removed", "Coupon ", "Signed ",
        "Account ",
        "Email ", "Newsletter ", "Form ",
    ]

    /// Whether an event's `properties.email` belongs to who acts; by its canonical name.
    static func concernsBuyer(_ canonical: String) -> Bool { ofBuyers.contains { canonical.hasPrefix($0) } }

    /// Lower case, without the signs that stand between words.
    static func folded(_ name: String) -> String {
        String(name.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" })
    }
}
