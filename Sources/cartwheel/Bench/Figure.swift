import Values

/// One measured figure, beside the raw limit it is set against and what it must reach.
struct Figure: Sendable {
    enum Target: Sendable {
        case ratioAtLeast(Double)
        case atLeast(Double)
        case below(Double)
    }

    var name: String
    var value: Double
    var unit: String
    /// What the database, the disk or the peer gives without us, measured in the same run; nil where there is none.
    var limit: Double?
    /// Nil for a figure that only explains another.
    var target: Target?

    var ratio: Double? { limit.flatMap { $0 > 0 ? value / $0 : nil } }

    var isMet: Bool? {
        switch target {
        case .ratioAtLeast(let wanted): ratio.map { $0 >= wanted }
        case .atLeast(let wanted): value >= wanted
        case .below(let wanted): value < wanted
        case nil: nil
        }
    }

    private var targetText: String? {
        switch target {
        case .ratioAtLeast(let wanted): "ratio >= \(Figure.text(wanted))"
        case .atLeast(let wanted): ">= \(Figure.text(wanted))"
        case .below(let wanted): "< \(Figure.text(wanted))"
        case nil: nil
        }
    }

    var json: JSON {
        [
            "name": .string(name), "value": Figure.json(value), "unit": .string(unit),
            "limit": limit.map(Figure.json) ?? .null, "ratio": ratio.map(Figure.json) ?? .null,
            "target": targetText.map(JSON.string) ?? .null, "met": isMet.map(JSON.bool) ?? .null,
        ]
    }

    static let headings = ["figure", "value", "unit", "raw limit", "ratio", "target", "met"]

    var cells: [String] {
        [
            name, Figure.text(value), unit, limit.map(Figure.text) ?? "–", ratio.map(Figure.text) ?? "–",
            targetText ?? "–", isMet.map { $0 ? "yes" : "NO" } ?? "–",
        ]
    }

    private static func json(_ value: Double) -> JSON { Number(literal: text(value)).map(JSON.number) ?? .null }

    /// Three digits are as many as repeat: whole numbers from 100 on.
    private static func text(_ value: Double) -> String {
        let rounded = (value * 100).rounded() / 100
        return abs(value) >= 100 || rounded == rounded.rounded() ? String(Int(value.rounded())) : String(rounded)
    }
}
