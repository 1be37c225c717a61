import Foundation
import Testing

@testable import Pages

/// Every page of the samples, in words, as it was when somebody last looked at it.
///
/// Where a change is meant: `PAGES_SNAPSHOTS=write swift test --filter SnapshotTests`, and read what changed.
@Suite("Snapshots of every page")
struct SnapshotTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")
    static let writes = ProcessInfo.processInfo.environment["PAGES_SNAPSHOTS"] == "write"

    @Test("a page says and offers what it did", arguments: PagesSamples.pages)
    func page(sample: SamplePage) throws {
        let file = Self.folder.appending(path: "\(sample.name).txt")
        let lines = PageOutline.lines(of: sample.text())
        if Self.writes {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        }
        let known = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        guard known != lines else { return }
        let place = zip(known, lines).prefix { $0 == $1 }.count
        Issue.record(
            """
            \(sample.name), line \(place + 1): was “\(known.dropFirst(place).first ?? "")”, \
            is “\(lines.dropFirst(place).first ?? "")”
            """)
    }

    @Test("every snapshot is of a page that there is", .enabled(if: !writes))
    func none() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names) == Set(PagesSamples.pages.map { $0.name + ".txt" }))
    }

    @Test("an outline has headings, links, fields and buttons, and no scripts")
    func outline() {
        let html = """
            <html><head><title>A</title></head><body><h1>Hello <b>you</b></h1><a href="/x">There</a>
            <form method="post" action="/y"><input type="hidden" name="csrf" value="1"><input name="a" value="b">
            <button name="do" value="it">Go</button></form><script>let a = "<p>no</p>"</script></body></html>
            """
        #expect(
            PageOutline.lines(of: html) == ["# Hello you", "→/x There", "form post /y", "[a=b]", "(doit) Go"])
    }
}
