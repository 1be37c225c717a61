/// The addresses of the console: views link to them, the HTTP layer serves them.
public enum Route {
    public static let overview = "/console"
    /// Server-sent events of ``OverviewModel/livePayload(after:in:)``.
    public static let live = "/console/live"
    /// JSON of ``SearchResults`` for the palette; query `q`.
    public static let search = "/console/search"
    public static let customers = "/console/customers"
    public static let messages = "/console/messages"
    public static let flows = "/console/flows"
    public static let segments = "/console/segments"
    public static let newSegment = "/console/segments/new"
    /// The segments that come along; posting `from` installs one of them, `all` whatever is missing.
    public static let readySegments = "/console/segments/ready"
    public static let segmentOverlap = "/console/segments/overlap"
    /// JSON of ``ConditionAnswer`` for a rule that is posted as `text` or `tree`.
    public static let checkCondition = "/console/segments/check"
    /// A fragment of ``SegmentPreviewModel``.
    public static let previewSegment = "/console/segments/preview"
    /// JSON of values that a property has in this store; query `of`, and `event` for an event's.
    public static let values = "/console/segments/values"
    /// A list as a CSV file; its filters stand in the query.
    public static func export(of room: String) -> String { room + "/export.csv" }
    public static let rejected = "/console/rejected"
    public static let settings = "/console/settings"
    public static func settings(_ part: SettingsModel.Part) -> String { settings + "/" + part.rawValue }
    public static let quality = "/console/rejected/quality"
    public static let joins = "/console/rejected/people"
    public static let signIn = "/console/sign-in"
    public static let signOut = "/console/sign-out"
    public static let account = "/console/account"
    public static let ownPassword = "/console/account/password"
    public static let signOutEverywhere = "/console/account/sign-out-everywhere"
    public static let colleagues = "/console/account/colleagues"
    /// Where a link that was handed over leads: its owner chooses a password.
    public static let password = "/console/password"
    public static let firstStart = "/console/first-start"
    public static let theme = "/console/theme"
    /// Followed by the hashed name of a file.
    public static let assets = "/assets/"

    public static func customer(_ id: String) -> String { customers + "/" + Query.encoded(id) }
    public static func message(_ id: String) -> String { messages + "/" + Query.encoded(id) }
    /// The message's HTML alone, for the sandboxed frame.
    public static func messageBody(_ id: String) -> String { message(id) + "/body" }
    public static func flow(_ id: String) -> String { flows + "/" + Query.encoded(id) }
    public static func flow(_ id: String, _ change: FlowChange) -> String { flow(id) + "/" + change.rawValue }
    public static func segment(_ id: String) -> String { segments + "/" + Query.encoded(id) }
    public static func segmentEditor(_ id: String) -> String { segment(id) + "/edit" }
    public static func segmentExport(_ id: String) -> String { segment(id) + "/members.csv" }
    public static func segmentArchive(_ id: String) -> String { segment(id) + "/archive" }
    public static func colleagueLink(_ id: String) -> String { colleagues + "/" + Query.encoded(id) + "/link" }
    public static func colleagueRemoval(_ id: String) -> String { colleagues + "/" + Query.encoded(id) + "/remove" }
}

/// Flows and what belongs to them.
extension Route {
    public static let newFlow = flows + "/new"
    public static func flow(_ id: String, _ part: FlowPart) -> String {
        part == .drawing ? flow(id) : flow(id) + "/" + part.rawValue
    }
    public static func flowStart(_ id: String) -> String { flow(id) + "/start" }
    public static func flowPublish(_ id: String) -> String { flow(id) + "/publish" }
    public static func flowEditor(_ id: String) -> String { flow(id) + "/edit" }
    public static func flowFile(_ id: String) -> String { flow(id) + "/file.yaml" }
    public static func journey(_ id: String, of flow: String) -> String {
        Route.flow(flow, .journeys) + "/" + Query.encoded(id)
    }
    /// The journey where it is known, else why the person is in its flow or not; the flow alone where it is nobody's.
    public static func journey(_ id: String?, of flow: String, person: String?) -> String {
        if let id { return journey(id, of: flow) }
        guard let person, !person.isEmpty else { return Route.flow(flow) }
        return Query().adding("why", flow).address(on: customer(person)) + "#why"
    }
    public static func journey(_ id: String, of flow: String, _ change: JourneyChange) -> String {
        journey(id, of: flow) + "/" + change.rawValue
    }
    /// One person's way through the past that a backtest played.
    public static func backtestPath(_ person: String, of flow: String) -> String {
        Route.flow(flow, .backtest) + "/" + Query.encoded(person)
    }
    public static func callRetry(_ id: String, of flow: String) -> String {
        Route.flow(flow, .calls) + "/" + Query.encoded(id) + "/retry"
    }
}

/// What flows hand to people and to delivery.
extension Route {
    public static let tasks = "/console/tasks"
    public static func task(_ id: String, _ change: TaskChange) -> String {
        tasks + "/" + Query.encoded(id) + "/" + change.rawValue
    }
    public static let coupons = "/console/coupons"
    public static func couponPool(_ name: String) -> String { coupons + "/" + Query.encoded(name) }
    public static func couponCodes(_ name: String) -> String { couponPool(name) + "/codes" }
    public static let catalog = "/console/catalog"
    public static func product(_ id: String) -> String { catalog + "/" + Query.encoded(id) }
    public static let heldMessages = messages + "/held"
    public static func heldDrop(_ id: String) -> String { message(id) + "/drop" }
}

/// Lists, tags, stages and scores: they tell people apart, beside segments.
extension Route {
    public static let stages = segments + "/stages"
    public static let scores = segments + "/scores"

    public static func newRule(_ kind: RuleKind.Word) -> String {
        kind == .segment ? newSegment : newSegment + "?kind=" + kind.rawValue
    }
    public static func labels(_ kind: LabelKind) -> String { segments + (kind == .list ? "/lists" : "/tags") }
    public static func label(_ kind: LabelKind, _ name: String) -> String {
        labels(kind) + "/" + Query.encoded(name)
    }
    public static func label(_ kind: LabelKind, _ name: String, _ change: LabelChange) -> String {
        label(kind, name) + "/" + change.rawValue
    }
}

/// What is done to a list or tag from its page.
public enum LabelChange: String, Sendable, CaseIterable {
    case people, file, about, rename, empty, remove
    case takeOff = "take-off"
}

/// A query string built from the values that are set.
struct Query: Sendable {
    private var pairs: [(name: String, value: String)] = []

    func adding(_ name: String, _ value: String?) -> Query {
        guard let value, !value.isEmpty else { return self }
        var copy = self
        copy.pairs.append((name, value))
        return copy
    }

    func address(on path: String) -> String {
        guard !pairs.isEmpty else { return path }
        return path + "?" + pairs.map { "\($0.name)=\(Query.encoded($0.value))" }.joined(separator: "&")
    }

    /// Percent-encodes all but the unreserved characters (RFC 3986, 2.3).
    static func encoded(_ value: String) -> String {
        var bytes: [UInt8] = []
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexadecimal(byte >> 4))
                bytes.append(hexadecimal(byte & 15))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
