import Foundation
import Logging
import Runtime
import Values

/// Fits out a database for a benchmark before its server starts.
struct BenchWorkspace {
    var folder: String
    var databaseURL: String?
    /// Which of the ready flows run from the start.
    var flowsLive = false
    var conditions: [String] = []

    /// - Returns: a server's write key.
    func prepare() async throws -> String {
        let system = try CartwheelSystem(
            Configuration(dataFolder: folder, databaseURL: databaseURL), logger: BenchWorkspace.logger)
        do {
            // As the demo's shop, whose day for marketing has no night; what is measured leaves.
            var settings = DemoDriver.workspace
            settings.sending = true
            let first = try await system.prepareFirstStart(
                flowsLive: flowsLive, settings: settings, withSegments: false)
            guard let first else { throw BenchError("\(databaseURL ?? folder) holds a workspace already") }
            if !conditions.isEmpty {
                try await system.segments.create(
                    conditions.enumerated().map { SegmentDraft(name: "Condition \($0 + 1)", text: $1) }, author: "bench"
                )
            }
            // Over nobody yet: what is measured later is not that they are built.
            if !conditions.isEmpty {
                try await system.start()
                while try await system.segments.list().contains(where: { $0.segment.state == .building }) {
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            await system.stop()
            return first.serverKey
        } catch {
            await system.stop()
            throw error
        }
    }

    /// Says nothing but what went wrong.
    static var logger: Logger {
        var logger = Logger(label: "bench") { PlainLogHandler(label: $0) }
        logger.logLevel = .error
        return logger
    }

    /// Twenty as a shop might watch: recent behaviour, spending, lapses, attributes.
    static let twentyConditions = [
        #"any("Order Completed", last: 30 days)"#,
        #"none("Order Completed", last: 90 days)"#,
        #"count("Order Completed", last: 90 days) >= 2"#,
        #"count("Order Completed", last: 365 days) >= 5"#,
        #"sum("Order Completed".total, last: 90 days) > 150"#,
        #"sum("Order Completed".total, last: 365 days) > 500"#,
        #"any("Checkout Started", last: 1 days) and none("Order Completed", last: 1 days)"#,
        #"any("Product Added", last: 7 days) and none("Order Completed", last: 7 days)"#,
        #"count("Product Viewed", last: 7 days) >= 5"#,
        #"count("Product Viewed", last: 1 days) >= 3 and none("Product Added", last: 1 days)"#,
        #"any("Product Viewed" where price > 100, last: 7 days)"#,
        #"any("Product Added" where quantity >= 1, last: 3 days)"#,
        #"count("Product Added", last: 30 days) >= 3"#,
        #"profile.country == "ES""#,
        #"profile.country in ["DE", "AT", "CH"]"#,
        #"consents(email)"#,
        #"consents(email) and any("Order Completed", last: 180 days)"#,
        #"not consents(email) and any("Checkout Started", last: 30 days)"#,
        #"profile.first_name == "Ana" and any("Product Viewed", last: 30 days)"#,
        #"any("Order Completed" where total > 200, last: 365 days)"#,
    ]
}
