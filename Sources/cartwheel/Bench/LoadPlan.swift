import Foundation

/// What the load generator is to send; its command line is this as JSON.
struct LoadPlan: Codable, Sendable {
    enum Kind: String, Codable {
        /// A recording of the make-believe shop.
        case shop
        /// People who give their address, one after the other.
        case customers
        /// Orders, each of another of these people.
        case orders
    }

    var port = 0
    var key = ""
    var kind = Kind.shop
    /// The recording, and which of its calls is the first to be sent.
    var tape = ""
    var first = 0
    var events = 1000
    /// Events in one request; 1 uses the call of each event's own kind.
    var batch = 100
    var connections = 8
    /// Events a second; 0 sends as fast as answers come.
    var rate = 0.0
    var seed: UInt64 = 1
}

extension LoadPlan {
    /// Has a process of its own send it.
    func send(in site: BenchSite, within limit: Duration) async throws -> LoadReport {
        let plan = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
        let process = try site.launch("load", [BenchLoadCommand.name, plan])
        let report = try JSONDecoder().decode(
            LoadReport.self, from: Data(try await process.result(within: limit).utf8))
        if report.refused > 0 {
            throw BenchError("\(report.refused) of \(events) events were not acknowledged: \(report.complaint)")
        }
        return report
    }
}

/// What became of a load.
struct LoadReport: Codable, Sendable {
    var acknowledged = 0
    var refused = 0
    var seconds = 0.0
    /// Milliseconds from when a request was due to when its answer was there.
    var median = 0.0
    var p99 = 0.0
    var longest = 0.0
    var complaint = ""

    var rate: Double { seconds > 0 ? Double(acknowledged) / seconds : 0 }
}
