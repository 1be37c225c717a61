import Values

/// A loop under way, as `forloop` and `tablerowloop` show it.
struct LoopFrame {
    enum Kind {
        case block, table, render
    }

    let kind: Kind
    let name: String
    let length: Int
    /// From 0.
    var index = 0
    /// Of a table; 0 elsewhere.
    var columns = 0
}

/// What a loop goes over, without making a list of a range.
enum LoopItems {
    case list([JSON])
    case members(JSONObject)
    case range(first: Int64, count: Int)
    case single(LiquidValue)

    var count: Int {
        switch self {
        case .list(let items): items.count
        case .members(let object): object.count
        case .range(_, let count): count
        case .single: 1
        }
    }

    subscript(index: Int) -> LiquidValue {
        switch self {
        case .list(let items): .json(items[index])
        case .members(let object):
            .list([.string(object.members[index].key), object.members[index].value])
        case .range(let first, _): .number(Number(first &+ Int64(index)))
        case .single(let value): value
        }
    }
}

extension Renderer {
    /// Nil where the value cannot be looped over.
    func loopItems(_ value: LiquidValue) -> LoopItems? {
        switch value {
        case .json(.array(let items)): return .list(items)
        case .json(.object(let object)): return .members(object)
        case .json(.string(let text)), .markup(let text): return text.isEmpty ? nil : .single(value)
        case .range(let first, let last):
            let (distance, overflow) = last.subtractingReportingOverflow(first)
            // A range beyond Int is refused by the limit on turns in any case.
            let count = overflow || distance == .max ? Int.max : Int(distance) + 1
            return .range(first: first, count: last < first ? 0 : count)
        case .json, .empty, .blank, .loop: return nil
        }
    }

    /// Refuses a loop at once that would run into the limit on turns.
    func checkLength(_ items: LoopItems, _ position: SourcePosition) throws(LiquidError) {
        guard items.count <= options.limits.loopIterations else {
            throw LiquidError(
                at: position, "this loop would take more than \(options.limits.loopIterations) turns; use limit:")
        }
    }

    private mutating func wholeNumber(
        _ expression: Expression?, _ purpose: String, _ position: SourcePosition
    ) throws(LiquidError) -> Int? {
        guard let expression else { return nil }
        let value = try evaluate(expression)
        if value.isNil { return nil }
        do {
            if let number = value.number { return try LiquidValue.number(number.roundedDown()).wholeNumber(purpose) }
            return try value.wholeNumber(purpose)
        } catch {
            throw LiquidError(at: position, error.message)
        }
    }

    /// The part of the collection that limit and offset leave, as indices in the order of the turns.
    private mutating func turns(
        _ statement: LoopStatement, _ items: LoopItems
    ) throws(LiquidError) -> Range<Int> {
        let offset: Int
        switch statement.arguments.offset {
        case .start: offset = 0
        case .continued: offset = loopStops[statement.name, default: 0]
        case .value(let expression): offset = try wholeNumber(expression, "offset", statement.position) ?? 0
        }
        let start = min(max(offset, 0), items.count)
        let limit = try wholeNumber(statement.arguments.limit, "limit", statement.position) ?? items.count
        let end = start + min(max(limit, 0), items.count - start)
        guard end - start <= options.limits.loopIterations else {
            throw LiquidError(
                at: statement.position,
                "this loop would take more than \(options.limits.loopIterations) turns; use limit:")
        }
        loopStops[statement.name] = end
        return start..<end
    }

    mutating func loop(_ statement: LoopStatement) throws(LiquidError) -> Flow {
        guard let items = loopItems(try evaluate(statement.collection)) else {
            return try render(statement.alternative)
        }
        let range = try turns(statement, items)
        guard !range.isEmpty else { return try render(statement.alternative) }
        let frame = loops.count
        loops.append(LoopFrame(kind: .block, name: statement.name, length: range.count))
        let slot = bindings.count
        bindings.append(Binding(name: statement.variable, value: .nothing))
        defer {
            loops.removeLast(loops.count - frame)
            bindings.removeLast(bindings.count - slot)
        }
        for turn in 0..<range.count {
            try countTurn(statement.position)
            loops[frame].index = turn
            let index = statement.arguments.isReversed ? range.upperBound - 1 - turn : range.lowerBound + turn
            bindings[slot].value = items[index]
            let flow = try descend(statement.position) { renderer throws(LiquidError) in
                try renderer.render(statement.body)
            }
            if flow == .leaveLoop { break }
        }
        return .onward
    }

    mutating func tableRow(_ statement: LoopStatement) throws(LiquidError) -> Flow {
        guard let items = loopItems(try evaluate(statement.collection)) else { return .onward }
        let range = try turns(statement, items)
        let columns = try wholeNumber(statement.arguments.columns, "cols", statement.position) ?? range.count
        let frame = loops.count
        loops.append(
            LoopFrame(kind: .table, name: statement.name, length: range.count, columns: max(columns, 1)))
        let slot = bindings.count
        bindings.append(Binding(name: statement.variable, value: .nothing))
        defer {
            loops.removeLast(loops.count - frame)
            bindings.removeLast(bindings.count - slot)
        }
        output.append("<tr class=\"row1\">\n")
        for turn in 0..<range.count {
            try countTurn(statement.position)
            loops[frame].index = turn
            let column = turn % loops[frame].columns
            if column == 0, turn > 0 {
                output.append("</tr>\n<tr class=\"row\(turn / loops[frame].columns + 1)\">")
            }
            output.append("<td class=\"col\(column + 1)\">")
            let index = statement.arguments.isReversed ? range.upperBound - 1 - turn : range.lowerBound + turn
            bindings[slot].value = items[index]
            let flow = try descend(statement.position) { renderer throws(LiquidError) in
                try renderer.render(statement.body)
            }
            output.append("</td>")
            if flow == .leaveLoop { break }
        }
        output.append("</tr>\n")
        return .onward
    }

    /// The loop that `forloop` or `tablerowloop` means here.
    func innermostLoop(_ name: String) -> Int? {
        switch name {
        case "forloop": loops.indices.last { $0 >= firstLoop && loops[$0].kind != .table }
        case "tablerowloop": loops.indices.last { $0 >= firstLoop && loops[$0].kind == .table }
        default: nil
        }
    }

    func loopProperty(_ key: String, of index: Int) -> LiquidValue? {
        // A loop kept in a variable may be over by now.
        guard index >= firstLoop, index < loops.count else { return nil }
        let frame = loops[index]
        switch key {
        case "index": return .integer(frame.index + 1)
        case "index0": return .integer(frame.index)
        case "rindex": return .integer(frame.length - frame.index)
        case "rindex0": return .integer(frame.length - frame.index - 1)
        case "first": return .json(.bool(frame.index == 0))
        case "last": return .json(.bool(frame.index == frame.length - 1))
        case "length": return .integer(frame.length)
        case "name": return .string(frame.name)
        case "parentloop":
            guard index > firstLoop else { return nil }
            return (firstLoop..<index).last { loops[$0].kind == .block }.map { .loop($0) }
        default: return frame.kind == .table ? tableProperty(key, frame) : nil
        }
    }

    private func tableProperty(_ key: String, _ frame: LoopFrame) -> LiquidValue? {
        let column = frame.index % frame.columns
        switch key {
        case "col": return .integer(column + 1)
        case "col0": return .integer(column)
        case "col_first": return .json(.bool(column == 0))
        case "col_last": return .json(.bool(column == frame.columns - 1))
        case "row": return .integer(frame.index / frame.columns + 1)
        default: return nil
        }
    }
}
