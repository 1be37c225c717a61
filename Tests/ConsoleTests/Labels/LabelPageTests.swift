import Foundation
import HummingbirdTesting
import Runtime
import Storage
import Testing
import Values

@testable import Console

@Suite("Lists and tags in the console")
struct LabelPageTests {
    private func list(_ browser: Browser, _ name: String = "News") async throws -> String {
        _ = try await browser.get("/console/segments/lists")
        let made = try await browser.post("/console/segments/lists", ["name": name, "about": "Once a week"])
        return String(try #require(made.location, "\(made.text.prefix(3_000))").prefix { $0 != "?" })
    }

    @Test("people are added to a list only after it was said who; an unknown address comes in with its consent alone")
    func adding() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            let page = try await list(browser)
            #expect(page == "/console/segments/lists/News")
            _ = try await browser.get(page)
            let people = "ana@moreau.example\nbo@lind.example\n"
            let told = try await browser.post(page + "/people", ["people": people])
            #expect(told.status == .ok && told.text.contains("1 would be put on the list"))
            #expect(told.text.contains("Nobody is known as “bo@lind.example”: left out"))
            #expect(try await console.system.lists.list(.list).map(\.size) == [0])
            let fields = ["people": people, "consent": "counter, paper form"]
            let agreed = try await browser.post(page + "/people", fields)
            #expect(agreed.text.contains("1 are not known yet and would be stored with their consent"))
            let done = try await browser.post(
                page + "/people", fields.merging(["confirmed": "yes"]) { first, _ in first })
            #expect(done.location == page + "?done=added&count=2", "\(done.text.prefix(3_000))")
            try await console.settle()
            let shown = try await browser.get(page + "?done=added&count=2").text
            #expect(shown.contains("2 are put on the list now.") && shown.contains("Ana Moreau"))
            #expect(shown.contains("bo@lind.example") && shown.components(separatedBy: ">Given<").count == 3)
            let bo = try #require(try await console.system.profile(of: "bo@lind.example"))
            #expect(bo.consents[.email]?.source == "counter, paper form")
        }
    }

    @Test("somebody is taken off a list by the button beside them")
    func takingOff() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            let page = try await list(browser)
            _ = try await browser.get(page)
            _ = try await browser.post(page + "/people", ["people": "ana@moreau.example", "confirmed": "yes"])
            try await console.settle()
            let shown = try await browser.get(page).text
            let start = try #require(shown.firstRange(of: "name=\"who\" value=\""))
            let who = String(shown[start.upperBound...].prefix { $0 != "\"" })
            #expect(try await browser.post(page + "/take-off", ["who": who], token: "00").status == .forbidden)
            #expect(try await browser.post(page + "/take-off", ["who": who]).location == page + "?done=removed&count=1")
            try await console.settle()
            #expect(try await console.system.lists.list(.list).map(\.size) == [0])
            let gone = try await browser.post(page + "/remove")
            #expect(gone.location == "/console/segments/lists?done=gone&count=0")
            #expect(try await browser.get(page).status == .notFound)
        }
    }

    @Test("a file is read before it is imported: its people, its consents, and the rows that cannot be")
    func importing() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let page = try await list(browser)
            _ = try await browser.get(page)
            let rows = """
                email,first_name,email_consent,email_consent_source,email_consent_at
                eva@berg.example,Eva,yes,checkout,2026-01-05
                not an address,Max,,,
                tom@berg.example,Tom,yes,,
                """
            let told = try await browser.post(page + "/file", ["rows": rows])
            #expect(told.text.contains("3 rows, 2 people who can be read"), "\(told.text.prefix(8_000))")
            #expect(told.text.contains("1 with a consent for e-mail") && told.text.contains("Row 3:"))
            #expect(try await console.system.profile(of: "eva@berg.example") == nil)
            let done = try await browser.post(page + "/file", ["rows": rows, "confirmed": "yes"])
            #expect(done.location == page + "?done=imported&count=2")
            try await console.settle()
            #expect(try await console.system.lists.list(.list).map(\.size) == [2])
            #expect(try await console.system.profile(of: "eva@berg.example")?.consents[.email]?.source == "checkout")
            let bad = try await browser.post(page + "/file", ["rows": "colour,size\nred,9\n"])
            #expect(bad.status == .unprocessableContent && bad.text.contains("field-problem"))
            #expect(!bad.text.contains("cartwheel-people"))
        }
    }

    @Test("a tag is given, renamed after it was said how many it changes, and taken from everybody")
    func tags() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            _ = try await browser.get("/console/segments/tags")
            let bad = try await browser.post("/console/segments/tags", ["name": "vip", "people": "nobody@x.example"])
            #expect(bad.status == .unprocessableContent && bad.text.contains("Nobody is known as"))
            let made = try await browser.post(
                "/console/segments/tags", ["name": "a/b tag", "people": "ana@moreau.example"])
            #expect(made.location == "/console/segments/tags/a%2Fb%20tag?done=added&count=1")
            try await console.settle()
            #expect(try await browser.get("/console/segments/tags").text.contains(">a/b tag<"))
            let page = "/console/segments/tags/a%2Fb%20tag"
            _ = try await browser.get(page)
            let told = try await browser.post(page + "/rename", ["name": "wholesale"])
            #expect(told.text.contains("1 people have “wholesale” in its place afterwards."))
            let done = try await browser.post(page + "/rename", ["name": "wholesale", "confirmed": "yes"])
            #expect(done.location == "/console/segments/tags/wholesale?done=renamed&count=1")
            for _ in 0..<500 {
                if try await console.system.profile(of: "ana@moreau.example")?.tags["wholesale"] != nil { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await console.system.profile(of: "ana@moreau.example")?.tags.keys.sorted() == ["wholesale"])
            #expect(try await !browser.get("/console/segments/tags").text.contains(">a/b tag<"))
            _ = try await browser.get("/console/segments/tags/wholesale")
            let emptied = try await browser.post("/console/segments/tags/wholesale/empty")
            #expect(emptied.location?.hasSuffix("?done=emptied&count=1") == true)
        }
    }

    @Test("what is no list, and what cannot be done to one, is not found")
    func missing() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let page = try await list(browser)
            for path in ["lists/nothing", "tags/nothing"] {
                #expect(try await browser.get("/console/segments/\(path)").status == .notFound)
            }
            _ = try await browser.get(page)
            for change in ["rename", "nonsense"] {
                #expect(try await browser.post(page + "/" + change, ["name": "x"]).status == .notFound)
            }
            let twice = try await browser.post("/console/segments/lists", ["name": "News"])
            #expect(twice.status == .unprocessableContent && twice.text.contains("There is a list “News” already"))
        }
    }
}
