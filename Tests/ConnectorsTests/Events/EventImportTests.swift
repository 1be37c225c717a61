import Connectors
import Engine
import Testing
import Values

@Suite("Importing events")
struct EventImportTests {
    private func imported(_ text: String) throws -> Imported<EventImportReport> {
        let file = try TemporaryFile(text, named: "events.jsonl")
        return try run(EventImport(path: file.path, context: context))
    }

    @Test("a line is an event of the past, as trusted as a server's")
    func event() throws {
        let result = try imported(
            """
            {"type":"track","event":"Placed Order","userId":"u1","messageId":"m1","timestamp":"2020-01-02T03:04:05Z",\
            "properties":{"order_id":"7","total":12.50}}\r
            {"type":"identify","userId":"u1","traits":{"email":"ANA@example.com"},"timestamp":"2020-01-02T03:04:05Z"}
            """)
        #expect(result.rejected.isEmpty)
        #expect(result.events.map(\.name) == ["Order Completed", "identify"])
        let order = result.events[0]
        #expect(order.identity == Identity(.user, "u1"))
        #expect(order.authority == .server)
        #expect(order.isHistorical)
        #expect(order.occurredAt.iso8601 == "2020-01-02T03:04:05.000Z")
        #expect(String(decoding: order.properties, as: UTF8.self) == #"{"order_id":"7","total":12.50}"#)
        #expect(result.events[1].envelope.identities.contains(Identity(.email, "ana@example.com")!))
        #expect(result.report.imported == 2)
        #expect(result.report.events == ["Order Completed": 1, "identify": 1])
    }

    @Test("lines that are no events are refused with number and reason, and the rest is imported")
    func rejected() throws {
        let result = try imported(
            """
            {"type":"track","event":"A","userId":"u1"}

            {"type":"track","event":"B","userId":
            {"type":"track","userId":"u1"}
            {"type":"track","event":"C"}
            {"type":"track","event":"D","userId":"u1"},{"type":"track","event":"E","userId":"u1"}
            {"type":"track","event":"F","userId":"u1"}],"batch":[]
            [1]
            {"type":"track","event":"G","userId":"u1","timestamp":"yesterday"}
            {"type":"track","event":"H","userId":"u1","properties":{"text":"\(String(repeating: "x", count: 40_000))"}}
            {"type":"track","event":"I","userId":"u1"}
            """)
        #expect(result.events.map(\.name) == ["A", "I"])
        #expect(result.rejected.map(\.row) == [3, 4, 5, 6, 7, 8, 9, 10])
        #expect(
            result.rejected.map(\.rule) == [
                "malformed_json", "no_event_name", "no_identity", "malformed_json", "malformed_json", "not_an_object",
                "bad_timestamp", "too_large",
            ])
        #expect(result.rejected.allSatisfy { !$0.reason.contains("batch") && !$0.fields[0].isEmpty })
        #expect(result.report.lines == 10)
        #expect(result.report.rejectedLines == 8)
    }

    @Test("the same file twice gives the same message ids, with or without ids and times of its own")
    func twice() throws {
        let text = """
            {"type":"track","event":"A","userId":"u1"}
            {"type":"track","event":"A","userId":"u1"}
            {"type":"track","event":"A","userId":"u1","timestamp":"2020-01-02T03:04:05Z"}
            {"type":"track","event":"A","userId":"u1","messageId":"m1"}
            """
        let file = try TemporaryFile(text, named: "events.jsonl")
        let first = try run(EventImport(path: file.path, context: context))
        let later = ImportContext(receivedAt: noon + .days(3))
        let second = try run(EventImport(path: file.path, context: later))
        #expect(first.events.map(\.messageHash) == second.events.map(\.messageHash))
        #expect(Set(first.events.map(\.messageHash)).count == 4)
    }

    @Test("a compressed file of many lines comes in batches and tells its progress")
    func batches() throws {
        let lines = (0..<12_345).map { #"{"type":"track","event":"A","userId":"u\#($0)","messageId":"m\#($0)"}"# }
        let file = try TemporaryFile(
            Gzip.deflate(Array(lines.joined(separator: "\n").utf8)), named: "events.jsonl.gz")
        let result = try run(EventImport(path: file.path, context: context))
        #expect(result.events.map(\.envelope.messageID) == (0..<12_345).map { "m\($0)" })
        #expect(result.progress.count == 25)
        #expect(result.progress.last?.fraction == 1)
        #expect(result.progress.last?.rows == 12_345)
    }

    @Test("one JSON list is told apart from lines of events")
    func list() throws {
        let file = try TemporaryFile("[\n {\"type\":\"track\"}\n]", named: "events.json")
        #expect(throws: ImportFileError.oneJSONList(path: file.path)) {
            try run(EventImport(path: file.path, context: context))
        }
    }

    @Test("a line longer than memory should hold is refused, and the next one read")
    func longLine() throws {
        let long = "{\"x\":\"" + String(repeating: "y", count: 3_000_000) + "\"}"
        let result = try imported(long + "\n" + #"{"type":"track","event":"A","userId":"u1"}"#)
        #expect(result.events.count == 1)
        #expect(result.rejected.map(\.rule) == ["too_large"])
        #expect(result.rejected[0].fields[0].utf8.count == IntakeLimits.rejectedBodyBytes)
    }
}
