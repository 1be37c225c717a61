import Values

/// What every view needs to know besides its model: who looks, in what language and zone, and when.
public struct PageContext: Sendable {
    /// Path and query of the request, such as `/console/messages?state=held`; marks the current room and
    /// brings the reader back after a change of theme.
    public var path: String
    /// Nil where nobody is signed in.
    public var userName: String?
    /// Written as the hidden field `csrf` into every form that posts.
    public var csrfToken: String
    public var language: Language
    public var theme: Theme
    public var isDemo: Bool
    /// Then every page says so at its top.
    public var isMarketingStopped: Bool
    public var workspaceName: String
    /// The reader's own where the cookie ``Cookie/zone`` names one, the workspace's on the first visit.
    public var zone: Zone
    /// False on the first visit: then sentences name the zone, and the page's module turns all other moments.
    public var isZoneReaders: Bool
    public var now: Instant
    /// Said once at the top of the page: the outcome of the form that led here.
    public var notice: Notice?

    public init(
        path: String, userName: String? = nil, csrfToken: String, language: Language = .english,
        theme: Theme = .system, isDemo: Bool = false, isMarketingStopped: Bool = false, workspaceName: String,
        zone: Zone = .utc,
        isZoneReaders: Bool = true, now: Instant, notice: Notice? = nil
    ) {
        self.path = path
        self.userName = userName
        self.csrfToken = csrfToken
        self.language = language
        self.theme = theme
        self.isDemo = isDemo
        self.isMarketingStopped = isMarketingStopped
        self.workspaceName = workspaceName
        self.zone = zone
        self.isZoneReaders = isZoneReaders
        self.now = now
        self.notice = notice
    }

    var catalog: Catalog { language.catalog }
    var format: Formatter {
        Formatter(text: language.catalog.format, zone: zone, now: now, namesZone: !isZoneReaders)
    }
}

/// A sentence at the top of a page about what just happened.
public struct Notice: Sendable, Equatable {
    public var isProblem: Bool
    public var text: String

    public init(isProblem: Bool, text: String) {
        self.isProblem = isProblem
        self.text = text
    }
}

/// The colours the reader chose; kept in the cookie ``Cookie/theme``.
public enum Theme: String, Sendable, CaseIterable {
    case system, light, dark
}
