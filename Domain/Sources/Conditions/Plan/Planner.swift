import Values

/// Takes a tree apart into what columns can answer and what is left for the evaluator.
struct Planner {
    let workspace: WorkspaceFacts

    func plan(_ expression: Expression) -> ConditionPlan {
        if expression.comparesOrders { return keptOrders(expression) }
        switch expression {
        case .literal(.boolean(let answer)): return .constant(answer)
        // Nothing else that is written out is true, and a moment or a number never is.
        case .literal, .ago, .age, .anniversary, .interest, .orders: return .constant(false)
        case .negation(let operand): return .negation(plan(operand))
        case .conjunction(let operands): return .conjunction(operands.map(plan))
        case .disjunction(let operands): return .disjunction(operands.map(plan))
        case .fact(let fact): return plan(fact) ?? leaf(nil, expression)
        case .aggregate(let aggregate): return occurrence(aggregate, expression)
        case .engagement(let engagement): return occurrence(engagement.aggregate, expression)
        case .sequence(let sequence): return leaf(plan(sequence).map(ConditionPlan.Leaf.sequence), expression)
        case .rank(let rank): return plan(rank)
        case .comparison(let left, let comparator, let right):
            return leaf(comparison(left, comparator, right) ?? input(expression), expression)
        case .existence(let operand): return leaf(existence(operand) ?? input(expression), expression)
        case .day(let operand, let test):
            if let figure = moment(operand) {
                return leaf(.figure(figure, .moment(.day(DayQuestion(test: test)))), expression)
            }
            return leaf(input(expression), expression)
        case .relation, .inclusion: return leaf(chosenValue(expression) ?? input(expression), expression)
        case .path, .items, .nearness: return leaf(input(expression), expression)
        }
    }

    private func leaf(_ leaf: ConditionPlan.Leaf?, _ expression: Expression) -> ConditionPlan {
        .leaf(leaf ?? .unplanned, otherwise: Remainder(expression))
    }

    // MARK: - Stored values

    private func plan(_ fact: Fact) -> ConditionPlan? {
        let expression = Expression.fact(fact)
        let name = fact.name ?? ""
        func holds(_ set: ProfileSet, _ name: String?) -> ConditionPlan { leaf(.set(set, name), expression) }
        switch fact.function {
        case .consents:
            let channel = fact.word ?? ""
            guard let topic = fact.name else { return holds(.consents, channel) }
            return .conjunction([holds(.consents, channel), holds(.topics, ProfileSet.topic(topic, of: channel))])
        case .member: return holds(.memberships, name)
        case .listed: return holds(.lists, name)
        case .tagged: return holds(.tags, name)
        case .suppressed: return holds(.suppressions, fact.word)
        case .coupon: return holds(.coupons, fact.name)
        // Texts and numbers are not true.
        case .identity, .locale, .zone, .stage, .score, .rfm: return .constant(false)
        }
    }

    /// A question about one stored value and what is written out.
    private func input(_ expression: Expression) -> ConditionPlan.Leaf? {
        guard let input = SoleInput.of(expression) else { return nil }
        return .input(input, ValueTest(expression, of: input))
    }

    private func plan(_ rank: Rank) -> ConditionPlan {
        guard let threshold = workspace.thresholds[rank.key] else { return .constant(false) }
        let wanted = workspace.currency.map { Literal.money(threshold, currency: $0) } ?? .number(threshold)
        return plan(.comparison(rank.figure, rank.end == .top ? .atLeast : .atMost, .literal(wanted)))
    }
}

/// What an expression reads, where that is one stored value of the profile.
enum SoleInput {
    static func of(_ expression: Expression) -> ProfileInput? {
        var found: Set<ProfileInput> = []
        guard gather(expression, into: &found), found.count == 1 else { return nil }
        return found.first
    }

    /// False where something else is read.
    private static func gather(_ expression: Expression, into found: inout Set<ProfileInput>) -> Bool {
        switch expression {
        case .path(let path):
            guard let input = ProfileInput(path) else { return path.root == .item }
            found.insert(input)
        case .fact(let fact):
            guard let input = ProfileInput(fact) else { return false }
            found.insert(input)
        case .items(let figure):
            guard let input = ProfileInput(figure.list) else { return false }
            found.insert(input)
        // An amount is read with the currency beside it.
        case .literal(.money), .aggregate, .sequence, .interest, .orders, .engagement, .rank: return false
        case .literal, .ago, .comparison, .relation, .inclusion, .existence, .negation, .conjunction, .disjunction,
            .age, .anniversary, .day, .nearness:
            break
        }
        for child in expression.children where !gather(child, into: &found) { return false }
        return true
    }
}

extension ProfileInput {
    fileprivate init?(_ path: PropertyPath) {
        switch path.root {
        case .profile: self = .property(path.segments)
        case .predicted: self = .predicted(path.segments)
        case .place: self = .place
        case .cart: self = .cart
        case .event, .item, .trigger: return nil
        }
    }

    fileprivate init?(_ fact: Fact) {
        switch fact.function {
        case .identity: self = .identity(fact.word ?? "")
        case .locale: self = .locale
        case .zone: self = .zone
        case .stage: self = .stage
        case .score: self = .score(fact.name ?? "")
        case .rfm: self = .rfm
        case .consents, .member, .listed, .tagged, .suppressed, .coupon: return nil
        }
    }
}

extension Expression {
    /// Whether the answer depends on the profile's zone or on now.
    var readsTime: Bool {
        switch self {
        case .ago, .age, .anniversary, .day: true
        case .fact(let fact): fact.function == .zone
        default: children.contains(where: \.readsTime)
        }
    }
}
