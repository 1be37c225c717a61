import Engine
import Hummingbird
import Runtime
import Testing
import Values

@testable import Console

@Suite struct RoomsTests {
    static let addresses = [
        "/console", "/console/customers", "/console/messages", "/console/flows", "/console/rejected",
        "/console/flows/abandoned-cart", "/console/account", "/console/customers?q=ana",
        "/console/messages?state=sent&flow=welcome",
    ]

    @Test("every room opens for whoever is signed in, with the headers that keep it safe, and for nobody else")
    func rooms() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let message = try await console.messageSent(browser)
            let id = PublicID.message.text(message)
            for room in RoomsTests.addresses + [
                "/console/messages/\(id)", "/console/messages/\(id)?show=source&width=mobile",
            ] {
                let response = try await browser.get(room)
                #expect(response.status == .ok, "\(room)")
                #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true, "\(room)")
                #expect(response.headers[.xContentTypeOptions] == "nosniff")
                #expect(response.headers[.cacheControl] == "no-store")
                let refused = try await browser.stranger().get(room)
                #expect(refused.status == .seeOther, "\(room)")
                #expect(refused.location?.hasPrefix("/console/sign-in") == true, "\(room)")
            }
        }
    }

    @Test("programs that are not signed in are told so in JSON", arguments: ["/console/live", "/console/search?q=a"])
    func unauthorized(path: String) async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let response = try await browser.stranger().get(path)
            #expect(response.status == .unauthorized)
            #expect(response.json?["error"]?["message"]?.string == "Sign in first.")
        }
    }

    static let hostileAddresses = [
        "/console/customers?q=%00%ff%27%3B--", "/console/customers?older=zzz&newer=1.1.1",
        "/console/customers?older=99999999999999999999.1", "/console/messages?state=nope&flow=%2e%2e&channel=fax",
        "/console/messages?q=%25&older=-1.-1", "/console/messages?channel=push",
        "/console/rejected?reason=%3Cscript%3E",
        "/console/rejected?older=9223372036854775807.9223372036854775807", "/console/flows?x=%",
        "/console/customers?q=\(String(repeating: "a", count: 5_000))", "/console/search?q=%00",
    ]

    @Test("hostile queries get an ordinary page that repeats nothing unescaped", arguments: hostileAddresses)
    func hostile(path: String) async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let response = try await browser.get(path)
            #expect(response.status == .ok)
            #expect(!response.text.contains("<script>"))
        }
    }

    @Test(
        "what does not exist is said to be missing, as a page",
        arguments: [
            "/console/customers/cus_00", "/console/customers/cus_0000000000000001", "/console/messages/msg_zz",
            "/console/messages/msg_0000000000000001/body", "/console/flows/none", "/console/attic", "/nowhere",
        ])
    func missing(path: String) async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let response = try await browser.get(path)
            #expect(response.status == .notFound)
            #expect(response.text.contains("Nothing is here"))
            #expect(
                response.text.contains("To the overview") == path.hasPrefix("/console"), "a way back, where it is ours")
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
        }
    }

    @Test("a customer's page tells events, messages and journeys, and can be narrowed to one kind")
    func customer() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let message = try await console.messageSent(browser)
            let found = try await browser.get("/console/search?q=ana")
            let path = try #require(found.json?["results"]?[0]?["href"]?.string)
            let page = try await browser.get(path).text
            for words in [
                "Ana Moreau", "Order Completed", "82.5 EUR", PublicID.message.text(message),
                "Entered “Order confirmation”",
                "€82.50",
            ] { #expect(page.contains(words), "\(words)") }
            let messages = try await browser.get(path + "?kind=messages").text
            #expect(messages.contains(PublicID.message.text(message)))
            #expect(!messages.contains("82.5 EUR"))
        }
    }

    @Test("until a browser has told its zone, a customer's page names the workspace's")
    func zone() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.perform(.setSettings, ["zone": "Asia/Tokyo"])
            _ = try await console.messageSent(browser)
            let person = try #require(try await Rooms(console.system).customers(search: "ana").rows.first)
            let path = "/console/customers/" + person.id
            #expect(try await browser.get(path).text.contains("(Asia/Tokyo)</h3>"))
            browser.keep(cookie: "zone", "Europe%2FBerlin")
            let page = try await browser.get(path).text
            #expect(!page.contains("(Asia/Tokyo)") && !page.contains("(Europe/Berlin)"))
        }
    }

    @Test("decisions of one moment are told in the order in which they were made")
    func order() async throws {
        try await TestConsole.run { console, browser in
            _ = try await console.messageSent(browser)
            let rooms = Rooms(console.system)
            let person = try #require(try await rooms.customers(search: "ana").rows.first)
            let history = try #require(try await rooms.customer(person.id)).history.rows
            let words = history.compactMap { entry -> String? in
                switch entry.kind {
                case .message: "message"
                case .step(_, _, .entered, _): "entered"
                case .step(_, _, .finished, _): "finished"
                case .step, .event, .consent, .decided: nil
                }
            }
            #expect(words == ["finished", "message", "entered"])
        }
    }

    @Test("a flow is drawn with each step in its own branch")
    func tree() async throws {
        try await TestConsole.run { console, _ in
            let flow = try #require(try await Rooms(console.system).flow("abandoned-cart"))
            let coupon = try #require(flow.steps.first { $0.kind is CouponStep })
            #expect(coupon.branches.map(\.name) == ["then", "else"])
            // With a code, its reminder comes before it ends.
            #expect(coupon.branches.map(\.steps.count) == [2, 1])
            func count(_ steps: [FlowDetail.Step]) -> Int {
                steps.reduce(0) { $0 + 1 + $1.branches.reduce(0) { $0 + count($1.steps) } }
            }
            #expect(count(flow.steps) == flow.flow.steps.count)
            #expect(flow.warnings.contains { $0.contains("cart-rescue") })
        }
    }

    @Test("a long timeline can be paged to its end and back without losing or repeating an event")
    func paging() async throws {
        try await TestConsole.run { console, browser in
            let start = console.system.clock.now() - .hours(3)
            let events = (0..<130).map { number -> JSON in
                [
                    "type": "track", "userId": "u1", "event": .string("Thing \(number)"),
                    "timestamp": .string((start + .seconds(Int64(number / 7))).iso8601),
                    "messageId": .string("m\(number)"),
                ]
            }
            #expect(
                try await browser.send(["batch": .array(events)], to: "batch", key: console.serverKey).status == .ok)
            try await console.settle()
            let rooms = Rooms(console.system)
            let person = try #require(try await rooms.customers(search: "u1").rows.first)
            var names: [String] = []
            var position = ListPosition.first
            var firsts: [String?] = []
            while true {
                let page = try #require(try await rooms.customer(person.id, showing: .events, at: position)).history
                names += page.rows.map { RoomsTests.name($0) }
                firsts.append(page.newer)
                guard let older = page.older else { break }
                position = ListPosition(newer: nil, older: older)
            }
            #expect(Set(names).count == 130)
            #expect(names.count == 130)
            #expect(firsts.count == 3)
            let back = try #require(
                try await rooms.customer(person.id, showing: .events, at: ListPosition(newer: firsts[2], older: nil)))
            #expect(back.history.rows.map { RoomsTests.name($0) } == Array(names[50..<100]))
        }
    }

    private static func name(_ entry: HistoryEntry) -> String {
        if case .event(let name, _) = entry.kind { name } else { "something else" }
    }

    @Test("lists of messages and rejected events page by their cursors")
    func lists() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let bad = (0..<60).map { number -> JSON in ["type": "track", "userId": .string("u\(number)")] }
            #expect(
                try await browser.send(["batch": .array(bad)], to: "batch", key: console.serverKey).status
                    == .badRequest)
            let first = try await browser.get("/console/rejected?reason=no_event_name").text
            let older = try #require(first.firstRange(of: ";older="))
            let cursor = first[older.upperBound...].prefix { $0 != "\"" && $0 != "&" }
            let second = try await browser.get("/console/rejected?reason=no_event_name&older=\(cursor)")
            #expect(second.status == .ok)
            #expect(first.contains("Older<") && second.text.contains("Newer</a>"))
            #expect(!second.text.contains("Older<"))
        }
    }

    @Test("the message's body is served in a sandbox, and looking at it is neither an open nor a click")
    func body() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            try await console.installFlowWithLink(to: "https://shop.example/orders?a=1&amp;b=2")
            let id = PublicID.message.text(try await console.messageSent(browser))
            let response = try await browser.get("/console/messages/\(id)/body")
            #expect(response.status == .ok)
            #expect(response.headers[.contentSecurityPolicy]?.hasPrefix("sandbox;") == true)
            #expect(response.text.contains("href=\"https://shop.example/orders?a=1&amp;b=2\""))
            #expect(!response.text.contains("/o/"))
            #expect(!response.text.contains("/c/"))
        }
    }
}
