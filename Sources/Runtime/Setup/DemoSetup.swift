import Engine
import Foundation
import Storage
import Values

extension CartwheelSystem {
    /// Fits out the demo: live flows whose hours are minutes' fractions, some of which give tasks, codes
    /// to give away, the ready segments and two of its own.
    public func prepareDemo() async throws {
        var settings = DemoDriver.workspace
        settings.currency = DemoSetup.currency
        _ = try await prepareFirstStart(flowsLive: true, settings: settings, text: DemoSetup.hurried)
        for flow in DemoFlows.all {
            _ = try await flows.install(DemoSetup.hurried(flow), author: "Cartwheel", live: true)
        }
        _ = try await addDemoCoupons()
        for (name, condition) in DemoSetup.conditions {
            _ = try await perform(.watch, ["name": .string(name), "condition": .string(condition)])
        }
    }

    private func addDemoCoupons() async throws -> JSON {
        let codes = (1...500).map { "DEMO10-\(String($0 * 7919 % 100_000).leftPadded(to: 5))" }
        return try await perform(
            .addCoupons, ["pool": "cart-rescue", "codes": .array(codes.map(JSON.string))])
    }
}

enum DemoSetup {
    /// An hour of a flow's waits passes in twenty seconds.
    static let hurry: Int64 = 180
    private static let fields = ["- wait: ", "up to: ", "keep for: ", "reentry: once per ", "valid for: ", "before: "]

    /// A flow's text with its waits shortened, so that a visitor sees them end.
    static func hurried(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            for field in fields {
                guard let range = line.range(of: field),
                    line[..<range.lowerBound].allSatisfy(\.isWhitespace),
                    let span = TimeSpan(words: String(line[range.upperBound...]))
                else { continue }
                let seconds = max(1, span.milliseconds / hurry / 1000)
                return line[..<range.upperBound] + TimeSpan.seconds(seconds).words
            }
            return String(line)
        }.joined(separator: "\n")
    }

    /// In which the demo's shop sells.
    static let currency = "EUR"

    /// Of smaller figures than the ready ones, so that a visitor of an hour sees people come and go.
    static let conditions = [
        ("Spends well", #"sum("Order Completed".total, last: 90 days) > 150 EUR"#),
        ("Left a checkout today", #"any("Checkout Started", last: 1 days) and none("Order Completed", last: 1 days)"#),
    ]
}
