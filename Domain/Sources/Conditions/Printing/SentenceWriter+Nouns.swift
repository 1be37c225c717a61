import Values

extension SentenceWriter {
    static func noun(_ expression: Expression) -> String {
        switch expression {
        case .literal, .ago: Printer.text(expression)
        case .path(let path): noun(path)
        case .aggregate(let aggregate): figure(aggregate)
        case .items(let figure): noun(figure)
        case .interest(let interest): noun(interest)
        case .orders(let figure): noun(figure)
        case .age(let moment): "the time since \(noun(moment))"
        case .anniversary(let moment): "the anniversary of \(noun(moment))"
        case .fact(let fact): noun(fact) ?? "whether \(clause(expression))"
        case .comparison, .relation, .inclusion, .existence, .negation, .conjunction, .disjunction, .sequence,
            .engagement, .rank, .day, .nearness:
            "whether \(clause(expression))"
        }
    }

    private static func noun(_ path: PropertyPath) -> String {
        let name = path.segments.joined(separator: " ")
        return switch path.root {
        case .profile: "the profile's \(name)"
        case .trigger: "the trigger's \(name)"
        case .event: "its \(name)"
        case .item: "the item's \(name)"
        case .place: name.isEmpty ? "the profile's place" : "the \(name) of the profile's place"
        case .predicted: "the predicted \(name)"
        case .cart: cart(path.segments.first ?? "")
        }
    }

    private static func cart(_ part: String) -> String {
        switch part {
        case "items": "the number of lines in the cart"
        case "updated_at": "the last change of the cart"
        default: "the cart's \(part)"
        }
    }

    private static func noun(_ figure: ItemFigure) -> String {
        let all = "the \(noun(figure.list).withoutArticle)\(filter(figure.filter))"
        let property = figure.property ?? ""
        return switch figure.function {
        case .any, .none, .first, .last, .most: "whether \(items(figure, isNegated: false))"
        case .count: "the number of \(all)"
        case .sum: "the sum of \(property) over \(all)"
        case .average: "the average \(property) of \(all)"
        case .min: "the lowest \(property) of \(all)"
        case .max: "the highest \(property) of \(all)"
        case .distinct: "the number of different \(property) of \(all)"
        }
    }

    private static func noun(_ interest: Interest) -> String {
        let what = "\(interest.subject.rawValue) \(Printer.quoted(interest.name))\(window(interest.window))"
        return switch interest.measure {
        case .count: "the number of views, additions and orders of the \(what)"
        case .last: "the last view, addition or order of the \(what)"
        }
    }

    private static func noun(_ figure: OrderFigure) -> String {
        let which = filter(figure.filter) + window(figure.window)
        return switch figure.measure {
        case .spent: "the amount spent after refunds\(figure.filter == nil ? "" : " on orders")\(which)"
        case .orders: "the number of kept orders\(which)"
        case .average: "the average total after refunds of kept orders\(which)"
        case .first: "the first kept order\(which)"
        case .last: "the last kept order\(which)"
        }
    }

    /// What a fact is called where it has a value; nil where it holds or does not.
    private static func noun(_ fact: Fact) -> String? {
        switch fact.function {
        case .identity: "the profile's \(fact.word ?? "") identity"
        case .locale: "the profile's locale"
        case .zone: "the profile's time zone"
        case .stage: "the profile's lifecycle stage"
        case .score: fact.name.map { "the profile's \(Printer.quoted($0)) score" } ?? "the profile's score"
        case .rfm: "the profile's \(fact.word ?? "") score"
        case .consents, .member, .listed, .tagged, .suppressed, .coupon: nil
        }
    }

    static func fact(_ fact: Fact, isNegated: Bool) -> String {
        let not = isNegated ? "not " : ""
        let name = fact.name.map(Printer.quoted)
        return switch fact.function {
        case .consents:
            "the profile has \(not)consented to \(fact.word ?? "")" + (name.map { " for \($0)" } ?? "")
        case .member: "the profile is \(not)in \(name ?? "")"
        case .listed: "the profile is \(not)on the list \(name ?? "")"
        case .tagged: "the profile is \(not)tagged \(name ?? "")"
        case .suppressed: "the profile is \(not)suppressed" + (fact.word.map { " for \($0)" } ?? "")
        case .coupon: "the profile holds \(isNegated ? "no" : "a") coupon" + (name.map { " \($0)" } ?? "")
        case .identity, .locale, .zone, .stage, .score, .rfm:
            (isNegated ? "it is not so that " : "") + "\(noun(.fact(fact))) is true"
        }
    }
}

extension String {
    /// Without "the" or "its" in front, so that another article fits.
    fileprivate var withoutArticle: String {
        for article in ["the ", "its "] where hasPrefix(article) { return String(dropFirst(article.count)) }
        return self
    }
}
