import Testing
import Values

@testable import Engine

@Suite("Flow files are read")
struct FlowFileTests {
    static let small = """
        flow: thanks
        name: Thanks
        trigger: Order Completed
        steps:
          - wait: 1 hour
        """

    @Test("the text is kept as it was written, byte by byte")
    func text() throws {
        let text = "# mine\r\n\(Self.small)\n\n# end"
        let flow = try FlowFile.read(text, version: 7)
        #expect(flow.text == text)
        #expect(try FlowFile.read(flow.text, version: 7).text == text)
        #expect(flow.numbered(8).text == text)
        #expect(flow.numbered(8).version == 8)
    }

    @Test("what is left out takes its default")
    func defaults() throws {
        let flow = try FlowFile.read(Self.small)
        #expect(flow.purpose == .marketing)
        #expect(flow.reentry == .always)
        #expect(flow.whileUnderWay == .ignore)
        #expect(flow.entryCondition == nil && flow.goal == nil && flow.exits.isEmpty && flow.warning == nil)
        #expect(flow.id == Flow.id(slug: "thanks"))
    }

    @Test("triggers go by other products' names too")
    func triggers() throws {
        let text = Self.small.replacing(
            "trigger: Order Completed", with: "trigger: [Placed Order, begin_checkout, Mine]")
        #expect(try FlowFile.read(text).triggers == ["Order Completed", "Checkout Started", "Mine"])
    }

    @Test("branches lead on to what follows, and an empty one passes by")
    func branches() throws {
        let flow = try FlowFile.read(
            """
            flow: f
            name: F
            trigger: X
            steps:
              - if: profile.vip
                then:
                  - wait: 1 day
                  - if: profile.age > 18
                    else:
                      - end: too young
              - wait: 2 days
                id: last
            """)
        #expect(flow.steps.map(\.id) == ["if-1", "wait-1", "if-2", "end-1", "last"])
        #expect(flow.steps[0].branches == [1, 4])
        #expect(flow.steps[1].next == 2)
        #expect(flow.steps[2].branches == [4, 3])
        #expect(flow.steps[3].next == 4)
        #expect(flow.steps[4].next == nil)
        #expect(flow.steps.map(\.depth) == [0, 1, 1, 2, 0])
        #expect(flow.steps.map(\.line) == [5, 7, 8, 10, 11])
    }

    @Test("an anchor is one text in two places")
    func anchors() throws {
        let flow = try FlowFile.read(
            """
            flow: f
            name: F
            trigger: X
            goal: &bought 'any("Order Completed", since: trigger)'
            exit: *bought
            steps:
              - send: email
                subject: &hello Hello
                body: *hello
            """)
        #expect(flow.exits.first?.condition.text == flow.goal?.condition.text)
        #expect(((flow.steps[0].kind as? SendStep)?.content as? EmailContent)?.body == "Hello")
    }

    @Test(
        "a length of time is read and written alike",
        arguments: [
            ("1 hour", 3600), ("90 minutes", 5400), ("1 hour 30 minutes", 5400), ("3 days", 259_200),
            ("2 weeks", 1_209_600), ("1 second", 1), ("0 days", 0),
        ])
    func spans(_ words: String, _ seconds: Int64) {
        #expect(TimeSpan(words: words) == .seconds(seconds))
        #expect(TimeSpan(words: TimeSpan.seconds(seconds).words) == .seconds(seconds))
    }

    @Test(
        "what is no length of time is refused",
        arguments: ["", "1", "hour", "an hour", "1 hours ago", "-1 day", "1.5 hours", "1 month", "999999999 days"])
    func noSpans(_ words: String) { #expect(TimeSpan(words: words) == nil) }
}
