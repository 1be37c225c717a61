import Values

extension Renderer {
    mutating func capture(_ statement: CaptureStatement) throws(LiquidError) -> Flow {
        let (bytes, flow) = try captured(statement.position) { renderer throws(LiquidError) in
            try renderer.render(statement.body)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        assign(statement.name, options.escapesHTML ? .markup(text) : .string(text))
        return flow
    }

    mutating func ifChanged(_ statement: CaptureStatement) throws(LiquidError) -> Flow {
        let (bytes, flow) = try captured(statement.position) { renderer throws(LiquidError) in
            try renderer.render(statement.body)
        }
        if bytes != lastChange {
            output.append(bytes)
            lastChange = bytes
            try checkOutput()
        }
        return flow
    }

    mutating func conditional(_ statement: ConditionalStatement) throws(LiquidError) -> Flow {
        for branch in statement.branches {
            if let condition = branch.condition, try holds(condition) == branch.isNegated { continue }
            return try descend(statement.position) { renderer throws(LiquidError) in
                try renderer.render(branch.body)
            }
        }
        return .onward
    }

    mutating func choice(_ statement: CaseStatement) throws(LiquidError) -> Flow {
        let subject = try evaluate(statement.subject)
        var hasMatched = false
        for branch in statement.branches {
            var count = 0
            if let values = branch.values {
                for value in values {
                    let candidate = try evaluate(value)
                    try charge(min(subject.workBytes, candidate.workBytes), statement.position)
                    if LiquidValue.areEqual(subject, candidate) { count += 1 }
                }
                hasMatched = hasMatched || count > 0
            } else if !hasMatched {
                count = 1
            }
            for _ in 0..<count {
                let flow = try descend(statement.position) { renderer throws(LiquidError) in
                    try renderer.render(branch.body)
                }
                if flow != .onward { return flow }
            }
        }
        return .onward
    }

    mutating func cycle(_ statement: CycleStatement) throws(LiquidError) {
        let key: String
        switch statement.group {
        case .named(let expression):
            let name = try evaluate(expression)
            try charge(name.workBytes, statement.position)
            key = "named " + name.text
        case .unnamed(let items): key = items
        }
        let index = cycles[key, default: 0]
        if index < statement.items.count { show(try evaluate(statement.items[index])) }
        cycles[key] = index + 1 >= statement.items.count ? 0 : index + 1
        try checkOutput()
    }
}

/// Partials.
extension Renderer {
    private func partial(_ statement: PartialStatement, named value: LiquidValue) throws(LiquidError) -> LiquidTemplate
    {
        let name = value.text
        if let template = options.partials[name] { return template }
        throw LiquidError(
            at: statement.position, "there is no partial '\(name.prefix(80))'; add it or correct the name",
            suggestion: NearestName.of(name, among: Array(options.partials.keys)))
    }

    private mutating func body(
        of template: LiquidTemplate, named name: String, _ statement: PartialStatement
    ) throws(LiquidError) -> Flow {
        // Partials that call others twice would otherwise double the work with every level.
        try countTurn(statement.position)
        do {
            return try descend(statement.position) { renderer throws(LiquidError) in
                try renderer.render(template.nodes)
            }
        } catch {
            var error = error
            if error.partial == nil { error.partial = name }
            throw error
        }
    }

    private mutating func arguments(_ statement: PartialStatement) throws(LiquidError) -> [Binding] {
        var result: [Binding] = []
        for argument in statement.arguments {
            result.append(Binding(name: argument.name, value: try evaluate(argument.value)))
        }
        return result
    }

    /// The name a partial gives what it is rendered with: the alias, or its own without folders.
    private func bindingName(_ binding: PartialStatement.Binding, _ name: String) -> String {
        binding.alias ?? name.split(separator: "/").last.map(String.init) ?? name
    }

    /// `include` shares everything with the template around it.
    mutating func include(_ statement: PartialStatement) throws(LiquidError) -> Flow {
        let nameValue = try evaluate(statement.name)
        let template = try partial(statement, named: nameValue)
        let name = nameValue.text
        let outer = bindings.count
        let passed = try arguments(statement)
        defer { bindings.removeLast(bindings.count - outer) }
        bindings += passed
        guard let binding = statement.binding else { return try body(of: template, named: name, statement) }
        let value = try evaluate(binding.value)
        let variable = bindingName(binding, name)
        guard case .json(.array(let items)) = value else {
            bindings.append(Binding(name: variable, value: value))
            return try body(of: template, named: name, statement)
        }
        for item in items {
            bindings.append(Binding(name: variable, value: .json(item)))
            let flow = try body(of: template, named: name, statement)
            bindings.removeLast()
            if flow != .onward { return flow }
        }
        return .onward
    }

    /// `render` sees only the data and what is passed to it, and leaves nothing behind.
    mutating func renderPartial(_ statement: PartialStatement) throws(LiquidError) {
        let nameValue = try evaluate(statement.name)
        let template = try partial(statement, named: nameValue)
        let name = nameValue.text
        var passed = try arguments(statement)
        guard let binding = statement.binding else {
            return try isolated(template, name, passed, statement)
        }
        let value = try evaluate(binding.value)
        let variable = bindingName(binding, name)
        guard binding.isLoop, let items = loopItems(value) else {
            passed.insert(Binding(name: variable, value: value), at: 0)
            return try isolated(template, name, passed, statement)
        }
        passed.insert(Binding(name: variable, value: .nothing), at: 0)
        try checkLength(items, statement.position)
        let frame = loops.count
        loops.append(LoopFrame(kind: .render, name: name, length: items.count))
        defer { loops.removeLast(loops.count - frame) }
        for index in 0..<items.count {
            loops[frame].index = index
            passed[0].value = items[index]
            try isolated(template, name, passed, statement, firstLoop: frame)
        }
    }

    private mutating func isolated(
        _ template: LiquidTemplate, _ name: String, _ passed: [Binding], _ statement: PartialStatement,
        firstLoop frame: Int? = nil
    ) throws(LiquidError) {
        let outer = (locals, firstBinding, firstLoop, counters, cycles, loopStops)
        locals = passed
        firstBinding = bindings.count
        firstLoop = frame ?? loops.count
        (counters, cycles, loopStops) = ([:], [:], [:])
        _ = try body(of: template, named: name, statement)
        (locals, firstBinding, firstLoop, counters, cycles, loopStops) = outer
    }
}
