import Values

/// A report of a backtest in a terminal.
struct BacktestWords {
    let result: JSON

    private var report: JSON { result["report"] ?? .null }
    private var draft: JSON { report["draft"] ?? .null }
    private var live: JSON? { report["live"] }

    /// Reasons of a kind that are named, the commonest first.
    private static let mostReasons = 10

    var text: String {
        let sections = [totals] + reasons + [steps, days, perPerson, coupons, collisions, outcome, caveats]
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var totals: String {
        let looked = "\(report["people"]?.cell ?? "0") people with \(report["events"]?.cell ?? "0") events looked at"
        return looked + " in \(result["took"]?.cell ?? "")\n\n"
            + Table.text(
                ["", "draft"] + (live == nil ? [] : ["live"]),
                [
                    row("people who enter", "people_entered"), row("journeys", "journeys"),
                    row("people written to", "people_written"), row("messages", "messages"),
                    row("under way at the end", "under_way"),
                ])
    }

    private func row(_ words: String, _ name: String) -> [String] {
        [words, draft[name]?.cell ?? "0"] + (live.map { [$0[name]?.cell ?? "0"] } ?? [])
    }

    private var reasons: [String] {
        [
            ("held because", "held"), ("refused because", "refused"), ("not entered because", "not_entered"),
            ("ended because", "endings"), ("asked for", "effects"),
        ].map { title, name in
            let rows = members(draft[name]).sorted { ($1.value.number ?? .zero) < ($0.value.number ?? .zero) }
                .map { [$0.key, $0.value.cell] }
            return table([title, "times"], Array(rows.prefix(BacktestWords.mostReasons)))
        }
    }

    private var steps: String {
        table(
            ["step", "begun", "sent", "held", "refused"],
            members(draft["steps"]).map { id, step in
                [id] + ["begun", "sent", "held", "refused"].map { step[$0]?.cell ?? "0" }
            })
    }

    /// Journeys and messages of each day on which there were any: of no more days than a backtest looks back.
    private var days: String {
        table(
            ["day", "journeys", "messages by step"],
            members(draft["days"]).compactMap { key, day in
                guard let number = Int64(key) else { return nil }
                let date = (Instant(milliseconds: 0) + .days(number)).iso8601.prefix(10)
                let messages = members(day["messages"]).map { "\($0.key) \($0.value.cell)" }
                return [
                    String(date), day["journeys"]?.cell ?? "0",
                    messages.isEmpty ? "–" : messages.joined(separator: ", "),
                ]
            })
    }

    private var perPerson: String {
        let (own, all) = (draft["messages_per_person"], draft["messages_per_person_of_all"])
        let counts = Set((members(own) + members(all)).compactMap { Int($0.key) }).sorted()
        return table(
            ["messages a person", "people, of this flow", "people, of all flows"],
            counts.map { ["\($0)", own?["\($0)"]?.cell ?? "0", all?["\($0)"]?.cell ?? "0"] })
    }

    private var coupons: String {
        func sum(_ json: JSON?) -> String {
            members(json).reduce(Number.zero) { $0 + ($1.value.number ?? .zero) }.description
        }
        return table(
            ["coupons of", "taken", "given back", "in vain", "left today"],
            members(draft["coupons"]).map { pool, codes in
                [
                    pool, sum(codes["taken"]), sum(codes["returned"]), codes["in_vain"]?.cell ?? "0",
                    report["codes_left"]?[pool]?.cell ?? "0",
                ]
            })
    }

    private var collisions: String {
        table(
            ["days shared with", "people", "days", "both sent"],
            members(report["collisions"]).map { flow, shared in
                [flow] + ["people", "days", "both_sent"].map { shared[$0]?.cell ?? "0" }
            })
    }

    private var outcome: String {
        let (goals, bought) = (draft["goals"], draft["bought_anyway"])
        func money(_ name: String) -> String {
            let amounts = members(bought?[name]).map { $0.value.cell + ($0.key.isEmpty ? "" : " " + $0.key) }
            return amounts.isEmpty ? "–" : amounts.joined(separator: ", ")
        }
        return """
            goals met: \(goals?["before_any_message"]?.cell ?? "0") before any message, \
            \(goals?["after_messages"]?.cell ?? "0") after one, \(goals?["after_the_end"]?.cell ?? "0") within a week of the end
            bought within a week without it: \(bought?["people"]?.cell ?? "0") people, \(bought?["codes"]?.cell ?? "0") with a code
            worth of those orders: \(money("ordered")); discount given away: \(money("discounts"))
            """
    }

    private var caveats: String {
        let lines = (result["caveats"]?.array ?? []).map { "- " + $0.cell }
        return lines.isEmpty ? "" : (["What the past cannot tell:"] + lines).joined(separator: "\n")
    }

    private func table(_ headings: [String], _ rows: [[String]]) -> String {
        rows.isEmpty ? "" : Table.text(headings, rows)
    }

    private func members(_ json: JSON?) -> [(key: String, value: JSON)] {
        (json?.object?.members ?? []).map { ($0.key, $0.value) }
    }
}
