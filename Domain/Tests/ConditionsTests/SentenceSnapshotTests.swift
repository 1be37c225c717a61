import Foundation
import Testing

@testable import Conditions

/// The English sentence of every example of docs/conditions.md, as it was when somebody last read it.
///
/// Where a change is meant: `SENTENCE_SNAPSHOTS=write swift test --package-path Domain --filter SentenceSnapshotTests`,
/// and read what changed.
@Suite(
    "Snapshots of every sentence", .enabled(if: Reference.text != nil, "docs/conditions.md is not beside these tests"))
struct SentenceSnapshotTests {
    static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Snapshots/sentences.txt")
    static let writes = ProcessInfo.processInfo.environment["SENTENCE_SNAPSHOTS"] == "write"

    /// Each condition once, in the order of the reference.
    private static let conditions: [String] = {
        var seen: Set<String> = []
        return ["condition", "sentence", "tree"].flatMap(Reference.blocks).flatMap(Reference.examples)
            .map(\.condition).filter { seen.insert($0).inserted }
    }()

    @Test("each condition is said as it was, and no sentence stands there that nothing says")
    func sentences() throws {
        #expect(Self.conditions.count > 100)
        let lines = try Self.conditions.flatMap { [$0, "# " + (try Condition.parse($0).sentence)] }
        if Self.writes {
            try FileManager.default.createDirectory(
                at: Self.file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: Self.file)
        }
        let known = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").map(String.init)
        guard known != lines else { return }
        let place = zip(known, lines).prefix { $0 == $1 }.count
        Issue.record(
            """
            line \(place + 1): was “\(known.dropFirst(place).first ?? "")”, \
            is “\(lines.dropFirst(place).first ?? "")”
            """)
    }
}
