/// The flows that Cartwheel brings along, ready to install (`Files/`, one YAML file a flow).
public enum ReadyFlows {
    public static let all: [ReadyFlow] = [
        ReadyFlow(slug: "abandoned-cart", file: PackageResources.abandoned_cart_yaml),
        ReadyFlow(slug: "welcome", file: PackageResources.welcome_yaml),
        ReadyFlow(slug: "order-confirmation", file: PackageResources.order_confirmation_yaml),
    ]

    public static func named(_ slug: String) -> ReadyFlow? { all.first { $0.slug == slug } }
}

/// A flow file that comes with Cartwheel; `FlowFile.read` reads its text like any other.
public struct ReadyFlow: Sendable, Hashable {
    public let slug: String
    /// The file as it is written, comments included.
    public let text: String

    init(slug: String, file: [UInt8]) {
        self.slug = slug
        text = String(decoding: file, as: UTF8.self)
    }
}
