import Values

extension BacktestFigures {
    var json: JSON {
        var object = JSONObject()
        object["journeys"] = .count(journeys)
        object["people_entered"] = .count(peopleEntered)
        object["people_written"] = .count(peopleWritten)
        object["messages"] = .count(messages)
        object["under_way"] = .count(underWay)
        object["days"] = .counts(days.texts) { day in
            ["journeys": .count(day.journeys), "messages": .counts(day.messages)]
        }
        object["steps"] = .counts(steps) { step in
            [
                "begun": .count(step.begun), "sent": .count(step.sent), "held": .count(step.held),
                "refused": .count(step.refused),
            ]
        }
        object["held"] = .counts(held)
        object["refused"] = .counts(refused)
        object["not_entered"] = .counts(notEntered)
        object["endings"] = .counts(endings)
        object["goals"] = [
            "before_any_message": .count(goals.beforeAnyMessage), "after_messages": .count(goals.afterMessages),
            "after_the_end": .count(goals.afterTheEnd),
        ]
        object["messages_per_person"] = .counts(messagesPerPerson.texts)
        object["messages_per_person_of_all"] = .counts(messagesPerPersonOfAll.texts)
        object["other_messages"] = .counts(otherMessages)
        object["effects"] = .counts(effects)
        object["bought_anyway"] = [
            "people": .count(boughtAnyway.people), "codes": .count(boughtAnyway.codes),
            "ordered": .counts(boughtAnyway.ordered) { .number($0) },
            "discounts": .counts(boughtAnyway.discounts) { .number($0) },
        ]
        object["coupons"] = .counts(coupons) { pool in
            [
                "taken": .counts(pool.taken.texts), "returned": .counts(pool.returned.texts),
                "in_vain": .count(pool.inVain),
            ]
        }
        return .object(object)
    }

    init(_ json: JSON) {
        journeys = json["journeys"]?.count ?? 0
        peopleEntered = json["people_entered"]?.count ?? 0
        peopleWritten = json["people_written"]?.count ?? 0
        messages = json["messages"]?.count ?? 0
        underWay = json["under_way"]?.count ?? 0
        days =
            json["days"]?.table { json in
                var day = Day()
                day.journeys = json["journeys"]?.count ?? 0
                day.messages = json["messages"]?.counts ?? [:]
                return day
            }.numbers() ?? [:]
        steps =
            json["steps"]?.table { json in
                var step = Step()
                step.begun = json["begun"]?.count ?? 0
                step.sent = json["sent"]?.count ?? 0
                step.held = json["held"]?.count ?? 0
                step.refused = json["refused"]?.count ?? 0
                return step
            } ?? [:]
        held = json["held"]?.counts ?? [:]
        refused = json["refused"]?.counts ?? [:]
        notEntered = json["not_entered"]?.counts ?? [:]
        endings = json["endings"]?.counts ?? [:]
        goals.beforeAnyMessage = json["goals"]?["before_any_message"]?.count ?? 0
        goals.afterMessages = json["goals"]?["after_messages"]?.count ?? 0
        goals.afterTheEnd = json["goals"]?["after_the_end"]?.count ?? 0
        messagesPerPerson = json["messages_per_person"]?.counts.numbers() ?? [:]
        messagesPerPersonOfAll = json["messages_per_person_of_all"]?.counts.numbers() ?? [:]
        otherMessages = json["other_messages"]?.counts ?? [:]
        effects = json["effects"]?.counts ?? [:]
        let bought = json["bought_anyway"]
        boughtAnyway.people = bought?["people"]?.count ?? 0
        boughtAnyway.codes = bought?["codes"]?.count ?? 0
        boughtAnyway.ordered = bought?["ordered"]?.table { $0.number ?? .zero } ?? [:]
        boughtAnyway.discounts = bought?["discounts"]?.table { $0.number ?? .zero } ?? [:]
        coupons =
            json["coupons"]?.table { json in
                var coupons = Coupons()
                coupons.taken = json["taken"]?.counts.numbers() ?? [:]
                coupons.returned = json["returned"]?.counts.numbers() ?? [:]
                coupons.inVain = json["in_vain"]?.count ?? 0
                return coupons
            } ?? [:]
    }
}

extension JSON {
    static func count(_ number: Int) -> JSON { .number(Number(number)) }

    static func counts(_ table: [String: Int]) -> JSON { counts(table) { .number(Number($0)) } }

    /// An object with its members in the order of their keys.
    static func counts<Value>(_ table: [String: Value], _ json: (Value) -> JSON) -> JSON {
        .object(
            JSONObject(
                table.sorted { $0.key < $1.key }.map { JSONObject.Member(key: $0.key, value: json($0.value)) }))
    }

    var count: Int? { number?.integer.map { Int($0) } }
    var counts: [String: Int] { table { $0.count ?? 0 } }

    func table<Value>(_ value: (JSON) -> Value) -> [String: Value] {
        Dictionary(
            (object?.members ?? []).map { ($0.key, value($0.value)) }, uniquingKeysWith: { _, last in last })
    }
}

extension Dictionary where Key: BinaryInteger & LosslessStringConvertible {
    /// With its keys as texts.
    fileprivate var texts: [String: Value] {
        Dictionary<String, Value>(uniqueKeysWithValues: map { (String($0.key), $0.value) })
    }
}

extension Dictionary where Key == String {
    /// With its keys as numbers; others are left out.
    fileprivate func numbers<Whole: FixedWidthInteger>() -> [Whole: Value] {
        Dictionary<Whole, Value>(
            compactMap { member in Whole(member.key).map { ($0, member.value) } }, uniquingKeysWith: { _, last in last }
        )
    }
}
