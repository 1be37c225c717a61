import Engine
import Hummingbird
import Pages
import Runtime
import Storage
import Testing
import Values

@testable import Console

@Suite("Starting a flow by hand, from its page and over the API")
struct FlowStartTests {
    private static let flow = """
        flow: hello
        name: Hello
        purpose: transactional
        trigger: manual
        when: profile.tier == "gold" and trigger.reason exists
        steps:
          - task: Greet {{ profile.name }} for {{ trigger.reason }}
        """

    private func arrange(_ console: TestConsole, _ browser: Browser) async throws {
        for (name, tier) in [("ana", "gold"), ("bo", "silver"), ("cy", "gold")] {
            let traits: JSON = ["email": .string("\(name)@example.com"), "name": .string(name), "tier": .string(tier)]
            let body: JSON = ["userId": .string(name), "messageId": .string("i-" + name), "traits": traits]
            #expect(try await browser.send(body, to: "identify", key: console.serverKey).status == .ok)
        }
        _ = try await console.system.flows.install(Self.flow, author: "test", live: true)
        try await console.settle()
    }

    private func tasks(_ console: TestConsole) async throws -> [String] {
        // A start for many is given in the background.
        for _ in 0..<100 where try await console.system.tasks.inbox().open == 0 {
            try await Task.sleep(for: .milliseconds(30))
        }
        try await console.settle()
        let rows = try await console.system.perform(.listTasks, [:]).array ?? []
        return rows.compactMap { $0["title"]?.string }.sorted()
    }

    @Test("the page counts whom it would take in and says why others stay out, then starts it once for a form")
    func page() async throws {
        try await TestConsole.run { console, browser in
            try await arrange(console, browser)
            try await browser.enter()
            #expect(try await browser.get("/console/flows/hello").text.contains("href=\"/console/flows/hello/start\""))
            let page = try await browser.get("/console/flows/hello/start").text
            let cause = try #require(page.firstMatch(of: #/name="cause" value="([^"]+)"/#)).1
            var form = [
                "for": "people", "people": "ana@example.com\nbo@example.com", "with": "reason: spring\ncount: 3",
                "cause": String(cause), "do": "preview",
            ]
            let counted = try await browser.post("/console/flows/hello/start", form)
            #expect(counted.text.contains("1 of 2 would enter"), "\(counted.text)")
            #expect(counted.text.contains("its condition does not hold"))
            #expect(try await console.system.tasks.inbox().open == 0, "counting starts nothing")
            form["do"] = "start"
            for _ in 0..<2 {
                let started = try await browser.post("/console/flows/hello/start", form)
                #expect(started.location == "/console/flows/hello?said=started")
            }
            #expect(try await tasks(console) == ["Greet ana for spring"])
        }
    }

    @Test("a group is chosen by its name, everybody is everybody, and what cannot be is said on the page")
    func audiences() async throws {
        try await TestConsole.run { console, browser in
            try await arrange(console, browser)
            try await browser.enter()
            _ = try await console.system.perform(
                .createSegment, ["name": "Gold", "condition": "profile.tier == \"gold\""])
            let page = "/console/flows/hello/start"
            #expect(try await browser.get(page).text.contains("<option value=\"Gold\">"))
            for (form, words) in [
                (["for": "people", "people": ""], "Nobody is named"),
                (["for": "people", "people": "nobody@example.com"], "Nobody is known as nobody@example.com"),
                (["for": "group", "among": ""], "Say for whom"),
                (["for": "group", "among": "Golden"], "There is no segment or list “Golden”"),
                (["for": "everybody", "with": "spring"], "is no line of name: value"),
            ] {
                for action in ["preview", "start"] {
                    let answer = try await browser.post(page, form.merging(["do": action]) { $1 })
                    #expect(answer.status == .unprocessableContent && answer.text.contains(words), "\(words)")
                }
            }
            let counted = try await browser.post(page, ["for": "everybody", "with": "reason: x", "do": "preview"])
            #expect(counted.text.contains("2 of 3 would enter"), "\(counted.text)")
            let bare = try await browser.post(page, ["for": "everybody", "do": "preview"])
            #expect(bare.text.contains("0 of 3 would enter"), "the condition asks for what the start carries")
            #expect(
                try await browser.post(page, ["do": "start", "for": "everybody"], token: "00").status == .forbidden)
            #expect(try await console.system.tasks.inbox().open == 0)
        }
    }

    @Test("who is on its list already is counted and taken in, as it goes live and from its page")
    func already() async throws {
        try await TestConsole.run { console, browser in
            try await arrange(console, browser)
            try await browser.enter()
            try await console.system.lists.create("Club")
            let ana = try #require(Identity(.user, "ana"))
            try await console.system.lists.change(.list, "Club", people: [ana], isMember: true, source: "test")
            try await console.settle()
            let club = """
                flow: club
                name: Club
                purpose: transactional
                trigger:
                  - list joined: Club
                steps:
                  - task: Welcome {{ profile.name }}
                """
            _ = try await console.system.flows.install(club, author: "test", live: false)
            let (publish, start) = (Route.flowPublish("club"), Route.flowStart("club"))
            #expect(try await browser.get(publish).text.contains("name=\"already\""))
            let form = ["version": "1", "already": "yes"]
            let counted = try await browser.post(publish, form.merging(["do": "count"]) { $1 })
            #expect(counted.text.contains("1 of 1 would enter"), "\(counted.text)")
            #expect(try await console.system.tasks.inbox().open == 0, "counting publishes nothing")
            #expect(try await browser.post(publish, form).status == .seeOther)
            #expect(try await tasks(console) == ["Welcome ana"])
            #expect(try await browser.get(Route.flow("club")).text.contains("href=\"\(start)\""))
            let page = try await browser.get(start).text
            #expect(page.contains("value=\"already\"") && !page.contains("value=\"people\""))
            let again = try await browser.post(start, ["for": "already", "do": "preview"])
            #expect(again.text.contains("1 of 1 would enter"), "\(again.text)")
            let byHand = try await browser.post(start, ["for": "people", "people": "ana@example.com", "do": "start"])
            #expect(byHand.status == .unprocessableContent && byHand.text.contains("not started by hand"))
        }
    }

    @Test("a call with a server key starts it for people, once for each cause, with what it carries")
    func api() async throws {
        try await TestConsole.run { console, browser in
            try await arrange(console, browser)
            let body: JSON = [
                "people": ["ana@example.com", "bo"], "cause": "order-17", "with": ["reason": "order 17"],
            ]
            let counted = try await browser.send(
                ["people": ["ana@example.com", "bo"], "preview": true, "with": ["reason": "order 17"]],
                to: "flows/hello/start", key: console.serverKey)
            #expect(counted.status == .ok && counted.json?["enter"] == 1 && counted.json?["people"] == 2)
            for _ in 0..<3 {
                let answer = try await browser.send(body, to: "flows/hello/start", key: console.serverKey)
                #expect(answer.status == .accepted && answer.json?["given"] == 2, "\(answer.text)")
                try await console.settle()
            }
            #expect(try await tasks(console) == ["Greet ana for order 17"])
            let all = try await browser.send(
                ["everybody": true, "messageId": "spring", "with": ["reason": "spring"]], to: "flows/hello/start",
                key: console.serverKey)
            #expect(all.status == .accepted && all.json?["background"] == true && all.json?["given"] == .null)
        }
    }

    @Test("what cannot be started is refused with a code and what to do")
    func refused() async throws {
        try await TestConsole.run { console, browser in
            try await arrange(console, browser)
            let good: JSON = ["people": ["ana@example.com"], "cause": "x"]
            let cases: [(String, JSON, String?, HTTPResponse.Status, String)] = [
                ("hello", good, console.browserKey, .forbidden, "server_key_needed"),
                ("hello", good, nil, .unauthorized, "no_key"),
                ("helo", good, console.serverKey, .unprocessableContent, "cannot_start"),
                ("welcome", good, console.serverKey, .unprocessableContent, "cannot_start"),
                ("hello", ["cause": "x"], console.serverKey, .unprocessableContent, "cannot_start"),
                ("hello", ["people": ["zoe"], "cause": "x"], console.serverKey, .unprocessableContent, "cannot_start"),
                ("hello", ["people": ["ana"]], console.serverKey, .badRequest, "no_cause"),
                (
                    "hello",
                    [
                        "people": ["ana"], "cause": "x", "with": ["a": .string(String(repeating: "x", count: 17_000))],
                    ], console.serverKey, .contentTooLarge, "too_much"
                ),
            ]
            for (flow, body, key, status, code) in cases {
                let answer = try await browser.send(body, to: "flows/\(flow)/start", key: key)
                #expect(answer.status == status && answer.json?["error"]?["code"]?.string == code, "\(answer.text)")
            }
            try await console.settle()
            #expect(try await console.system.tasks.inbox().open == 0)
        }
    }
}
