import Engine
import Hummingbird
import Pages
import Runtime
import Values

/// What the routes share.
struct ConsoleParts: Sendable {
    let system: CartwheelSystem
    let rooms: Rooms
    let accounts: AccountService
    let vocabulary: Vocabulary
    let quality: QualityService
    let cookies: ConsoleCookies
    let limits: ConsoleLimits

    init(system: CartwheelSystem, limits: ConsoleLimits) {
        self.system = system
        self.limits = limits
        rooms = Rooms(system)
        accounts = AccountService(system)
        vocabulary = Vocabulary(system)
        quality = QualityService(system)
        cookies = ConsoleCookies(isSecure: system.configuration.publicURL.lowercased().hasPrefix("https://"))
    }

    /// What a view needs to know besides its model.
    func page(_ request: Request, _ context: ConsoleContext, notice: Notice? = nil) async throws -> PageContext {
        page(request, context, settings: try await rooms.settings(), notice: notice)
    }

    func page(
        _ request: Request, _ context: ConsoleContext, settings: WorkspaceSettings, notice: Notice? = nil
    ) -> PageContext {
        let path = request.uri.string
        let zone = request.cookies[Pages.Cookie.zone].flatMap { Zone(FormFields.decoded($0.value.prefix(100))) }
        return PageContext(
            path: path.utf8.count <= ConsoleParts.longestPath ? path : request.uri.path,
            userName: context.visitor?.name,
            csrfToken: context.browserToken.isEmpty ? "" : accounts.formToken(for: context.browserToken),
            language: Language(acceptLanguage: request.headers[.acceptLanguage] ?? ""),
            theme: request.cookies[Pages.Cookie.theme].flatMap { Theme(rawValue: $0.value) } ?? .system,
            isDemo: system.configuration.isDemo, isMarketingStopped: settings.marketingStopped,
            workspaceName: settings.shopName, zone: zone ?? settings.zone,
            isZoneReaders: zone != nil, now: system.clock.now(), notice: notice)
    }

    /// Where a request came from, behind proxies too.
    func client(of request: Request, _ context: ConsoleContext) -> String {
        system.configuration.trustedProxies.client(
            peer: context.peer, forwardedFor: request.headers[values: .forwardedFor])
    }

    private static let longestPath = 2_000
}

/// How much the console does at once and for how long; tests make it less.
public struct ConsoleLimits: Sendable {
    /// Live streams at once; each costs a page's figures a second.
    public var streams = 100
    /// After so long the browser opens a stream anew, and who it is is asked again.
    public var streamLength = TimeSpan.minutes(10)
    public var streamInterval = TimeSpan.seconds(1)
    /// A connection that sends nothing for so long is closed.
    public var idleSeconds: Int64 = 75

    public init() {}
}
