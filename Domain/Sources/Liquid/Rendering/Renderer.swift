import Values

/// One rendering under way.
struct Renderer {
    /// What a `break` or `continue` asks of the loops around it.
    enum Flow {
        case onward, leaveLoop, nextTurn
    }

    /// As much as most mails take, so that their text is seldom moved while it grows.
    private static let firstBytes = 16_384

    /// What one node counts as work: about as long as a filter takes for so many bytes.
    private static let bytesPerNode = 20

    struct Binding {
        let name: String
        var value: LiquidValue
    }

    let data: JSONObject
    let options: RenderOptions
    let filterContext: FilterContext
    var output: OutputBuffer
    /// What `assign` and `capture` set.
    var locals: [Binding] = []
    /// Loop variables and an include's arguments, innermost last.
    var bindings: [Binding] = []
    /// Where the bindings of the current `render` begin; what lies before is out of its sight.
    var firstBinding = 0
    var loops: [LoopFrame] = []
    var firstLoop = 0
    var counters: [String: Int64] = [:]
    var cycles: [String: Int] = [:]
    /// Where each loop stopped, by its name.
    var loopStops: [String: Int] = [:]
    var lastChange: [UInt8] = []
    /// Whether a name without a value is nil here, or an error.
    var toleratesUnknown: Bool
    private var iterations = 0
    private var work = 0
    private var depth = 0

    init(data: JSONObject, options: RenderOptions) {
        self.data = data
        self.options = options
        filterContext = FilterContext(options)
        toleratesUnknown = options.unknownVariables == .ignore
        output = OutputBuffer(limit: options.limits.outputBytes)
        output.reserve(Self.firstBytes)
    }

    mutating func render(_ nodes: [Node]) throws(LiquidError) -> Flow {
        work += nodes.count &* Self.bytesPerNode
        for node in nodes {
            let flow = try render(node)
            if flow != .onward { return flow }
        }
        return .onward
    }

    private mutating func render(_ node: Node) throws(LiquidError) -> Flow {
        switch node {
        case .text(let bytes):
            output.append(bytes)
            try checkOutput()
        case .output(let expression):
            show(try evaluate(expression))
            try checkOutput()
        case .assign(let statement):
            assign(statement.name, try evaluate(statement.value))
        case .capture(let statement): return try capture(statement)
        case .conditional(let statement): return try conditional(statement)
        case .choice(let statement): return try choice(statement)
        case .loop(let statement): return try loop(statement)
        case .tableRow(let statement): return try tableRow(statement)
        case .cycle(let statement): try cycle(statement)
        case .increment(let name):
            let value = counters[name, default: 0]
            output.append(String(value))
            counters[name] = value &+ 1
        case .decrement(let name):
            let value = counters[name, default: 0] &- 1
            output.append(String(value))
            counters[name] = value
        case .include(let statement): return try include(statement)
        case .render(let statement): try renderPartial(statement)
        case .ifChanged(let statement): return try ifChanged(statement)
        case .breakLoop: return .leaveLoop
        case .continueLoop: return .nextTurn
        }
        return .onward
    }

    @inline(__always)
    func checkOutput() throws(LiquidError) {
        if output.isOverfull { throw tooMuchOutput() }
    }

    private func tooMuchOutput() -> LiquidError {
        LiquidError(
            at: SourcePosition(line: 1, column: 1),
            "the text grew past \(options.limits.outputBytes) bytes; shorten the lists it shows")
    }

    @inline(__always)
    mutating func show(_ value: LiquidValue) {
        if options.escapesHTML { output.appendEscaped(value) } else { output.append(value) }
    }

    mutating func assign(_ name: String, _ value: LiquidValue) {
        if let index = locals.firstIndex(where: { $0.name == name }) {
            locals[index].value = value
        } else {
            locals.append(Binding(name: name, value: value))
        }
    }

    /// Runs a block one level deeper.
    mutating func descend<Result>(
        _ position: SourcePosition, _ body: (inout Renderer) throws(LiquidError) -> Result
    ) throws(LiquidError) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= options.limits.depth else {
            throw LiquidError(
                at: position,
                "blocks and partials are nested deeper than \(options.limits.depth) levels; "
                    + "does a partial include itself?")
        }
        return try body(&self)
    }

    mutating func countTurn(_ position: SourcePosition) throws(LiquidError) {
        iterations += 1
        guard iterations <= options.limits.loopIterations else {
            throw LiquidError(
                at: position,
                "loops and partials took more than \(options.limits.loopIterations) turns; use limit:")
        }
        try charge(0, position)
    }

    mutating func charge(_ bytes: Int, _ position: SourcePosition) throws(LiquidError) {
        work += bytes
        guard work <= options.limits.workBytes else {
            throw LiquidError(at: position, "this template does more work than one message may; simplify its loops")
        }
    }

    /// The bytes that `body` writes, taken out of the output.
    mutating func captured(
        _ position: SourcePosition, _ body: (inout Renderer) throws(LiquidError) -> Flow
    ) throws(LiquidError) -> (bytes: [UInt8], flow: Flow) {
        let outer = output
        output = OutputBuffer(limit: options.limits.outputBytes)
        let flow = try descend(position, body)
        let bytes = output.bytes
        output = outer
        try charge(bytes.count, position)
        return (bytes, flow)
    }
}
