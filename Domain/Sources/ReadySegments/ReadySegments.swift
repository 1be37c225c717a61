/// The segments that Cartwheel brings along, ready to install (`Files/`, one file a segment).
public enum ReadySegments {
    public static let all: [ReadySegment] = [
        ReadySegment("high-value", PackageResources.high_value_segment),
        ReadySegment("spent-500", PackageResources.spent_500_segment),
        ReadySegment("vip", PackageResources.vip_segment),
        ReadySegment("cart-abandoners", PackageResources.cart_abandoners_segment),
        ReadySegment("browse-abandoners", PackageResources.browse_abandoners_segment),
        ReadySegment("one-time-buyers", PackageResources.one_time_buyers_segment),
        ReadySegment("repeat-buyers", PackageResources.repeat_buyers_segment),
        ReadySegment("loyal", PackageResources.loyal_segment),
        ReadySegment("infrequent", PackageResources.infrequent_segment),
        ReadySegment("inactive-30", PackageResources.inactive_30_segment),
        ReadySegment("inactive-90", PackageResources.inactive_90_segment),
        ReadySegment("inactive", PackageResources.inactive_segment),
        ReadySegment("engaged-30", PackageResources.engaged_30_segment),
        ReadySegment("never-purchased", PackageResources.never_purchased_segment),
        ReadySegment("category-interest", PackageResources.category_interest_segment),
        ReadySegment("discount-lovers", PackageResources.discount_lovers_segment),
        ReadySegment("big-baskets", PackageResources.big_baskets_segment),
        ReadySegment("at-risk", PackageResources.at_risk_segment),
        ReadySegment("new-this-week", PackageResources.new_this_week_segment),
        ReadySegment("window-shoppers", PackageResources.window_shoppers_segment),
        ReadySegment("birthday-this-month", PackageResources.birthday_this_month_segment),
        ReadySegment("rfm-champions", PackageResources.rfm_champions_segment),
        ReadySegment("rfm-loyal", PackageResources.rfm_loyal_segment),
        ReadySegment("rfm-promising", PackageResources.rfm_promising_segment),
        ReadySegment("rfm-slipping", PackageResources.rfm_slipping_segment),
        ReadySegment("rfm-lost", PackageResources.rfm_lost_segment),
    ]

    public static func named(_ slug: String) -> ReadySegment? { all.first { $0.slug == slug } }
}

/// A segment file that comes with Cartwheel: its name, one sentence about it, and its condition.
public struct ReadySegment: Sendable, Hashable {
    public let slug: String
    public let name: String
    public let about: String
    /// As it is written in the file, to be changed at will.
    public let condition: String
    /// The rule that came along before this one; nil where there was none.
    public let earlier: String?
    /// The span in the rule that follows the store's reorder interval, as it is written; nil where none does.
    public let rhythm: String?
    /// The amount in the rule, meant in euros; nil where it has none.
    public let amount: Int?

    /// Whether a rule is as it came along, now or earlier, with neither a rhythm nor a currency of the store's in it.
    public func isUnchanged(_ text: String) -> Bool { text == condition || text == earlier }

    init(_ slug: String, _ file: String) {
        self.slug = slug
        var fields: [String: String] = [:]
        var field = ""
        for line in file.split(separator: "\n") {
            if line.first == " " {
                fields[field, default: ""] += (fields[field, default: ""].isEmpty ? "" : "\n") + line.drop { $0 == " " }
            } else if let colon = line.firstIndex(of: ":") {
                field = String(line[..<colon])
                fields[field] = String(line[line.index(after: colon)...].drop { $0 == " " })
            }
        }
        name = fields["name"] ?? ""
        about = fields["about"] ?? ""
        condition = fields["when"] ?? ""
        earlier = fields["earlier"]
        rhythm = fields["rhythm"]
        amount = fields["amount"].flatMap { Int($0) }
    }
}
