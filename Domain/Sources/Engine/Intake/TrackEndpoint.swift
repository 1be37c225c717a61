/// One of the calls of the Segment HTTP API, by the last part of its path.
///
/// Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
public enum TrackEndpoint: String, Sendable, Hashable, CaseIterable {
    case identify, track, page, screen, group, alias
    /// Many calls, each with its `type`.
    case batch
    /// Many calls from the past: stored as they are, starting nothing.
    case `import`

    /// `/v1/track`, also with a slash at the end; nil for any other path.
    public init?(path: some StringProtocol) {
        var path = path[...]
        if path.hasSuffix("/") { path.removeLast() }
        guard path.hasPrefix("/v1/") else { return nil }
        self.init(rawValue: String(path.dropFirst("/v1/".count)))
    }

    /// The call that every event of this endpoint is; nil where each event says it.
    var call: Event.Call? {
        switch self {
        case .identify: .identify
        case .track: .track
        case .page: .page
        case .screen: .screen
        case .group: .group
        case .alias: .alias
        case .batch, .import: nil
        }
    }
}

extension Event.Call {
    /// The `type` of an event in a batch; nil for what no client sends.
    init?(type: String) {
        switch type {
        case "identify": self = .identify
        case "track": self = .track
        case "page": self = .page
        case "screen": self = .screen
        case "group": self = .group
        case "alias": self = .alias
        default: return nil
        }
    }

    var typeName: String {
        switch self {
        case .identify: "identify"
        case .track: "track"
        case .page: "page"
        case .screen: "screen"
        case .group: "group"
        case .alias: "alias"
        case .derived: "derived"
        }
    }
}
