import Values

/// Says in words which values decided an answer.
struct Explainer {
    let subject: Subject
    let trigger: TimelineEvent?
    let now: Instant

    /// Of several parts only those that decided.
    func reason(_ expression: Expression) -> String {
        switch expression {
        case .conjunction(let operands): junction(operands, deciding: false)
        case .disjunction(let operands): junction(operands, deciding: true)
        case .negation(let operand): reason(operand)
        case .comparison(let left, let comparator, let right): comparison(left, comparator, right)
        case .inclusion(let element, let list):
            "\(isWhat(element)), which is \(holds(expression) ? "" : "not ")in \(name(list))"
        case .existence(let operand): isWhat(operand)
        case .aggregate(let aggregate): events(of: aggregate)
        case .consent(let channel): "consent for \(channel) is \(holds(expression) ? "given" : "not given")"
        case .membership(let name):
            "the profile is \(holds(expression) ? "" : "not ")in \(Printer.quoted(name))"
        case .literal, .path, .ago: isWhat(expression)
        }
    }

    private func junction(_ operands: [Expression], deciding: Bool) -> String {
        let decided = operands.filter { holds($0) == deciding }
        return (decided.isEmpty ? operands : decided).map(reason).joined(separator: "; ")
    }

    private func comparison(_ left: Expression, _ comparator: Comparator, _ right: Expression) -> String {
        if value(left).isAbsent { return "\(name(left)) is absent" }
        if !right.isAgo, value(right).isAbsent { return "\(name(right)) is absent" }
        // A value written out on the left says nothing; the other side is the one to name.
        if case .literal = left { return comparison(right, comparator.exchanged, left) }
        if left.isAgo { return comparison(right, comparator.exchanged, left) }
        let holds = holds(.comparison(left, comparator, right))
        let isOfMoments = left.kind == .moment || right.kind == .moment
        let phrase = comparator.phrase(ofMoments: isOfMoments)
        return "\(isWhat(left)), which is \(holds ? "" : "not ")\(phrase) \(name(right))"
    }

    private func events(of aggregate: Aggregate) -> String {
        var counted = aggregate
        counted.function = .count
        let count = value(.aggregate(counted)).number ?? .zero
        return "\(Printer.text(.aggregate(counted))) is \(count)"
    }

    /// The expression's text and, unless it is written out, what it is now.
    private func name(_ expression: Expression) -> String {
        switch expression {
        case .literal, .ago: Printer.text(expression)
        case .path, .comparison, .inclusion, .existence, .negation, .conjunction, .disjunction, .aggregate, .consent,
            .membership:
            value(expression).isAbsent
                ? Printer.text(expression) : "\(Printer.text(expression)) (\(text(value(expression))))"
        }
    }

    private func isWhat(_ expression: Expression) -> String {
        if case .literal = expression { return "\(Printer.text(expression)) is written out" }
        return "\(Printer.text(expression)) is \(text(value(expression)))"
    }

    private func text(_ value: Value) -> String {
        switch value {
        case .absent: "absent"
        case .json(let json): json.text
        case .moment(let moment): moment.iso8601
        }
    }

    private func holds(_ expression: Expression) -> Bool {
        CompiledCondition(Condition(root: expression)).evaluate(subject, trigger: trigger, now: now).holds
    }

    private func value(_ expression: Expression) -> Value {
        var compiler = Compiler()
        let node = compiler.value(expression)
        var evaluation = Evaluation(subject: subject, trigger: trigger, now: now)
        let paths = compiler.outer
        evaluation.outer = paths.map { path in compiler.value(.path(path)).steps(in: &evaluation).current }
        return node.steps(in: &evaluation).current
    }
}
