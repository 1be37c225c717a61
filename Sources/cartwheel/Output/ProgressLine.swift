import Foundation
import Values

/// One line on the terminal that says how far long work is, how fast, and how long it will take.
struct ProgressLine {
    private let startedAt = Date()
    private var shownAt = Date.distantPast
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

    /// - Parameter fraction: 0...1.
    mutating func show(_ what: String, done: Int, fraction: Double) {
        let now = Date()
        guard isTerminal, now.timeIntervalSince(shownAt) > 0.2 else { return }
        shownAt = now
        let elapsed = now.timeIntervalSince(startedAt)
        let rate = elapsed > 0 ? Double(done) / elapsed : 0
        let left = fraction > 0.001 ? elapsed / fraction - elapsed : 0
        let line = "\(what): \(Int(fraction * 100)) %, \(done) at \(Int(rate))/s, \(Self.clock(left)) left"
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }

    func finish() {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
    }
}
