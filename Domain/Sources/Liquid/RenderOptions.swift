import Values

/// What a rendering may use and how far it may go.
public struct RenderOptions: Sendable {
    /// What `'now' | date` shows; nil leaves the word as it is.
    public var now: Instant?
    /// The zone in which dates are shown, and in which dates without an offset are read.
    public var zone: Zone
    /// What `render` and `include` find, by name.
    public var partials: [String: LiquidTemplate]
    public var limits: RenderLimits
    /// HTML-escapes every output except what `raw` or `safe` marks, so that a customer's name cannot inject markup.
    ///
    /// Captured text counts as marked, since what stands in it was escaped already; a text written in the template
    /// (`{{ '<br>' }}`) does not, and needs `raw`.
    public var escapesHTML: Bool
    /// In which amounts are written where the `money` filter names none; nil writes them as English does.
    public var language: String?
    public var unknownFilters: Leniency
    public var unknownVariables: Leniency

    /// What happens where a template names something that does not exist.
    public enum Leniency: Sendable, Equatable {
        /// The rendering fails and names it.
        case fail
        /// A filter passes its input on; a variable is nil.
        case ignore
    }

    public init(
        now: Instant? = nil, zone: Zone = .utc, partials: [String: LiquidTemplate] = [:],
        limits: RenderLimits = RenderLimits(), escapesHTML: Bool = false, language: String? = nil,
        unknownFilters: Leniency = .fail, unknownVariables: Leniency = .ignore
    ) {
        self.now = now
        self.zone = zone
        self.partials = partials
        self.limits = limits
        self.escapesHTML = escapesHTML
        self.language = language
        self.unknownFilters = unknownFilters
        self.unknownVariables = unknownVariables
    }
}

/// How far one rendering may go, so that no template can exhaust a worker.
public struct RenderLimits: Sendable, Equatable {
    /// In bytes; also bounds every text made on the way. Gmail clips a mail at 102 KB, so 5 MB is far past any use.
    public var outputBytes = 5_000_000
    /// Turns of all loops together, and items of any list made on the way.
    public var loopIterations = 100_000
    /// Bytes that filters and comparisons may look at: about a second of work.
    public var workBytes = 200_000_000
    /// Blocks and partials inside each other, which bounds the stack (some 10 KB a level in debug builds).
    public var depth = 80

    public init() {}
}

/// How deep a template's source may nest blocks, brackets or `liquid` tags: bounds the parser's stack.
let maximumSourceNesting = 50
