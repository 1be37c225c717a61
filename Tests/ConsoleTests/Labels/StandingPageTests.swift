import Foundation
import HummingbirdTesting
import Runtime
import Storage
import Testing
import Values

@testable import Console

@Suite("Stages and scores in the console")
struct StandingPageTests {
    private func built(_ console: TestConsole) async throws {
        for _ in 0..<500 {
            if try await console.system.segments.list().allSatisfy({ $0.segment.state == .live }) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it was not built within five seconds")
    }

    @Test("a stage is made, says how many people it would move, stands in its list, and is changed in place")
    func stages() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            #expect(try await browser.get("/console/segments/stages").text.contains("No stages yet"))
            let form = try await browser.get("/console/segments/new?kind=stage")
            #expect(form.text.contains("New stage") && form.text.contains("name=\"place\""))
            let rule = ["kind": "stage", "name": "Customer", "text": #"any("Order Completed")"#, "place": "two"]
            let refused = try await browser.post("/console/segments/new", rule)
            #expect(refused.status == .unprocessableContent && refused.text.contains("Please give a whole number."))
            #expect(refused.text.contains("value=\"two\""))
            let good = rule.merging(["place": "2"]) { _, second in second }
            let preview = try await browser.post("/console/segments/preview", good)
            #expect(preview.text.contains("1 people would be at another stage"), "\(preview.text)")
            let made = try await browser.post("/console/segments/new", good)
            let page = String(try #require(made.location).prefix { $0 != "?" })
            try await built(console)
            let list = try await browser.get("/console/segments/stages").text
            #expect(list.contains(">Customer</a>") && list.contains("0 people are at no stage."))
            let shown = try await browser.get(page).text
            #expect(shown.contains("Archive this stage") && !shown.contains("members.csv"))
            let edit = try await browser.get(page + "/edit").text
            #expect(edit.contains("name=\"place\" value=\"2\""))
            let saved = try await browser.post(
                page + "/edit", ["name": "Customer", "text": #"any("Order Completed")"#, "place": "7"])
            #expect(saved.status == .seeOther)
            #expect(try await console.system.segments.find("Customer").role == .stage(place: 7))
        }
    }

    @Test("a rule of points is made with its fading, and the score says who has points")
    func scores() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            _ = try await browser.get("/console/segments/new?kind=points")
            let rule = [
                "kind": "points", "name": "Bought", "text": #"any("Order Completed")"#, "points": "-4.5",
                "score": "lead", "fades": "0",
            ]
            let refused = try await browser.post("/console/segments/new", rule)
            #expect(refused.text.contains("Please give 1 to 3,650 days, or nothing."))
            let good = rule.merging(["fades": "30"]) { _, second in second }
            #expect(
                try await browser.post("/console/segments/preview", good).text
                    .contains("1 people would have other points"))
            let made = try await browser.post("/console/segments/new", good)
            let page = String(try #require(made.location).prefix { $0 != "?" })
            try await built(console)
            let list = try await browser.get("/console/segments/scores").text
            #expect(list.contains("−4.5") && list.contains("Gone after 30 days") && list.contains(">lead<"))
            #expect(list.contains("1 people have points, -4.5 on average"))
            #expect(try await browser.get(page).text.contains("Gone after 30 days"))
            _ = try await browser.get(page + "/edit")
            let archived = try await browser.post(page + "/archive")
            #expect(archived.location == page + "?done=archived")
            #expect(try await browser.get("/console/segments/scores").text.contains("No scores yet"))
        }
    }
}
