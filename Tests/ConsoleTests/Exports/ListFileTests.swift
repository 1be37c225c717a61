import Hummingbird
import HummingbirdTesting
import Runtime
import Testing
import Values

@testable import Console

@Suite("Lists as CSV files")
struct ListFileTests {
    static let rooms = ["customers", "messages", "rejected", "flows", "tasks"]

    /// The file's rows without its head.
    private func rows(_ path: String, _ browser: Browser, head: String) async throws -> [String] {
        let file = try await browser.get(path)
        #expect(file.status == .ok, "\(path)")
        #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
        let lines = file.text.split(separator: "\r\n").map(String.init)
        #expect(lines.first == head, "\(path)")
        return Array(lines.dropFirst())
    }

    @Test("every list is a file for whoever is signed in, and for nobody else", arguments: rooms)
    func guarded(room: String) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            let path = "/console/\(room)/export.csv"
            let file = try await browser.get(path)
            #expect(file.status == .ok && file.headers[.cacheControl] == "no-store")
            #expect(file.headers[.contentDisposition]?.hasPrefix("attachment; filename=\"\(room)") == true)
            let refused = try await browser.stranger().get(path)
            #expect(refused.status == .seeOther && !refused.text.contains("moreau"))
        }
    }

    @Test("customers and messages leave as their lists are filtered")
    func filtered() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            _ = try await console.messageSent(browser, email: "ben@hart.example")
            let people = "id,name,email,last_seen,email_consent,orders,spent,currency,journeys"
            #expect(try await rows("/console/customers/export.csv", browser, head: people).count == 2)
            let ben = try await rows("/console/customers/export.csv?q=ben@", browser, head: people)
            #expect(ben.count == 1 && ben.first?.contains(",ben@hart.example,") == true)
            #expect(ben.first?.hasSuffix(",unknown,1,82.50,EUR,0") == true, "\(ben)")
            let messages = "id,at,channel,to,customer,flow,subject,state,reason"
            let path = "/console/messages/export.csv"
            #expect(try await rows(path, browser, head: messages).count == 2)
            let ana = try await rows(path + "?q=ana@&flow=order-confirmation", browser, head: messages)
            #expect(ana.count == 1 && ana.first?.contains(",email,ana@moreau.example,cus_") == true)
            #expect(try await rows(path + "?state=bounced", browser, head: messages).isEmpty)
            #expect(try await rows(path + "?channel=push", browser, head: messages).isEmpty)
            let page = try await browser.get("/console/messages?q=ana%40").text
            #expect(page.contains("href=\"/console/messages/export.csv?q=ana%40\""))
        }
    }

    @Test("what a spreadsheet would take for a formula is a text in the file")
    func formulas() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let identify: JSON = ["userId": "u1", "traits": ["name": "=HYPERLINK(\"x\",\"y\")"]]
            #expect(try await browser.send(identify, to: "identify", key: console.serverKey).status == .ok)
            try await console.settle()
            let file = try await browser.get("/console/customers/export.csv").text
            #expect(file.contains(",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\","), "\(file)")
        }
    }

    @Test("flows leave by their state, and tasks too")
    func flowsAndTasks() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let head = "id,name,state,trigger,entered,under_way,sent,goal_reached,revenue,currency"
            let flows = try await rows("/console/flows/export.csv", browser, head: head)
            #expect(flows.contains { $0.hasPrefix("welcome,") })
            #expect(try await rows("/console/flows/export.csv?state=archived", browser, head: head).isEmpty)
            let tasks = "id,title,details,customer,name,email,flow,assignee,priority,created,due,done,done_by"
            #expect(try await rows("/console/tasks/export.csv?state=all", browser, head: tasks).isEmpty)
        }
    }

    @Test("rejected events are searched, and leave page by page until the last of them")
    func rejected() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let bad = (0..<450).map { number -> JSON in ["type": "track", "userId": .string("person-\(number).")] }
            let answer = try await browser.send(["batch": .array(bad)], to: "batch", key: console.serverKey)
            #expect(answer.status == .badRequest)
            let head = "id,at,reason,explanation,key,event"
            let path = "/console/rejected/export.csv"
            let all = try await rows(path, browser, head: head)
            #expect(all.count == 450 && Set(all.compactMap { $0.split(separator: ",").first }).count == 450)
            let one = try await rows(path + "?reason=no_event_name&q=PERSON-7.", browser, head: head)
            #expect(one.count == 1 && one.first?.contains("person-7.") == true)
            let page = try await browser.get("/console/rejected?reason=no_event_name&q=person-7.").text
            #expect(page.contains("person-7.") && !page.contains("person-8."))
            #expect(page.contains("/console/rejected/export.csv?q=person-7.&amp;reason=no_event_name"))
            let none = try await browser.get("/console/rejected?q=nobody-at-all").text
            #expect(none.contains("No rejected events match these filters"))
        }
    }

    @Test("a secret that is masked on the page is not found by a search for it")
    func secrets() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let bad: JSON = ["userId": "u1", "properties": ["password": "swordfish", "colour": "teal"]]
            #expect(try await browser.send(bad, to: "track", key: console.serverKey).status == .badRequest)
            let head = "id,at,reason,explanation,key,event"
            let path = "/console/rejected/export.csv?q="
            #expect(try await rows(path + "teal", browser, head: head).count == 1)
            #expect(try await rows(path + "swordfish", browser, head: head).isEmpty)
        }
    }
}
