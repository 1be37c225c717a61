import Testing
import Values

@testable import Conditions

@Suite("Parsing whatever comes")
struct ParserFuzzTests {
    static let pieces = [
        "profile", "trigger", "event", ".", "country", "\"Order Completed\"", "\"", "\\", "(", ")", "[", "]", ",", ":",
        "==", "!=",
        "<", ">=", "=", "!", "and", "or", "not", "in", "where", "exists", "ago", "null", "true", "5", "-1.5", "1e9",
        "90 days",
        "6 months", "count(", "any(", "sum(\"X\".a", "last(\"X\")", "last:", "since: trigger", "consents(", "email",
        "member(",
        "\n", "\u{0}", "é", "\u{1F468}\u{200D}\u{1F469}", "is", "9999999999999999999999", "“", "AND", "}", "\u{301}",
        "\r\n", "contains", "starts with", "ends", "matches", "has any of", "is today", "is this", "in the next",
        "month",
        "within", "25 km of (", "place", "predicted.x", "item", "any item where", "products", "top 10% by", "bottom",
        "%",
        "500 EUR", "EUX", "between: 30 days and 60 days ago", "during: last", "since: \"2026-01-01\"", "until:",
        "zone: workspace", "zone: \"a/b\"", "sequence(\"A\", \"B\"", "without: \"C\"", "interest(category:",
        "opened(email", "flow:", "time_since(", "anniversary(", "most(\"A\", within: 3 days", "distinct(", "coupon()",
    ]

    @Test("no row of pieces crashes or hangs the parser, and each fault has a place in the text", arguments: 0..<8)
    func pieces(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<1500 {
            let count = Int.random(in: 0...40, using: &random)
            let text = (0..<count).map { _ in
                Self.pieces.randomElement(using: &random)! + (random.chance(0.7) ? " " : "")
            }.joined()
            check(text, seed)
        }
    }

    @Test("no damaged condition crashes or hangs the parser", arguments: 0..<8)
    func damaged(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<800 {
            var conditions = RandomConditions(random: random.split(), odd: true)
            var scalars = Array(Printer.text(conditions.condition(depth: 3)).unicodeScalars)
            for _ in 0..<Int.random(in: 1...4, using: &random) where !scalars.isEmpty {
                let index = Int.random(in: 0..<scalars.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: scalars.remove(at: index)
                case 1: scalars.insert(scalars.randomElement(using: &random)!, at: index)
                default: scalars.swapAt(index, Int.random(in: 0..<scalars.count, using: &random))
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            check(String(text), seed)
        }
    }

    private func check(_ text: String, _ seed: UInt64) {
        do {
            let condition = try Condition.parse(text)
            #expect((try? Condition.parse(condition.text)) == condition, "seed \(seed): \(text)")
        } catch {
            #expect(!error.errors.isEmpty)
            let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            for fault in error.errors {
                let isInside =
                    (1...lines.count).contains(fault.line) && fault.column >= 1
                    && fault.column <= lines[fault.line - 1].count + 1
                #expect(isInside, "seed \(seed): \(fault) in \(text)")
            }
        }
    }
}
