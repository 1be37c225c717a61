import Values

/// What the settings' page shows; every value as it is typed.
public struct SettingsModel: Sendable {
    /// One form of the page; the raw value is the last part of its address.
    public enum Part: String, Sendable, CaseIterable {
        case shop, hours, caps, exclusions, stop, release
        case sendingOn = "sending-on"
        case sendingOff = "sending-off"
    }

    public var shop: Shop
    public var hours: Hours
    public var caps: Caps
    public var exclusions: [Exclusion]
    /// Names of the usual exclusions that the shop has not.
    public var missing: [Exclusion]
    public var isMarketingStopped: Bool
    public var sending: Sending
    /// The newest first.
    public var changes: [Change]
    /// Which form could not be saved, and why.
    public var problem: Problem?

    public init(
        shop: Shop, hours: Hours, caps: Caps, exclusions: [Exclusion], missing: [Exclusion] = [],
        isMarketingStopped: Bool = false, sending: Sending = .init(), changes: [Change] = [], problem: Problem? = nil
    ) {
        self.shop = shop
        self.hours = hours
        self.caps = caps
        self.exclusions = exclusions
        self.missing = missing
        self.isMarketingStopped = isMarketingStopped
        self.sending = sending
        self.changes = changes
        self.problem = problem
    }

    /// Empty rows at the end of a list of rules, to be filled in.
    public static let emptyRows = 2

    /// Whether messages leave through a mail server.
    public struct Sending: Sendable {
        public var isOn: Bool
        public var hasServer: Bool
        public var unsent: Unsent

        public init(isOn: Bool = false, hasServer: Bool = false, unsent: Unsent = .init()) {
            self.isOn = isOn
            self.hasServer = hasServer
            self.unsent = unsent
        }
    }

    public struct Problem: Sendable {
        public var part: Part
        public var text: String

        public init(part: Part, text: String) {
            self.part = part
            self.text = text
        }
    }

    public struct Shop: Sendable {
        /// By the names of ``Field``; those left out are empty.
        public var values: [Field: String]

        public init(values: [Field: String]) { self.values = values }

        public enum Field: String, Sendable, CaseIterable {
            case name = "shop_name"
            case url = "shop_url"
            case sender, zone, currency
            case replyTo = "reply_to"
            case postalAddress = "postal_address"
            case alertAddress = "alert_address"
        }
    }

    public struct Hours: Sendable {
        /// `09:00`
        public var opens: String
        public var closes: String
        public var keepsUsual: Bool
        public var countries: [Country]
        public var usual: [Usual]

        public init(opens: String, closes: String, keepsUsual: Bool, countries: [Country], usual: [Usual]) {
            self.opens = opens
            self.closes = closes
            self.keepsUsual = keepsUsual
            self.countries = countries
            self.usual = usual
        }
    }

    public struct Country: Sendable {
        public var code: String
        public var opens: String
        public var closes: String
        public var onSundays: Bool

        public init(code: String = "", opens: String = "", closes: String = "", onSundays: Bool = true) {
            self.code = code
            self.opens = opens
            self.closes = closes
            self.onSundays = onSundays
        }
    }

    /// Hours that are usual in a country, and who says so.
    public struct Usual: Sendable {
        public var hours: Country
        public var source: String

        public init(hours: Country, source: String) {
            self.hours = hours
            self.source = source
        }
    }

    public struct Caps: Sendable {
        public var perDay: String
        public var rows: [Cap]

        public init(perDay: String, rows: [Cap]) {
            self.perDay = perDay
            self.rows = rows
        }
    }

    public struct Cap: Sendable {
        /// What it counts: `all`, `email`, `sms` or `topic`.
        public var scope: String
        public var topic: String
        public var most: String
        public var days: String

        public init(scope: String = "all", topic: String = "", most: String = "", days: String = "") {
            self.scope = scope
            self.topic = topic
            self.most = most
            self.days = days
        }
    }

    public struct Exclusion: Sendable {
        public var name: String
        public var condition: String

        public init(name: String = "", condition: String = "") {
            self.name = name
            self.condition = condition
        }
    }

    public struct Change: Sendable {
        public var author: String
        public var at: Instant
        public var fields: [Field]

        public init(author: String, at: Instant, fields: [Field]) {
            self.author = author
            self.at = at
            self.fields = fields
        }

        /// One setting that became another.
        public struct Field: Sendable {
            /// As it is stored: `marketing_per_day`.
            public var name: String
            /// In words; nil where there was none, or where it is a list of rules.
            public var before: String?
            public var after: String?

            public init(name: String, before: String? = nil, after: String? = nil) {
                self.name = name
                self.before = before
                self.after = after
            }
        }
    }
}

extension SettingsModel.Part {
    public func notice(in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.settings.saved(self))
    }
}
