import Engine
import ReadyFlows
import Testing
import Values

@testable import Messages

@Suite("A broken message is never made")
struct BrokenTemplateTests {
    func flow(subject: String = "Hi", preheader: String = "", body: String = "<p>x</p>") throws -> Flow {
        let text = """
            flow: f
            name: F
            trigger: Order Completed
            steps:
              - send: email
                id: s
                subject: \(JSON.string(subject).text)
                preheader: \(JSON.string(preheader).text)
                body: \(JSON.string(body).text)
            """
        return try FlowFile.read(text, version: 1)
    }

    func message(_ flow: Flow, step: String = "s", context: String = "{}") -> Message {
        var message = Samples.message("welcome", step, [:])
        message.flow = flow.id
        message.context = context
        return message
    }

    func error(_ flow: Flow, _ message: Message) -> MessageRenderingError? {
        var templates = MessageTemplates()
        do throws(MessageRenderingError) {
            _ = try templates.render(message, of: flow, settings: Samples.settings, unsubscribeURL: nil)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "an error names flow, step, part, line and column",
        arguments: [
            ("body", "<p>\n{% if %}</p>", "flow f, step s, body, line 2, column "),
            ("body", "<p>{{ 1 | upcas }}</p>", "flow f, step s, body, line 1, column 11: there is no filter"),
            ("subject", "{{ x", "flow f, step s, subject, line 1, column "),
            ("preheader", "{% unknown %}", "flow f, step s, preheader, line 1, column "),
            ("body", "{{ 1 | divided_by: 0 }}", "flow f, step s, body, line 1, column "),
            ("body", "{% render \"buton\" %}", "flow f, step s, body, line 1, column "),
            ("subject", "{{ profile.first_name }}", "flow f, step s, subject, line 1, column 1: the subject came out"),
        ])
    func placed(_ part: String, _ text: String, _ expected: String) throws {
        let flow =
            switch part {
            case "subject": try flow(subject: text)
            case "preheader": try flow(preheader: text)
            default: try flow(body: text)
            }
        let description = try #require(error(flow, message(flow))).description
        #expect(description.hasPrefix(expected), "\(description)")
        #expect(MessageTemplates.faults(in: flow).count == 1)
    }

    @Test("the nearest known name is proposed")
    func nearest() throws {
        let flow = try flow(body: "{% render \"buton\" %}")
        #expect(try #require(error(flow, message(flow))).description.hasSuffix("did you mean button?"))
    }

    @Test("a step that is gone and a context that is none are told apart")
    func missing() throws {
        let flow = try flow()
        #expect(error(flow, message(flow, step: "t")) == .stepMissing(flow: "f", step: "t"))
        for context in ["", "[1]", "{"] {
            guard case .contextUnreadable = error(flow, message(flow, context: context)) else {
                Issue.record("\(context) was read")
                continue
            }
        }
    }

    @Test("the ready flows have no faults")
    func ready() {
        for ready in ReadyFlows.all { #expect(MessageTemplates.faults(in: Samples.flow(ready.slug)).isEmpty) }
    }

    @Test("the ready flows render whatever the data, in 400 shapes of it", arguments: 0..<4)
    func anything(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        var templates = MessageTemplates()
        // Some only give tasks or alerts to staff.
        let flows = ReadyFlows.all.map { Samples.flow($0.slug) }.filter { $0.steps.contains { $0.kind is SendStep } }
        for _ in 0..<100 {
            let flow = flows[random.below(flows.count)]
            let sends = flow.steps.filter { $0.kind is SendStep }
            let step = sends[random.below(sends.count)].id
            var context: JSONObject = [:]
            for key in ["profile", "trigger", "cart", "coupon"] where random.below(4) > 0 {
                context[key] = RandomData.value(for: key, &random, depth: 0)
            }
            let email = try templates.render(
                Samples.message(flow.slug, step, context), of: flow, settings: Samples.settings,
                unsubscribeURL: Samples.unsubscribe)
            #expect(!email.subject.isEmpty)
            #expect(!email.html.contains("{{") && !email.html.contains("{%"))
        }
    }
}

/// Data as shops send it, right and wrong.
enum RandomData {
    static let names = [
        "first_name", "name", "items", "products", "price", "quantity", "total", "currency", "url", "image_url",
        "order_id", "shipping_address", "city", "discount", "tax", "shipping", "subtotal", "coupon",
    ]

    static func value(for name: String, _ random: inout SeededRandom, depth: Int) -> JSON {
        switch random.below(depth > 3 ? 6 : 10) {
        case 0: return .null
        case 1: return .bool(random.below(2) == 0)
        case 2: return .number(Number(Int64(random.below(2000)) - 500))
        case 3: return .string(["", "Ana", "49.90", "<b>", "https://x.example/a", "{{ x }}"][random.below(5)])
        case 4: return .number(.exact(coefficient: Int64(random.below(100_000)), scale: 2))
        case 5: return .number(Number(1e300))
        case 6, 7:
            return .array((0..<random.below(9)).map { _ in object(&random, depth: depth + 1) })
        default: return object(&random, depth: depth + 1)
        }
    }

    private static func object(_ random: inout SeededRandom, depth: Int) -> JSON {
        var object = JSONObject()
        for _ in 0..<random.below(9) {
            let name = names[random.below(names.count)]
            object[name] = value(for: name, &random, depth: depth)
        }
        return .object(object)
    }
}

extension SeededRandom {
    /// 0 up to `count`, which it leaves out.
    fileprivate mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
}
