/// Carries calls of other systems.
public protocol WebhookTransport: Sendable {
    /// Makes one call and returns once its answer, or its failure, is known; never throws.
    func send(_ call: WebhookCall) async -> WebhookOutcome
}

/// One call of another system.
public struct WebhookCall: Sendable, Hashable {
    public var url: String
    public var method: String
    /// Its own headers are added to these.
    public var headers: [(name: String, value: String)] {
        get { headerPairs.map { ($0.name, $0.value) } }
        set { headerPairs = newValue.map { Header(name: $0.name, value: $0.value) } }
    }
    /// Nil for calls without one.
    public var body: [UInt8]?
    /// The same for every try: by it the other side knows a call that it has had.
    public var id: String

    private var headerPairs: [Header]

    private struct Header: Sendable, Hashable { var name, value: String }

    public init(
        url: String, method: String = "POST", headers: [(name: String, value: String)] = [], body: [UInt8]?, id: String
    ) {
        self.url = url
        self.method = method
        headerPairs = headers.map { Header(name: $0.name, value: $0.value) }
        self.body = body
        self.id = id
    }
}

/// What became of a call.
public enum WebhookOutcome: Sendable, Hashable {
    /// The other side answered with a success (2xx).
    case answered(status: Int, body: [UInt8])
    /// It answered otherwise.
    /// - retryAfter: seconds it asks to be left alone for.
    case refused(status: Int, body: String, retryAfter: Int?)
    /// No whole answer came.
    case failed(String)
    /// The address is none that may be called; trying again is no use.
    case impossible(String)
}
