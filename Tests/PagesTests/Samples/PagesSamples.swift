import Values

@testable import Pages

/// Lively values for every page, always the same.
enum PagesSamples {
    static let now = Instant(iso8601: "2026-11-22T17:57:45.833Z")!

    static func context(_ path: String = Route.overview, theme: Theme = .system) -> PageContext {
        PageContext(
            path: path, userName: "Mira Holm", csrfToken: "csrf-7f3a", theme: theme, isDemo: true,
            workspaceName: "Juniper & Oak", zone: Zone("Europe/Berlin")!, now: now)
    }

    static func ago(_ span: TimeSpan) -> Instant { now - span }
    static func euros(_ minorUnits: Int64) -> MoneyAmount { MoneyAmount(minorUnits: minorUnits, currency: "EUR") }
}
