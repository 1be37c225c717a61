import Foundation
import Synchronization
import Testing
import Values

@testable import cartwheel

@Suite("The line that says how far long work is")
struct ProgressLineTests {
    /// A terminal, and a clock that is set by hand.
    private final class Terminal: Sendable {
        let text = Mutex("")
        let now = Mutex(Instant(milliseconds: 1_000_000))

        func line() -> ProgressLine {
            ProgressLine(write: { text in self.text.withLock { $0 += text } }, now: { self.now.withLock { $0 } })
        }
        func pass(_ span: TimeSpan) { now.withLock { $0 = $0 + span } }
        /// What stands there: each line writes over the one before.
        var lines: [String] { text.withLock { $0 }.components(separatedBy: "\r\u{1B}[K") }
    }

    @Test(
        "it says share, number, rate and what is left",
        arguments: [
            (5_000, 0.25, 10, "Importing: 25 %, 5000 at 500/s, 30 s left"),
            (90, 0.5, 90, "Importing: 50 %, 90 at 1/s, 1 min 30 s left"),
            (0, 0, 10, "Importing: 0 %, 0 at 0/s"),
            (0, 0, 0, "Importing: 0 %, 0 at 0/s"),
            (7, 1, 2, "Importing: 100 %, 7 at 3/s, 0 s left"),
            (7, 1.5, 2, "Importing: 100 %, 7 at 3/s, 0 s left"),
        ])
    func words(done: Int, fraction: Double, seconds: Int64, line: String) {
        #expect(ProgressLine.words("Importing", done: done, fraction: fraction, after: .seconds(seconds)) == line)
    }

    @Test("it is written over at most five times a second, and is gone at the end")
    func writing() {
        let terminal = Terminal()
        var line = terminal.line()
        for step in 1...100 {
            terminal.pass(TimeSpan(milliseconds: 10))
            line.show("Restoring", done: step, fraction: Double(step) / 100)
        }
        #expect(terminal.lines.dropFirst().count == 5)
        #expect(terminal.lines.last == "Restoring: 81 %, 81 at 100/s, 1 s left")
        line.finish()
        #expect(terminal.lines.last == "")
    }

    @Test("where nobody looks nothing is written")
    func unseen() {
        var line = ProgressLine(write: nil)
        #expect(!line.isSeen)
        line.show("Restoring", done: 1, fraction: 1)
        line.finish()
    }
}
