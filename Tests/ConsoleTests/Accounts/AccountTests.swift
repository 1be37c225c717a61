import Hummingbird
import Runtime
import Testing
import Values

@testable import Console

@Suite struct AccountTests {
    @Test("the first start makes one account, names the workspace, and never comes again")
    func firstStart() async throws {
        try await TestConsole.run { console, browser in
            #expect(try await browser.get("/console").location == "/console/first-start")
            #expect(try await browser.get("/console/sign-in").location == "/console/first-start")
            try await browser.makeFirstAccount()
            #expect(try await browser.get("/console").text.contains("Juniper &amp; Oak"))
            let second = browser.stranger()
            #expect(try await second.get("/console/first-start").location == "/console")
            _ = try await second.get("/console/sign-in")
            let again = try await second.post(
                "/console/first-start",
                ["workspace": "Mine", "name": "Eve", "email": "eve@x.example", "password": TestConsole.password])
            #expect(again.location == "/console/sign-in")
            #expect(!second.cookieNames.contains("cartwheel_session"))
        }
    }

    @Test(
        "a first account with something missing is asked for again",
        arguments: [
            ["workspace": " ", "name": "M", "email": "m@x.example", "password": "long enough, this"],
            ["workspace": "W", "name": "", "email": "m@x.example", "password": "long enough, this"],
            ["workspace": "W", "name": "M", "email": "m at x", "password": "long enough, this"],
            ["workspace": "W", "name": "M", "email": "m@x.example", "password": "short"],
        ])
    func incomplete(fields: [String: String]) async throws {
        try await TestConsole.run { console, browser in
            _ = try await browser.get("/console/first-start")
            let response = try await browser.post("/console/first-start", fields)
            #expect(response.status == .ok)
            #expect(response.text.contains("field-problem"))
            #expect(try await browser.get("/console").location == "/console/first-start")
        }
    }

    @Test("signing in leads back to where one was going; signing out ends it")
    func signIn() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let other = browser.stranger()
            let asked = try #require(try await other.get("/console/messages?state=held").location)
            #expect(asked == "/console/sign-in?back=%2Fconsole%2Fmessages%3Fstate%3Dheld")
            _ = try await other.get(asked)
            let wrong = try await other.post(
                "/console/sign-in", ["email": "mia@juniper.example", "password": "not it, not it"])
            #expect(wrong.status == .ok)
            #expect(!other.cookieNames.contains("cartwheel_session"))
            let right = try await other.post(
                "/console/sign-in",
                [
                    "email": "MIA@juniper.example", "password": TestConsole.password,
                    "back": "/console/messages?state=held",
                ])
            #expect(right.location == "/console/messages?state=held")
            let cookie = try #require(right.headers[.setCookie])
            for part in ["HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part)) }
            #expect(try await other.get("/console").status == .ok)
            #expect(try await other.post("/console/sign-out").status == .seeOther)
            #expect(try await other.get("/console").status == .seeOther)
            #expect(try await browser.get("/console").status == .ok)
        }
    }

    @Test("behind https the session goes nowhere else")
    func secureCookie() async throws {
        try await TestConsole.run(publicURL: "https://console.shop.example") { _, browser in
            try await browser.makeFirstAccount()
            #expect(browser.cookieNames.contains("__Host-cartwheel_session"))
            let response = try await browser.get("/console")
            #expect(response.headers[.setCookie]?.contains("; Secure") == true)
            #expect(response.headers[.strictTransportSecurity] != nil)
        }
    }

    @Test("guessing passwords is slowed down, for the right one too")
    func rateLimit() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let other = browser.stranger()
            _ = try await other.get("/console/sign-in")
            // A busy machine may take longer over a guess than the first waits last; they double.
            let guess = ["email": "mia@juniper.example", "password": "guessing a password"]
            var guesses = 0
            while guesses < 12, try await other.post("/console/sign-in", guess).status == .ok { guesses += 1 }
            #expect((5..<12).contains(guesses))
            let right = ["email": "mia@juniper.example", "password": TestConsole.password]
            let refused = try await other.post("/console/sign-in", right)
            #expect(refused.status == .tooManyRequests)
            #expect(refused.headers[.retryAfter] != nil)
        }
    }

    @Test("behind a proxy of this machine tries are counted by whoever the proxy names, whatever they wrote before")
    func behindProxy() async throws {
        try await TestConsole.run(over: .live) { _, browser in
            try await browser.enter()
            let other = browser.stranger()
            _ = try await other.get("/console/sign-in")
            func signIn(_ email: String, _ password: String, from header: String) async throws -> HTTPResponse.Status {
                try await other.post(
                    "/console/sign-in", ["email": email, "password": password], headers: [.forwardedFor: header]
                ).status
            }
            var guesses = 0
            while guesses < 12,
                try await signIn("nobody\(guesses)@x.example", "a guess of mine", from: "203.0.113.5") == .ok
            {
                guesses += 1
            }
            #expect((5..<12).contains(guesses))
            let forged = try await signIn("mia@juniper.example", "a guess of mine", from: "1.2.3.4, 203.0.113.5")
            #expect(forged == .tooManyRequests)
            let owner = try await signIn("mia@juniper.example", TestConsole.password, from: "203.0.113.6")
            #expect(owner == .seeOther, "somebody else's guesses lock nobody out")
        }
    }

    @Test("a form that is not from our own page is refused", arguments: ["", "00", "0123456789abcdef0123456789abcdef"])
    func forgery(token: String) async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let response = try await browser.post("/console/sign-out", token: token)
            #expect(response.status == .forbidden)
            #expect(response.text.contains("not yours to do"))
            #expect(try await browser.get("/console").status == .ok)
        }
    }

    @Test("a form sent from another site is refused even with the right token")
    func origin() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            for headers: HTTPFields in [
                [.origin: "https://evil.example"], [.origin: "null"], [.fetchSite: "cross-site"],
            ] {
                #expect(try await browser.post("/console/sign-out", headers: headers).status == .forbidden)
            }
            let own: HTTPFields = [.origin: "http://localhost", .fetchSite: "same-origin"]
            #expect(try await browser.post("/console/sign-out", headers: own).status == .seeOther)
        }
    }

    @Test(
        "the choice of colours leads back to our own pages only",
        arguments: [
            ("/console/flows?x=1", "/console/flows?x=1"), ("//evil.example", "/console"),
            ("https://evil.example", "/console"),
            ("/\\evil.example", "/console"), ("/a\r\nX: y", "/console"), ("", "/console"),
        ])
    func theme(back: String, expected: String) async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let response = try await browser.post("/console/theme", ["theme": "dark", "back": back])
            #expect(response.location == expected)
            #expect(try await browser.get("/console").text.contains("data-theme=\"dark\""))
        }
    }

    static let doors: [(String?, String, Bool, Bool)] = [
        ("127.0.0.1", "localhost:8080", false, true), ("127.0.0.1", "127.0.0.1", false, true),
        ("::1", "[::1]:8080", false, true), ("127.0.0.1", "evil.example", false, false),
        ("127.0.0.1", "localhost.evil.example", false, false), ("10.0.0.7", "localhost", false, false),
        ("127.0.0.1", "localhost", true, false), (nil, "localhost", false, false),
    ]

    @Test("a demo opens by itself to this machine alone", arguments: doors)
    func demoDoor(peer: String?, host: String, isForwarded: Bool, opens: Bool) {
        #expect(DemoDoor.admits(peer: peer, host: host, isForwarded: isForwarded) == opens)
    }

    @Test("the demo's own session is made without a password, and only in a demo")
    func demo() async throws {
        try await TestConsole.run(isDemo: true) { console, _ in
            let accounts = AccountService(console.system)
            let token = try #require(try await accounts.signInToDemo())
            #expect(try await accounts.visitor(token)?.name == "Demo")
            let answer = try await accounts.signIn(
                email: "demo@localhost.localdomain", password: "none", from: "1.2.3.4")
            #expect(answer == .wrong)
        }
        try await TestConsole.run { console, _ in
            let token = try await AccountService(console.system).signInToDemo()
            #expect(token == nil)
        }
    }
}
