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
        case .relation(let left, _, _), .nearness(let left, _):
            "\(isWhat(left)); \(expression.text) is \(holds(expression))"
        case .day(.anniversary(let operand), _), .day(let operand, _):
            "\(isWhat(operand)); \(expression.text) is \(holds(expression))"
        case .existence(let operand): isWhat(operand)
        case .aggregate(let aggregate): events(of: aggregate)
        case .engagement(let engagement): events(of: engagement.aggregate, counted: engagement.accepting)
        case .rank(let rank): threshold(of: rank)
        case .fact(let fact): self.fact(fact, expression)
        case .items, .sequence, .interest, .orders, .age, .anniversary, .literal, .path, .ago: isWhat(expression)
        }
    }

    private func junction(_ operands: [Expression], deciding: Bool) -> String {
        let decided = operands.filter { holds($0) == deciding }
        return (decided.isEmpty ? operands : decided).map(reason).joined(separator: "; ")
    }

    private func comparison(_ left: Expression, _ comparator: Comparator, _ right: Expression) -> String {
        if value(left).isAbsent { return "\(name(left)) is absent" }
        if !right.isAgo, right.kind != .duration, value(right).isAbsent { return "\(name(right)) is absent" }
        // A value written out on the left says nothing; the other side is the one to name.
        if case .literal = left { return comparison(right, comparator.exchanged, left) }
        if left.isAgo { return comparison(right, comparator.exchanged, left) }
        let holds = holds(.comparison(left, comparator, right))
        let isOfMoments = left.kind == .moment || right.kind == .moment
        let phrase = comparator.phrase(ofMoments: isOfMoments)
        return "\(isWhat(left)), which is \(holds ? "" : "not ")\(phrase) \(name(right))"
    }

    /// - Parameter counted: where it is counted by more than is worth saying.
    private func events(of aggregate: Aggregate, counted: Aggregate? = nil) -> String {
        guard aggregate.function == .any || aggregate.function == .none else { return isWhat(.aggregate(aggregate)) }
        var (written, counted) = (aggregate, counted ?? aggregate)
        written.function = .count
        counted.function = .count
        let count = value(.aggregate(counted)).number ?? .zero
        return "\(Printer.text(.aggregate(written))) is \(count)"
    }

    private func threshold(of rank: Rank) -> String {
        let threshold = subject.workspace.thresholds[rank.key].map(\.description) ?? "not known yet"
        return "\(isWhat(rank.figure)); the threshold of the \(rank.end.rawValue) \(rank.percent)% is \(threshold)"
    }

    private func fact(_ fact: Fact, _ expression: Expression) -> String {
        switch fact.function {
        case .consents where fact.name == nil:
            "consent for \(fact.word ?? "") is \(holds(expression) ? "given" : "not given")"
        case .member: "the profile is \(holds(expression) ? "" : "not ")in \(Printer.quoted(fact.name ?? ""))"
        default:
            fact.function.kind == .boolean
                ? SentenceWriter.fact(fact, isNegated: !holds(expression)) : isWhat(expression)
        }
    }

    /// The expression's text and, unless it is written out, what it is now.
    private func name(_ expression: Expression) -> String {
        switch expression {
        case .literal, .ago: expression.text
        default:
            value(expression).isAbsent ? expression.text : "\(expression.text) (\(text(of: expression)))"
        }
    }

    private func isWhat(_ expression: Expression) -> String {
        if case .literal = expression { return "\(expression.text) is written out" }
        return "\(expression.text) is \(text(of: expression))"
    }

    private func text(of expression: Expression) -> String {
        let value = value(expression)
        if case .json(let json) = value, isSecret(expression, json) { return SecretNames.mask }
        // Of a time since a moment the moment is what can be looked up.
        if case .age = expression, let moment = value.asMoment { return "that since \(moment.iso8601)" }
        return switch value {
        case .absent: "absent"
        case .json(let json): json.text
        case .moment(let moment): moment.iso8601
        }
    }

    /// Whether it is a property's own value, or a text, under a name that secrets have.
    private func isSecret(_ expression: Expression, _ value: JSON) -> Bool {
        let isText = value.string != nil || value.array != nil || value.object != nil
        if case .path = expression {} else if !isText { return false }
        return value.bool == nil && SecretNames.isNamed(in: expression.text)
    }

    private func holds(_ expression: Expression) -> Bool {
        CompiledCondition(Condition(root: expression)).evaluate(subject, trigger: trigger, now: now).holds
    }

    private func value(_ expression: Expression) -> Value {
        var compiler = Compiler()
        let node = compiler.value(expression)
        var evaluation = Evaluation(subject: subject, trigger: trigger, now: now)
        evaluation.look(up: compiler.outer.map { Compiler.value($0.path, in: $0.currency) })
        return node.steps(in: &evaluation).current
    }
}

extension Expression {
    fileprivate var text: String { Printer.text(self) }
}
