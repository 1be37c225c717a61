import Foundation
import Testing
import Values

extension ProgramTests.BrowserTests {
    @Test(
        "every page opens in a browser at a desk's and a phone's width, by day and by night, without an error, a refused script or scrolling sideways; a marketer goes from a new segment to a message in the outbox; a rule is written as rows and as text; the overview counts while it is watched",
        .needsChromium)
    func everyPage() async throws {
        let patterns = try ConsolePages.patterns()
        #expect(patterns.contains("/console/flows/{id}/journeys/{journey}") && patterns.count > 30, "\(patterns)")
        let server = try await RunningServer()
        try await SmallShop.fill(server)
        let folder = try TemporaryFolder()
        let task: JSON = [
            "url": .string(server.url), "key": .string(server.serverKey),
            "patterns": .array(patterns.map(JSON.string)),
        ]
        let script = try #require(Bundle.module.path(forResource: "browse", ofType: "py"))
        let browser = try Peers.start(file: script, [try folder.write(task.text, to: "task.json")], in: folder)
        let ending = try await browser.end(within: .seconds(170))
        #expect(ending == .exited(0), "\(folder.text("err").suffix(1500))")
        let lines = try folder.text("out").split(separator: "\n").map { try JSON.parse(String($0)) }
        for line in lines where line["problem"] != nil {
            Issue.record("\(line["where"]?.string ?? ""): \(line["problem"]?.string ?? "")")
        }
        let seen = Set((lines.last?["patterns"]?.array ?? []).compactMap(\.string))
        #expect(seen.isSuperset(of: patterns), "not looked at: \(Set(patterns).subtracting(seen).sorted())")
    }
}
