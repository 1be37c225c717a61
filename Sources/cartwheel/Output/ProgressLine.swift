import Foundation
import Synchronization
import Values

/// One line on the terminal that says how far long work is, how fast, and how long it will take.
struct ProgressLine {
    private let startedAt: Instant
    private var shownAt: Instant?
    private let now: @Sendable () -> Instant
    private let write: (@Sendable (String) -> Void)?

    private static let shownEvery = TimeSpan(milliseconds: 200)
    /// Back to the line's beginning, and the rest of it cleared.
    private static let again = "\r\u{1B}[K"

    /// - Parameter write: nil where nobody looks, as where standard error is a file.
    init(
        write: (@Sendable (String) -> Void)? = ProgressLine.terminal,
        now: @escaping @Sendable () -> Instant = { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
    ) {
        self.write = write
        self.now = now
        startedAt = now()
    }

    var isSeen: Bool { write != nil }

    /// - Parameter fraction: 0...1.
    mutating func show(_ what: String, done: Int, fraction: Double) {
        let now = now()
        guard let write, shownAt.map({ now - $0 >= ProgressLine.shownEvery }) ?? true else { return }
        shownAt = now
        let line = ProgressLine.words(what, done: done, fraction: fraction, after: now - startedAt)
        write(ProgressLine.again + line)
    }

    func finish() { write?(ProgressLine.again) }

    /// Such as `Importing: 25 %, 5000 at 500/s, 30 s left`.
    static func words(_ what: String, done: Int, fraction: Double, after elapsed: TimeSpan) -> String {
        let seconds = Double(elapsed.milliseconds) / 1000
        let fraction = min(max(fraction, 0), 1)
        let rate = seconds > 0 ? Int(Double(done) / seconds) : 0
        let start = "\(what): \(Int(fraction * 100)) %, \(done) at \(rate)/s"
        // Of nothing, no end can be told.
        return fraction > 0.001 && seconds > 0 ? "\(start), \(clock(seconds / fraction - seconds)) left" : start
    }

    static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
    }

    private static var terminal: (@Sendable (String) -> Void)? {
        guard isatty(FileHandle.standardError.fileDescriptor) == 1 else { return nil }
        return { FileHandle.standardError.write(Data($0.utf8)) }
    }
}

/// A line that work on several threads shows itself on.
final class SharedProgressLine: Sendable {
    private let line = Mutex(ProgressLine())

    func show(_ what: String, done: Int, of total: Int) {
        line.withLock { $0.show(what, done: done, fraction: Double(done) / Double(max(total, 1))) }
    }

    func finish() { line.withLock { $0.finish() } }
}
