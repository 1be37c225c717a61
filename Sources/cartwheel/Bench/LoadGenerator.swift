import Foundation
import Synchronization
import Values

/// Sends a load over several connections, a thread for each.
final class LoadGenerator: Sendable {
    private struct Progress {
        var begun = 0
        var report = LoadReport()
        var milliseconds: [Double] = []
    }

    private let plan: LoadPlan
    private let tape: LoadTape?
    private let progress = Mutex(Progress())

    /// - Throws: where the plan's recording cannot be read.
    init(_ plan: LoadPlan) throws {
        self.plan = plan
        tape = plan.kind == .shop ? try LoadTape(file: plan.tape) : nil
    }

    func run() throws -> LoadReport {
        let connections = try (0..<plan.connections).map { _ in try Handed(LoadConnection(port: plan.port)) }
        let begin = ContinuousClock.now
        let group = DispatchGroup()
        for (number, connection) in connections.enumerated() {
            group.enter()
            Thread { [self] in
                do { try send(over: connection.connection, number: number, from: begin) } catch {
                    progress.withLock { $0.report.complaint = "\(error)" }
                }
                group.leave()
            }.start()
        }
        group.wait()
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        return progress.withLock { progress in
            var report = progress.report
            // What a broken connection left unsent counts as refused: a load is complete or no measurement.
            report.refused = plan.events - report.acknowledged
            report.seconds = seconds
            let sorted = progress.milliseconds.sorted()
            report.median = sorted.percentile(0.5)
            report.p99 = sorted.percentile(0.99)
            report.longest = sorted.last ?? 0
            return report
        }
    }

    private func send(over connection: LoadConnection, number: Int, from begin: ContinuousClock.Instant) throws {
        var source = try LoadSource(plan, tape: tape, stream: number)
        while true {
            let first = progress.withLock { progress in
                defer { progress.begun += plan.batch }
                return progress.begun
            }
            guard first < plan.events else { return }
            let count = min(plan.batch, plan.events - first)
            var due = ContinuousClock.now
            if plan.rate > 0 {
                // Late by its own doing or not: the time an answer takes counts from when it was due.
                due = begin + .seconds(Double(first) / plan.rate)
                Thread.sleep(forTimeInterval: max(0, (due - .now) / .seconds(1)))
            }
            let request = source.request(first: first, events: count)
            if plan.rate == 0 { due = .now }
            let answer = try connection.exchange(request)
            let milliseconds = (ContinuousClock.now - due) / .milliseconds(1)
            progress.withLock { progress in
                progress.milliseconds.append(milliseconds)
                if (200..<300).contains(answer.status) {
                    progress.report.acknowledged += count
                } else if progress.report.complaint.isEmpty {
                    progress.report.complaint = "\(answer.status) " + String(decoding: answer.body, as: UTF8.self)
                }
            }
        }
    }

    /// The connection belongs to one thread from here on.
    private struct Handed: @unchecked Sendable {
        let connection: LoadConnection
        init(_ connection: LoadConnection) { self.connection = connection }
    }
}

extension [Double] {
    /// Of values in ascending order: the smallest that this share of them does not exceed.
    func percentile(_ share: Double) -> Double {
        isEmpty ? 0 : self[Swift.min(count - 1, Int((Double(count) * share).rounded(.up)) - 1)]
    }
}
