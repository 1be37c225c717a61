import Hummingbird
import Runtime
import Testing
import Values

@testable import Console

@Suite("Colleagues and passwords")
struct ColleagueTests {
    private static let fresh = "another long enough password"

    /// The path of the link that a page shows.
    private func link(in text: String) throws -> String {
        let start = try #require(text.firstRange(of: "/console/password?token="))
        return String(text[start.lowerBound...].prefix { $0 != "\"" })
    }

    private func invite(_ browser: Browser) async throws -> String {
        let page = try await browser.post(
            "/console/account/colleagues", ["name": "Ben", "email": "Ben@juniper.example"])
        #expect(page.status == .ok)
        return try link(in: page.text)
    }

    private func token(of link: String) -> String { String(link.split(separator: "=").last ?? "") }

    @Test("a colleague chooses a password by the link, signs in by it, and the link is good once")
    func invitation() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let link = try await invite(browser)
            let ben = browser.stranger()
            let page = try await ben.get(link)
            #expect(page.status == .ok && page.text.contains("ben@juniper.example"))
            let short = try await ben.post("/console/password", ["token": token(of: link), "password": "short"])
            #expect(short.text.contains("field-problem"))
            let chosen = try await ben.post("/console/password", ["token": token(of: link), "password": Self.fresh])
            #expect(chosen.location == "/console")
            #expect(try await ben.get("/console/account").text.contains("Signed in as ben@juniper.example"))
            #expect(try await browser.stranger().get(link).status == .gone)
            let other = browser.stranger()
            _ = try await other.get("/console/sign-in")
            let signIn = try await other.post(
                "/console/sign-in", ["email": "ben@juniper.example", "password": Self.fresh])
            #expect(signIn.location == "/console")
        }
    }

    @Test("an account that was never entered has no password that fits")
    func notYet() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            _ = try await invite(browser)
            let other = browser.stranger()
            for password in ["", "invited", "invited$"] {
                _ = try await other.get("/console/sign-in")
                let answer = try await other.post(
                    "/console/sign-in", ["email": "ben@juniper.example", "password": password])
                #expect(answer.status == .ok, "no way in")
            }
        }
    }

    @Test(
        "links that nobody made lead nowhere",
        arguments: [
            "", "1", "1.2.3", "1.99999999999999.00", "x.y.z", "1.9999999999999.\(String(repeating: "0", count: 64))",
        ])
    func forgedLink(token: String) async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let other = browser.stranger()
            #expect(try await other.get("/console/password?token=\(token)").status == .gone)
            _ = try await other.get("/console/sign-in")
            let answer = try await other.post("/console/password", ["token": token, "password": Self.fresh])
            #expect(answer.status == .gone)
            #expect(!other.cookieNames.contains("cartwheel_session"))
        }
    }

    @Test("a link of somebody else's, or one made longer, is no link")
    func changedLink() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let parts = token(of: try await invite(browser)).split(separator: ".").map(String.init)
            let later = String((Int64(parts[1]) ?? 0) + 1)
            for forged in [["1", parts[1], parts[2]], [parts[0], later, parts[2]]] {
                let path = "/console/password?token=" + forged.joined(separator: ".")
                #expect(try await browser.stranger().get(path).status == .gone)
            }
        }
    }

    @Test(
        "what is wrong with a new colleague is said at its field",
        arguments: [("", "ben@x.example"), ("Ben", "ben at x"), ("Mia", "MIA@juniper.example")])
    func problems(name: String, email: String) async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let page = try await browser.post("/console/account/colleagues", ["name": name, "email": email])
            #expect(page.text.contains("field-problem") && !page.text.contains("/console/password?token="))
        }
    }

    @Test("whoever is removed is out at once; nobody removes themselves")
    func removal() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let link = try await invite(browser)
            let ben = browser.stranger()
            _ = try await ben.get(link)
            _ = try await ben.post("/console/password", ["token": token(of: link), "password": Self.fresh])
            #expect(try await ben.get("/console").status == .ok)
            _ = try await browser.get("/console/account")
            #expect(try await browser.post("/console/account/colleagues/1/remove").status == .forbidden)
            let removed = try await browser.post("/console/account/colleagues/2/remove")
            #expect(removed.location == "/console/account?done=removed")
            #expect(try await ben.get("/console").status == .seeOther)
            let again = try await browser.post("/console/account/colleagues/2/remove")
            #expect(again.location == "/console/account?done=gone")
        }
    }

    @Test("one's own password is changed by whoever knows it; every other browser is signed out")
    func ownPassword() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let second = browser.stranger()
            _ = try await second.get("/console/sign-in")
            _ = try await second.post(
                "/console/sign-in", ["email": "mia@juniper.example", "password": TestConsole.password])
            #expect(try await second.get("/console").status == .ok)
            #expect(try await browser.get("/console/account").text.contains("signed in on 2 browsers"))
            let wrong = try await browser.post(
                "/console/account/password", ["current": "not this one at all", "new": Self.fresh])
            #expect(wrong.text.contains("field-problem"))
            let short = try await browser.post(
                "/console/account/password", ["current": TestConsole.password, "new": "short"])
            #expect(short.text.contains("field-problem"))
            #expect(try await second.get("/console").status == .ok)
            let changed = try await browser.post(
                "/console/account/password", ["current": TestConsole.password, "new": Self.fresh])
            #expect(changed.location == "/console/account?done=password")
            #expect(try await browser.get("/console/account?done=password").text.contains("Your password is changed"))
            #expect(try await second.get("/console").status == .seeOther)
        }
    }

    @Test("guessing at the password until now is slowed down like a sign-in")
    func guessing() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            _ = try await browser.get("/console/account")
            let guess = ["current": "a guess of somebody's", "new": Self.fresh]
            var guesses = 0
            while guesses < 12, try await browser.post("/console/account/password", guess).status == .ok {
                guesses += 1
            }
            #expect((5..<12).contains(guesses))
            let right = ["current": TestConsole.password, "new": Self.fresh]
            #expect(try await browser.post("/console/account/password", right).status == .tooManyRequests)
        }
    }

    @Test("signing out everywhere ends every browser's session, this one's too")
    func everywhere() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let second = browser.stranger()
            _ = try await second.get("/console/sign-in")
            _ = try await second.post(
                "/console/sign-in", ["email": "mia@juniper.example", "password": TestConsole.password])
            _ = try await browser.get("/console/account")
            #expect(try await browser.post("/console/account/sign-out-everywhere").location == "/console/sign-in")
            for one in [browser, second] { #expect(try await one.get("/console").status == .seeOther) }
        }
    }

    @Test(
        "the account's changes need the form of our own page",
        arguments: [
            "/console/account/password", "/console/account/colleagues", "/console/account/sign-out-everywhere",
            "/console/account/colleagues/1/link", "/console/password",
        ])
    func forgery(path: String) async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            #expect(
                try await browser.post(path, ["name": "Eve", "email": "eve@x.example"], token: "00").status
                    == .forbidden)
            #expect(try await browser.get("/console").status == .ok)
        }
    }

    @Test("the command line adds, lists and removes, and keeps the last account")
    func commands() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let added = try await console.system.perform(.addAccount, ["email": "ben@juniper.example", "name": "Ben"])
            let link = try #require(added["link"]?.string)
            #expect(link.contains("/console/password?token="))
            let listed = try await console.system.perform(.listAccounts, [:])
            #expect(listed.array?.map { $0["has_password"]?.bool } == [false, true])
            let again = await #expect(throws: AdminError.self) {
                try await console.system.perform(.addAccount, ["email": "BEN@juniper.example"])
            }
            #expect(again?.description.contains("has an account already") == true)
            _ = try await console.system.perform(
                .setPassword, ["email": "ben@juniper.example", "password": .string(Self.fresh)])
            let answer = try await AccountService(console.system).signIn(
                email: "ben@juniper.example", password: Self.fresh, from: "10.0.0.1")
            guard case .signedIn = answer else {
                Issue.record("\(answer)")
                return
            }
            await #expect(throws: AdminError.self) {
                try await console.system.perform(.setPassword, ["email": "ben@juniper.example", "password": "short"])
            }
            _ = try await console.system.perform(.removeAccount, ["email": "mia@juniper.example"])
            #expect(try await browser.get("/console").status == .seeOther)
            let last = await #expect(throws: AdminError.self) {
                try await console.system.perform(.removeAccount, ["email": "ben@juniper.example"])
            }
            #expect(last?.description.contains("only account") == true)
        }
    }
}
