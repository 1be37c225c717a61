import Engine
import Values

/// Which messages a list shows; nil and empty stand for all.
public struct MessageFilter: Sendable, Hashable {
    public var state: Message.State?
    public var flow: Int64?
    public var channel: Channel?
    /// What the address begins with, in lower case as addresses are stored.
    public var addressPrefix: String
    public var profile: ProfileKey?
    /// Created at this moment or later…
    public var from: Instant?
    /// …and before this one.
    public var until: Instant?

    public init(
        state: Message.State? = nil, flow: Int64? = nil, channel: Channel? = nil, addressPrefix: String = "",
        profile: ProfileKey? = nil, from: Instant? = nil, until: Instant? = nil
    ) {
        self.state = state
        self.flow = flow
        self.channel = channel
        self.addressPrefix = addressPrefix
        self.profile = profile
        self.from = from
        self.until = until
    }

    /// Of the index that knows messages held, bounced, complained, failed, refused and unknown by their state.
    static let isApart = "state IN (1, 8, 9, 10, 11, 12)"
}

extension Message.State {
    /// Whether messages in this state are found by it: they are few among those that were simply sent.
    var isApart: Bool {
        switch self {
        case .held, .bounced, .complained, .failed, .refused, .unknown: true
        case .ready, .sending, .sent, .delivered, .opened, .clicked: false
        }
    }
}

/// A filter as SQL: what an index finds, and what is looked at row by row.
struct MessageConditions {
    private(set) var indexed: [String] = []
    private(set) var residual: [String] = []
    private(set) var arguments: [SQLValue] = []

    init(_ filter: MessageFilter, in scope: WorkspaceScope) {
        let isByState = filter.state?.isApart == true && filter.profile == nil && filter.addressPrefix.isEmpty
        if let profile = filter.profile {
            add("messages.profile_key =", .int(profile.rawValue), isIndexed: true)
            // The sign keeps the planner from the index of all the workspace's messages.
            add("+messages.workspace =", .int(scope.id), isIndexed: false)
        } else {
            add("messages.workspace =", .int(scope.id), isIndexed: true)
        }
        if let state = filter.state {
            if isByState { indexed.append("messages.\(MessageFilter.isApart)") }
            add("messages.state =", .int(Int64(state.rawValue)), isIndexed: isByState)
        }
        if let flow = filter.flow {
            let isFirst = !isByState && filter.profile == nil && filter.addressPrefix.isEmpty
            add("messages.flow =", .int(flow), isIndexed: isFirst)
        }
        if let channel = filter.channel {
            add("messages.channel =", .int(Int64(channel.rawValue)), isIndexed: false)
        }
        if !filter.addressPrefix.isEmpty {
            let isFirst = filter.profile == nil
            add("messages.address >=", .text(filter.addressPrefix), isIndexed: isFirst)
            add("messages.address <", .text(endOfPrefix(filter.addressPrefix)), isIndexed: isFirst)
        }
        if let from = filter.from {
            add("messages.created_at >=", .int(from.milliseconds), isIndexed: filter.addressPrefix.isEmpty)
        }
        if let until = filter.until {
            add("messages.created_at <", .int(until.milliseconds), isIndexed: filter.addressPrefix.isEmpty)
        }
    }

    /// The next argument's number, as `$n`.
    mutating func argument(_ value: SQLValue) -> String {
        arguments.append(value)
        return "$\(arguments.count)"
    }

    private mutating func add(_ comparison: String, _ value: SQLValue, isIndexed: Bool) {
        let condition = "\(comparison) \(argument(value))"
        if isIndexed { indexed.append(condition) } else { residual.append(condition) }
    }
}
