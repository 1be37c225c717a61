import Engine
import Hummingbird
import Runtime
import Testing
import Values

@testable import Console
@testable import Pages

@Suite("The pages of a flow, with what happened in it")
struct FlowRoomsTests {
    private static let flow = """
        flow: vip
        name: VIP
        purpose: transactional
        trigger: Order Completed
        while under way: another
        steps:
          - task: Call {{ profile.first_name }}
            id: call
            assign to: sales
            priority: high
          - add to audience: buyers
          - wait: 3 days
          - update: {vip: true}
        """

    /// A shop in which Ana bought.
    private func shop(_ body: @escaping @Sendable (TestConsole, Browser) async throws -> Void) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.flows.install(FlowRoomsTests.flow, author: "Mia", live: true)
            let key = try #require(
                try await console.system.perform(.createKey, ["name": "test", "authority": "server"])["key"]?.string)
            _ = try await browser.send(
                ["userId": "ana", "traits": ["email": "ana@example.com", "first_name": "Ana"]], to: "identify", key: key
            )
            _ = try await browser.send(
                ["userId": "ana", "event": "Order Completed", "properties": ["order_id": "o1", "total": 10]],
                to: "track", key: key)
            let isIn = try await eventually { try await console.system.tasks.inbox().open == 1 }
            #expect(isIn)
            try await body(console, browser)
        }
    }

    private func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<500 {
            if try await isSo() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test("every part of it opens, of a flow that ran and of one that never did", arguments: FlowPart.allCases)
    func parts(part: FlowPart) async throws {
        try await shop { console, browser in
            for flow in ["vip", "welcome"] {
                let page = try await browser.get(Route.flow(flow, part))
                #expect(page.status == .ok, "\(flow) \(part): \(page.text.prefix(300))")
            }
        }
    }

    @Test("a task is found in the inbox, given to somebody, done by whoever is signed in, and opened again")
    func tasks() async throws {
        try await shop { console, browser in
            let inbox = try await browser.get(Route.tasks).text
            #expect(inbox.contains("Call Ana") && inbox.contains("VIP") && inbox.contains("sales"))
            let task = try #require(try await console.system.tasks.page(.init(), limit: 1).rows.first)
            let id = PublicID.task.text(task.id)
            let assigned = try await browser.post(Route.task(id, .assign), ["to": "Eva", "back": Route.tasks])
            #expect(assigned.status == .seeOther)
            #expect(try await browser.get(Route.tasks + "?assignee=Eva").text.contains("Call Ana"))
            let done = try await browser.post(Route.task(id, .done), ["back": "https://evil.example/"])
            #expect(done.location?.hasPrefix(Route.tasks) == true)
            #expect(try await !browser.get(Route.tasks).text.contains("Call Ana"))
            let list = try await browser.get(Route.tasks + "?state=done").text
            #expect(list.contains("Call Ana") && list.contains("Mia"))
            _ = try await browser.post(Route.task(id, .reopen))
            #expect(try await browser.get(Route.tasks).text.contains("Call Ana"))
            #expect(try await browser.post(Route.task(PublicID.task.text(12), .done)).status == .conflict)
        }
    }

    @Test("a journey tells its steps and what comes next, and is stopped by whoever is signed in")
    func journey() async throws {
        try await shop { console, browser in
            let list = try await browser.get(Route.flow("vip", .journeys)).text
            #expect(list.contains("Ana") && list.contains("Wait 3 days"))
            let found = try #require(try await Rooms(console.system).journeys(of: "vip"))
            let id = try #require(found.rows.first?.id)
            let page = try await browser.get(Route.journey(id, of: "vip"))
            #expect(page.status == .ok && page.text.contains("Task: Call") && page.text.contains("Set vip"))
            #expect(try await !browser.get(Route.flow("vip", .journeys) + "?state=goal").text.contains(id))
            for (query, isListed) in [
                ("q=ana&state=under-way", true), ("q=nobody", false), ("step=nowhere", false), ("state=stopped", false),
            ] {
                let filtered = try await browser.get(Route.flow("vip", .journeys) + "?" + query).text
                #expect(filtered.contains(id) == isListed, "\(query)")
            }
            let stopped = try await browser.post(Route.journey(id, of: "vip", .stop))
            #expect(stopped.status == .seeOther)
            let isOver = try await eventually { try await console.system.profile(of: "ana")?.journeys.isEmpty == true }
            #expect(isOver)
            #expect(try await browser.get(Route.journey(id, of: "vip")).text.contains("Mia"))
            #expect(try await browser.get(Route.flow("vip", .journeys) + "?state=stopped").text.contains(id))
            let run = try #require(try await Rooms(console.system).journey(JourneyID(text: id)!, in: "vip")).run
            #expect(run.state == .stopped)
            #expect(try await browser.post(Route.journey(id, of: "vip", .skip)).status == .conflict)
        }
    }

    @Test("a journey that is skipped ahead goes on at once")
    func skipping() async throws {
        try await shop { console, browser in
            let id = try #require(try await Rooms(console.system).journeys(of: "vip")?.rows.first?.id)
            _ = try await browser.get(Route.journey(id, of: "vip"))
            _ = try await browser.post(Route.journey(id, of: "vip", .skip))
            let isSet = try await eventually {
                try await console.system.profile(of: "ana")?.properties["vip"] != nil
            }
            #expect(isSet)
            let (_, _, run) = try #require(
                try await Rooms(console.system).journey(JourneyID(text: id)!, in: "vip"))
            #expect(run.state == .finished, "it came to its end, and had no goal to reach: \(run.ended ?? "")")
            let page = try await browser.get(Route.journey(id, of: "vip")).text
            #expect(page.contains("Skipped by Mia: Wait 3 days") && page.contains(">Skipped<"))
        }
    }

    @Test("tasks and calls lead to the journey that asked for them, and once it is over to why it began")
    func asked() async throws {
        try await shop { console, browser in
            let id = try #require(try await Rooms(console.system).journeys(of: "vip")?.rows.first?.id)
            let journey = "href=\"\(Route.journey(id, of: "vip"))\""
            let customer = try #require(try await Rooms(console.system).customers().rows.first?.id)
            let why = "href=\"\(Route.customer(customer))?why=vip#why\""
            let pages = [Route.tasks, Route.flow("vip", .calls)]
            for path in pages {
                let page = try await browser.get(path).text
                #expect(page.contains(journey) && !page.contains(why), "\(path)")
            }
            _ = try await browser.get(Route.journey(id, of: "vip"))
            _ = try await browser.post(Route.journey(id, of: "vip", .stop))
            let isOver = try await eventually { try await console.system.profile(of: "ana")?.journeys.isEmpty == true }
            #expect(isOver)
            for path in pages {
                let page = try await browser.get(path).text
                #expect(page.contains(why) && !page.contains(journey), "\(path)")
            }
        }
    }

    @Test("why somebody is in a flow, and why not, stands on the flow's page and on theirs")
    func why() async throws {
        try await shop { console, browser in
            let entered = try await browser.get(Route.flow("vip") + "?who=ana@example.com").text
            #expect(entered.contains("Order Completed") && entered.contains("Task: Call"))
            let not = try await browser.get(Route.flow("welcome") + "?who=ana").text
            #expect(not.contains("Nothing that starts it has happened"))
            let nobody = try await browser.get(Route.flow("vip") + "?who=nobody@example.com").text
            #expect(nobody.contains("nobody@example.com"))
            let customer = try #require(try await Rooms(console.system).customers().rows.first?.id)
            let own = try await browser.get(Route.customer(customer) + "?why=welcome").text
            #expect(own.contains("Nothing that starts it has happened"))
            let told = try await console.system.perform(.whyFlow, ["who": "ana", "flow": "vip"])
            #expect(told["text"]?.string?.contains("Wait 3 days") == true)
        }
    }

    @Test("a draft goes live from its page, with journeys moved where that is chosen, and never unseen")
    func publishing() async throws {
        try await shop { console, browser in
            let draft = FlowRoomsTests.flow.replacing("3 days", with: "4 days")
                .replacing("- update: {vip: true}", with: "- update: {vip: false}\n    id: last")
            _ = try await console.system.flows.install(draft, author: "Mia", live: false)
            #expect(try await browser.get(Route.flow("vip")).text.contains(Route.flowPublish("vip")))
            let page = try await browser.get(Route.flowPublish("vip")).text
            #expect(page.contains("4 days") && page.contains("Wait 3 days"))
            #expect(try await browser.post(Route.flowPublish("vip"), ["version": "1"]).status == .conflict)
            _ = try await browser.get(Route.flowPublish("vip"))
            let published = try await browser.post(
                Route.flowPublish("vip"), ["version": "2", "journeys": "move", "place.wait-1": "step:wait-1"])
            #expect(published.status == .seeOther, "\(published.text.prefix(600))")
            let isMoved = try await eventually {
                try await console.system.profile(of: "ana")?.journeys.first?.version == 2
            }
            #expect(isMoved)
            let versions = try await browser.get(Route.flow("vip", .versions)).text
            #expect(versions.contains("3 days") && versions.contains("4 days"), "the difference is shown")
        }
    }

    @Test("each version says how many journeys are under way on it, and leads to them")
    func versions() async throws {
        try await shop { console, browser in
            _ = try await console.system.flows.install(
                FlowRoomsTests.flow.replacing("3 days", with: "4 days"), author: "Mia", live: true)
            let page = try await browser.get(Route.flow("vip", .versions)).text
            #expect(page.contains("1 journey under way") && page.contains("/journeys?version=1\""))
            #expect(!page.contains("/journeys?version=2\""))
            let list = try await browser.get(Route.flow("vip", .journeys) + "?version=1").text
            #expect(list.contains("Ana"))
        }
    }

    @Test("scenarios are played, kept with the flow, and refused with a line where they cannot be read")
    func scenarios() async throws {
        try await shop { console, browser in
            let page = Route.flow("welcome", .scenarios)
            #expect(try await browser.get(page).text.contains("scenarios:"))
            let own = """
                flow: vip
                scenarios:
                  - name: a buyer is called
                    person: {email: ana@example.com, first_name: Ana}
                    happens:
                      - {at: Mon 10:00, event: Order Completed, with: {order_id: o1}}
                    expect:
                      - Mon 10:00 task Call
                      - Mon 10:00 audience buyers
                """
            let played = try await browser.post(Route.flow("vip", .scenarios), ["text": own, "operation": "play"])
            #expect(played.text.contains("a buyer is called"))
            let saved = try await browser.post(Route.flow("vip", .scenarios), ["text": own, "operation": "save"])
            #expect(saved.status == .seeOther)
            #expect(try await browser.get(Route.flow("vip", .scenarios)).text.contains("a buyer is called"))
            let broken = try await browser.post(
                Route.flow("vip", .scenarios), ["text": "flow: [", "operation": "save"])
            #expect(broken.status == .unprocessableContent)
        }
    }

    @Test("codes are added to a pool, counted, and those that are there already are said")
    func coupons() async throws {
        try await shop { console, browser in
            _ = try await browser.get(Route.coupons)
            let added = try await browser.post(Route.coupons, ["pool": "spring", "codes": "A1\nA2, A3\nA2"])
            #expect(added.location == Route.couponPool("spring") + "?added=3&known=1&refused=0")
            let again = try await browser.post(Route.couponCodes("spring"), ["codes": "A1 B1"])
            #expect(again.location?.hasSuffix("?added=1&known=1&refused=0") == true)
            #expect(try await browser.get(Route.couponPool("spring")).status == .ok)
            #expect(try await browser.post(Route.coupons, ["pool": "", "codes": "X"]).status == .unprocessableContent)
            #expect(try await browser.get(Route.couponPool("nowhere")).status == .notFound)
        }
    }

    @Test("a message that is held stands in the list with its reason, and is dropped from there with a record")
    func held() async throws {
        try await shop { console, browser in
            _ = try await console.system.perform(.setSettings, ["marketing_stopped": true])
            _ = try await console.system.flows.install(
                """
                flow: news
                name: News
                trigger: Consent Granted
                steps:
                  - send: email
                    id: news
                    subject: News for you
                    body: <p>News</p>
                """, author: "Mia", live: true)
            let key = try #require(
                try await console.system.perform(.createKey, ["name": "two", "authority": "server"])["key"]?.string)
            let taken = try await browser.send(
                [
                    "userId": "ana",
                    "traits": [
                        "consents": [
                            "email": [
                                "status": "granted", "source": "form",
                                "at": .string(console.system.clock.now().iso8601),
                            ]
                        ]
                    ],
                ],
                to: "identify", key: key)
            #expect(taken.status == .ok, "\(taken.text)")
            let isHeld = try await eventually { try await Rooms(console.system).held(flow: "news").rows.count == 1 }
            let known = try await console.system.perform(.showProfile, ["who": "ana"]).text
            #expect(isHeld, "\(known)")
            let page = try await browser.get(Route.heldMessages + "?flow=news").text
            #expect(page.contains("News for you") && page.contains("Ana"))
            let message = try #require(try await Rooms(console.system).held(flow: "news").rows.first?.message.id)
            _ = try await browser.post(Route.heldDrop(PublicID.message.text(message)))
            let isGone = try await eventually { try await Rooms(console.system).held(flow: "news").rows.isEmpty }
            #expect(isGone)
            let state = try await console.system.perform(.listMessages, [:]).array?
                .first { $0["step"]?.string == "news" || $0["flow"]?.string == "News" }?["state"]?.string
            #expect(state == "refused")
        }
    }
}
