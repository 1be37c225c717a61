import Engine
import Runtime
import Storage
import Testing
import Values

@testable import Console

@Suite("Possibly the same person")
struct JoinPageTests {
    private static let page = "/console/rejected/people"

    /// Two accounts of one household: the second states the first one's address, which joins nobody.
    private func twoAccounts(_ console: TestConsole, _ browser: Browser) async throws {
        let consent: JSON = ["email": ["status": "granted", "source": "checkout", "at": "2026-01-05T10:00:00Z"]]
        let events: [(JSON, String)] = [
            (["userId": "ana", "traits": ["email": "ana@moreau.example", "name": "Ana Moreau"]], "identify"),
            (
                [
                    "userId": "ana-2",
                    "traits": ["email": "ana@moreau.example", "name": "Ana M.", "consents": consent],
                ], "identify"
            ),
            (["userId": "ana", "event": "Linen Felt", "properties": [:]], "track"),
            (["userId": "ana-2", "event": "Apron Tried", "properties": [:]], "track"),
        ]
        for (body, call) in events {
            #expect(try await browser.send(body, to: call, key: console.serverKey).status == .ok)
            try await console.settle()
        }
    }

    private func profile(_ who: String, _ console: TestConsole) async throws -> Profile {
        try #require(try await console.system.profile(of: who))
    }

    @Test("two accounts with one address are listed, joined by one button, and are one person with both histories")
    func joined() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            try await twoAccounts(console, browser)
            let (one, other) = (try await profile("ana", console), try await profile("ana-2", console))
            #expect(one.key != other.key, "two sure user ids stay apart until somebody joins them")
            let listed = try await browser.get(Self.page).text
            for words in [
                "the user id “ana-2”", "the e-mail address “ana@moreau.example”", "Both have the e-mail address",
                PublicID.customer.text(one.key.rawValue), PublicID.customer.text(other.key.rawValue),
            ] { #expect(listed.contains(words), "\(words)") }
            let form = [
                "first": PublicID.customer.text(one.key.rawValue),
                "second": PublicID.customer.text(other.key.rawValue), "sure": "yes",
            ]
            #expect(try await browser.post(Self.page, form, token: "forged").status == .forbidden)
            try await console.settle()
            #expect(try await profile("ana-2", console).key == other.key, "a forged form joins nobody")
            let answer = try await browser.post(Self.page, form)
            #expect(answer.location == Self.page + "?joined=yes")
            try await console.settle()
            let whole = try await profile("ana", console)
            #expect(try await profile("ana-2", console) == whole)
            #expect(whole.identities.count { $0.identity.kind == .user } == 2)
            #expect(whole.consents[.email]?.status == .granted, "what was consented to is kept")
            let page = try await browser.get("/console/customers/" + PublicID.customer.text(whole.key.rawValue)).text
            for words in ["Linen Felt", "Apron Tried", "Mia said that this is the same person as user id"] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(try await !browser.get(Self.page).text.contains("ana-2"), "who is joined is listed no longer")
        }
    }

    @Test("two people whom nothing found are shown before they are joined; nobody, oneself and a browser are refused")
    func byName() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            try await twoAccounts(console, browser)
            let visit: JSON = ["anonymousId": "laptop", "event": "Product Viewed", "properties": [:]]
            _ = try await browser.send(visit, to: "track", key: console.serverKey)
            try await console.settle()
            let shown = try await browser.post(Self.page, ["first": "ana", "second": "ana-2"])
            #expect(shown.status == .ok && shown.text.contains("Are they one person?"))
            #expect(try await profile("ana", console).key != profile("ana-2", console).key)
            for (second, words) in [
                ("nobody@moreau.example", "Nobody is known as “nobody@moreau.example”"),
                ("ana@moreau.example", "are one person already"), ("laptop", "only a browser is known"),
                ("", "Name both people"),
            ] {
                for sure in ["yes", "no"] {
                    let refused = try await browser.post(Self.page, ["first": "ana", "second": second, "sure": sure])
                    #expect(refused.status == .unprocessableContent)
                    #expect(refused.text.lowercased().contains(words.lowercased()), "\(words)")
                }
            }
            let strange = browser.stranger()
            #expect(try await strange.get(Self.page).status != .ok, "only who is signed in sees them")
        }
    }

    @Test("people of one name are a pair where their phone or postcode is equal too, and else are none")
    func names() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let people: [(String, JSON)] = [
                ("a", ["name": "Eva Brandt", "zip": "10115"]), ("b", ["name": "eva brandt", "postal_code": "101 15"]),
                ("c", ["name": "Eva Brandt", "zip": "80331"]), ("d", ["name": "Jo Lind", "phone": "+4930123456"]),
                ("e", ["name": "Jo Lind", "phone": "+49 30 123456"]),
            ]
            for (user, traits) in people {
                _ = try await browser.send(
                    ["userId": .string(user), "traits": traits], to: "identify", key: console.serverKey)
                try await console.settle()
            }
            let found = try await Rooms(console.system).joinCandidates()
            #expect(found.next == nil)
            let evidence = found.pairs.map(\.evidence)
            #expect(
                evidence.contains([.sameNameAndPostcode("Eva Brandt", postcode: "10115")])
                    || evidence.contains([.sameNameAndPostcode("eva brandt", postcode: "10115")]))
            #expect(found.pairs.count == 2, "\(found.pairs)")
        }
    }
}
