import Values

/// A filter and how many arguments it takes.
struct FilterDefinition: Sendable {
    let arguments: ClosedRange<Int>
    let apply: @Sendable (FilterInput) throws(Refusal) -> LiquidValue

    init(_ arguments: ClosedRange<Int>, _ apply: @escaping @Sendable (FilterInput) throws(Refusal) -> LiquidValue) {
        self.arguments = arguments
        self.apply = apply
    }

    static let known: [String: FilterDefinition] =
        StringFilters.all
        .merging(ReplaceFilters.all) { first, _ in first }
        .merging(EscapeFilters.all) { first, _ in first }
        .merging(MathFilters.all) { first, _ in first }
        .merging(MoneyFilter.all) { first, _ in first }
        .merging(ArrayFilters.all) { first, _ in first }
        .merging(SelectFilters.all) { first, _ in first }
        .merging(ValueFilters.all) { first, _ in first }

    /// What is wrong with this number of arguments; nil where nothing is.
    func complaint(about count: Int, name: String) -> String? {
        if arguments.contains(count) { return nil }
        let wanted =
            switch (arguments.lowerBound, arguments.upperBound) {
            case (0, 0): "no arguments"
            case (1, 1): "one argument"
            case (let low, let high) where low == high: "\(low) arguments"
            case (let low, let high): "\(low) to \(high) arguments"
            }
        return "'\(name)' takes \(wanted), not \(count)"
    }
}

/// What every filter of a rendering may look at.
final class FilterContext: Sendable {
    let now: Instant?
    let zone: Zone
    let language: String
    let escapesHTML: Bool
    let limits: RenderLimits

    init(_ options: RenderOptions) {
        now = options.now
        zone = options.zone
        language = options.language ?? ""
        escapesHTML = options.escapesHTML
        limits = options.limits
    }

    /// Refuses a value that is larger than a rendering may make.
    func bounded(_ value: LiquidValue) throws(Refusal) -> LiquidValue {
        switch value {
        case .json(.string(let text)), .markup(let text): try checkText(text.utf8.count)
        case .json(.array(let items)): try checkItems(items.count)
        default: break
        }
        return value
    }

    func checkText(_ bytes: Int) throws(Refusal) {
        guard bytes <= limits.outputBytes else {
            throw Refusal("the text would grow past \(limits.outputBytes) bytes")
        }
    }

    func checkItems(_ count: Int) throws(Refusal) {
        guard count <= limits.loopIterations else {
            throw Refusal("the list would grow past \(limits.loopIterations) items")
        }
    }
}

/// One call of a filter.
struct FilterInput {
    let value: LiquidValue
    let arguments: [LiquidValue]
    let keywords: [Renderer.Binding]
    let context: FilterContext

    /// The argument at this place, or nil's value where it was not given.
    func argument(_ index: Int) -> LiquidValue { index < arguments.count ? arguments[index] : .nothing }

    func text(_ index: Int) -> String { argument(index).text }

    /// The given argument's text, also where it is nil, else what holds without one.
    func text(_ index: Int, default text: String) -> String { index < arguments.count ? arguments[index].text : text }

    func keyword(_ name: String) -> LiquidValue? { keywords.last { $0.name == name }?.value }

    /// The input as a flat list: an object is one item, nil none.
    func items() throws(Refusal) -> [JSON] {
        switch value {
        case .json(.null), .empty, .blank, .loop: return []
        case .json(.array(let items)): return items.flattened
        case .json(let json): return [json]
        case .markup(let text): return [.string(text)]
        case .range(let first, let last):
            guard first <= last else { return [] }
            let (distance, overflow) = last.subtractingReportingOverflow(first)
            try context.checkItems(overflow || distance == .max ? .max : Int(distance) + 1)
            return (first...last).map { .number(Number($0)) }
        }
    }
}

extension [JSON] {
    /// With the lists inside it in their own place, at any depth.
    var flattened: [JSON] {
        guard contains(where: { if case .array = $0 { true } else { false } }) else { return self }
        return flatMap { item -> [JSON] in
            if case .array(let inner) = item { inner.flattened } else { [item] }
        }
    }
}

extension LiquidValue {
    /// Bytes a filter may have to look at: exact for texts and lists of texts, a guess for objects.
    var workBytes: Int {
        switch self {
        case .json(let json): json.workBytes
        case .markup(let text): text.utf8.count
        case .range(let first, let last): first <= last ? Int(clamping: UInt64(bitPattern: last &- first) / 16) : 0
        case .empty, .blank, .loop: 0
        }
    }
}

extension JSON {
    fileprivate var workBytes: Int {
        switch self {
        case .null, .bool, .number: 8
        case .string(let text): text.utf8.count
        case .array(let items): items.reduce(16) { $0 &+ $1.workBytes }
        case .object(let object): 64 + object.count * 32
        }
    }
}
