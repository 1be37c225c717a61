import Values

/// From expressions to values.
extension Renderer {
    mutating func evaluate(_ expression: FilteredExpression) throws(LiquidError) -> LiquidValue {
        if expression.hasDefault, !toleratesUnknown {
            return try tolerantly { renderer throws(LiquidError) in try renderer.evaluate(expression) }
        }
        var value = try evaluate(expression.base)
        for call in expression.filters { value = try apply(call, to: value) }
        return value
    }

    mutating func evaluate(_ expression: Expression) throws(LiquidError) -> LiquidValue {
        switch expression {
        case .literal(let value): return value
        case .path(let path): return try resolve(path)
        case .range(let range):
            let first = try evaluate(range.first).rangeEnd
            return .range(first, try evaluate(range.last).rangeEnd)
        }
    }

    private mutating func resolve(_ path: VariablePath) throws(LiquidError) -> LiquidValue {
        let name: String
        switch path.root {
        case .name(let written): name = written
        case .dynamic(let expression): name = try evaluate(expression).text
        }
        guard var value = variable(name) else { return try unknown(name, path) }
        for segment in path.segments {
            let next: LiquidValue?
            switch segment {
            case .name(let key): next = property(key, of: value)
            case .index(let expression): next = item(try evaluate(expression), of: value)
            }
            guard let next else { return try unknown(name, path) }
            value = next
        }
        return value
    }

    private func unknown(_ name: String, _ path: VariablePath) throws(LiquidError) -> LiquidValue {
        if toleratesUnknown { return .nothing }
        throw LiquidError(
            at: path.position,
            "'\(name)' or the property asked of it has no value here; correct the name or add '| default:'")
    }

    /// Runs a part that deals with missing values itself: a test, or a value with a default.
    private mutating func tolerantly<Result>(
        _ body: (inout Renderer) throws(LiquidError) -> Result
    ) throws(LiquidError) -> Result {
        let outer = toleratesUnknown
        toleratesUnknown = true
        defer { toleratesUnknown = outer }
        return try body(&self)
    }

    private func variable(_ name: String) -> LiquidValue? {
        var index = bindings.count
        while index > firstBinding {
            index -= 1
            if bindings[index].name.hasSameBytes(as: name) { return bindings[index].value }
        }
        for local in locals where local.name.hasSameBytes(as: name) { return local.value }
        if loops.count > firstLoop, let loop = innermostLoop(name) { return .loop(loop) }
        if let value = data.value(name) { return .json(value) }
        if !counters.isEmpty, let counter = counters[name] { return .number(Number(counter)) }
        return nil
    }

    private func property(_ key: String, of value: LiquidValue) -> LiquidValue? {
        switch value {
        case .json(.object(let object)):
            if let found = object.value(key) { return .json(found) }
            return key == "size" || key == "first" ? object.special(key) : nil
        case .json(.array(let items)):
            switch key {
            case "size": return .integer(items.count)
            case "first": return items.first.map { .json($0) }
            case "last": return items.last.map { .json($0) }
            default: return nil
            }
        case .json(.string(let text)), .markup(let text):
            switch key {
            case "size": return .integer(text.unicodeScalars.count)
            case "first": return text.first.map { .string(String($0)) }
            case "last": return text.last.map { .string(String($0)) }
            default: return nil
            }
        case .range(let first, let last):
            switch key {
            case "size": return .number(Number(last < first ? 0 : (last &- first) &+ 1))
            case "first": return .number(Number(first))
            case "last": return .number(Number(last))
            default: return nil
            }
        case .loop(let index): return loopProperty(key, of: index)
        case .json, .empty, .blank: return nil
        }
    }

    private func item(_ index: LiquidValue, of value: LiquidValue) -> LiquidValue? {
        if let key = index.string { return property(key, of: value) }
        guard case .json(.array(let items)) = value, let wanted = index.number?.integer else { return nil }
        let position = wanted < 0 ? wanted + Int64(items.count) : wanted
        guard position >= 0, position < items.count else { return nil }
        return .json(items[Int(position)])
    }

    private mutating func apply(_ call: FilterCall, to value: LiquidValue) throws(LiquidError) -> LiquidValue {
        guard let filter = call.filter else {
            switch options.unknownFilters {
            case .ignore: return value
            case .fail:
                let suggestion = NearestName.of(call.name, among: Array(FilterDefinition.known.keys))
                throw LiquidError(at: call.position, "there is no filter '\(call.name)'", suggestion: suggestion)
            }
        }
        var cost = value.workBytes
        var arguments: [LiquidValue] = []
        for expression in call.positional {
            let argument = try evaluate(expression)
            cost += argument.workBytes
            arguments.append(argument)
        }
        var keywords: [Binding] = []
        for keyword in call.keywords {
            keywords.append(Binding(name: keyword.name, value: try evaluate(keyword.value)))
        }
        try charge(cost, call.position)
        let input = FilterInput(value: value, arguments: arguments, keywords: keywords, context: filterContext)
        let result: LiquidValue
        do {
            result = try filterContext.bounded(try filter.apply(input))
        } catch {
            throw LiquidError(at: call.position, "\(call.name): \(error.message)")
        }
        if let text = result.string { try charge(text.utf8.count, call.position) }
        return result
    }
}

/// Conditions.
extension Renderer {
    /// `and` and `or` bind from the right, so that the first term that decides decides all.
    mutating func holds(_ condition: Condition) throws(LiquidError) -> Bool {
        if !toleratesUnknown {
            return try tolerantly { renderer throws(LiquidError) in try renderer.holds(condition) }
        }
        var index = 0
        while true {
            let result = try holds(condition.terms[index])
            guard index < condition.joints.count else { return result }
            switch condition.joints[index] {
            case .and: if !result { return false }
            case .or: if result { return true }
            }
            index += 1
        }
    }

    private mutating func holds(_ term: Condition.Term) throws(LiquidError) -> Bool {
        let left = try evaluate(term.left)
        guard let comparison = term.comparison else { return left.isTruthy }
        let right = try evaluate(comparison.right)
        try charge(min(left.workBytes, right.workBytes), term.position)
        do {
            switch comparison.operator {
            case .equal: return LiquidValue.areEqual(left, right)
            case .notEqual: return !LiquidValue.areEqual(left, right)
            case .less: return try LiquidValue.order(left, right).map { $0 < 0 } ?? false
            case .lessOrEqual: return try LiquidValue.order(left, right).map { $0 <= 0 } ?? false
            case .greater: return try LiquidValue.order(left, right).map { $0 > 0 } ?? false
            case .greaterOrEqual: return try LiquidValue.order(left, right).map { $0 >= 0 } ?? false
            case .contains:
                try charge(left.workBytes, term.position)
                return LiquidValue.contains(left, right)
            }
        } catch let refusal as Refusal {
            throw LiquidError(at: term.position, refusal.message)
        } catch let error as LiquidError {
            throw error
        } catch {
            preconditionFailure("a comparison threw \(error)")
        }
    }
}

extension JSONObject {
    /// The member `key`, found without a closure in between: this is what rendering spends its time on.
    @inline(__always)
    func value(_ key: String) -> JSON? {
        var index = members.count
        while index > 0 {
            index -= 1
            if members[index].key.hasSameBytes(as: key) { return members[index].value }
        }
        return nil
    }

    func special(_ key: String) -> LiquidValue? {
        if key == "size" { return .integer(count) }
        return members.first.map { .list([.string($0.key), $0.value]) }
    }
}

extension String {
    /// Whether both are the same text byte by byte: most names differ in length already, which costs nothing to see.
    @inline(__always)
    func hasSameBytes(as other: String) -> Bool { utf8.count == other.utf8.count && self == other }
}
