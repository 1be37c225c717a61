import Foundation
import Hummingbird
import Pages
import Runtime
import Testing
import Values

@testable import Console

@Suite("The room of segments")
struct SegmentPageTests {
    private static let rule = #"any("Order Completed")"#

    /// Saves a segment as the editor's form does.
    /// - Returns: its address.
    private func create(
        _ browser: Browser, name: String = "Buyers", rule: String = rule
    ) async throws -> String {
        _ = try await browser.get("/console/segments/new")
        let answer = try await browser.post(
            "/console/segments/new", ["name": name, "about": "Whoever ordered once", "text": rule])
        let location = try #require(answer.location, "\(answer.status): \(answer.text.prefix(2_000))")
        #expect(location.hasSuffix("?done=saved"))
        return String(location.prefix { $0 != "?" })
    }

    private func built(_ console: TestConsole) async throws {
        for _ in 0..<500 {
            if try await console.system.segments.list().allSatisfy({ $0.segment.state == .live }) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the segment was not built within five seconds")
    }

    @Test("a segment that is saved is listed with its size, shows its members, and is exported")
    func wholePath() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            let page = try await create(browser)
            try await built(console)
            let list = try await browser.get("/console/segments").text
            #expect(list.contains(">Buyers<") && list.contains("Whoever ordered once"))
            let shown = try await browser.get(page).text
            #expect(shown.contains("Ana Moreau") && shown.contains("There is at least one"), "\(shown.prefix(5_000))")
            let file = try await browser.get(page + "/members.csv")
            #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"buyers.csv\"")
            let lines = file.text.split(separator: "\n")
            #expect(lines.first == "id,name,email,since" && lines.count == 2)
            #expect(lines.last?.hasPrefix("\"cus_") == true)
            #expect(lines.last?.contains(",\"Ana Moreau\",\"ana@moreau.example\",\"") == true)
        }
    }

    @Test("why somebody is in, or not, is answered part by part, for whoever is known")
    func why() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            let page = try await create(
                browser, rule: #"any("Order Completed", last: 30 days) and not profile.country == "DE""#)
            try await built(console)
            let yes = try await browser.get(page + "?who=ana%40moreau.example").text
            #expect(yes.contains("Ana Moreau is in") && yes.contains("All of these"))
            #expect(yes.contains("any(&quot;Order Completed&quot;, last: 30 days)"))
            #expect(yes.contains("If nothing else happens, this changes on"))
            let nobody = try await browser.get(page + "?who=%3Cscript%3E").text
            #expect(nobody.contains("Nobody is known as “&lt;script&gt;”"))
        }
    }

    @Test("a rule is edited under the same address; another text is its next version")
    func editing() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let page = try await create(browser)
            let editor = try await browser.get(page + "/edit").text
            #expect(editor.contains("any(&quot;Order Completed&quot;)</textarea>"))
            let saved = try await browser.post(
                page + "/edit", ["name": "Buyers", "text": #"count("Order Completed") >= 2"#])
            #expect(saved.location == page + "?done=saved")
            let shown = try await browser.get(page).text
            #expect(shown.contains("count(&quot;Order Completed&quot;) &gt;= 2") && shown.contains("Version 1"))
        }
    }

    static let problems: [(name: String, text: String, says: String)] = [
        ("", rule, "Please give a name."), ("Buyers", "", "Please write a rule."),
        ("Buyers", #"cuont("Order Completed") > 1"#, "did you mean count?"),
        ("Buyers", #"any("A", since: trigger)"#, "not of what started a flow"),
        ("Buyers", #"member("Buyers")"#, "Buyers"),
    ]

    @Test("what cannot be saved is shown again with what is wrong, and nothing is stored", arguments: problems)
    func refused(name: String, text: String, says: String) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await browser.get("/console/segments/new")
            let answer = try await browser.post("/console/segments/new", ["name": name, "text": text])
            #expect([.unprocessableContent, .conflict].contains(answer.status))
            #expect(answer.text.contains(says), "\(answer.text.prefix(6_000))")
            #expect(try await console.system.segments.list().isEmpty)
        }
    }

    @Test("what is typed comes back in the other form, or with its faults at their places")
    func check() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            _ = try await browser.get("/console/segments/new")
            let text = #"profile.country in ["DE"] and any("Order Completd" where total > 5)"#
            let good = try #require(try await browser.post("/console/segments/check", ["text": text]).json)
            #expect(good["tree"]?["kind"]?.string == "and")
            #expect(good["parts"]?["operands[1].where"]?.string == "total > 5")
            #expect(good["warnings"]?.text.contains("did you mean “Order Completed”?") == true)
            let tree = try #require(good["tree"]).text
            let back = try #require(try await browser.post("/console/segments/check", ["tree": tree]).json)
            #expect(back["text"]?.string == text)
            let bad = try #require(
                try await browser.post("/console/segments/check", ["text": "profile.vip and\n  cuont(\"A\") > 1"]).json)
            #expect(bad["tree"] == .null)
            #expect(bad["faults"]?[0]?["line"]?.number?.integer == 2)
            #expect(bad["faults"]?[0]?["column"]?.number?.integer == 3)
            for tree in ["{", "[]", #"{"kind":"nonsense"}"#] {
                let answer = try await browser.post("/console/segments/check", ["tree": tree])
                #expect(answer.status == .badRequest || answer.json?["faults"]?.array?.isEmpty == false)
            }
            #expect(try await browser.post("/console/segments/check", ["text": text], token: "00").status == .forbidden)
        }
    }

    @Test("a preview counts whom a rule takes in, names some of them, and says who would come and go")
    func preview() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            _ = try await browser.get("/console/segments/new")
            let counted = try await browser.post("/console/segments/preview", ["text": Self.rule])
            #expect(counted.text.contains("<strong class=\"figure\">1</strong>"), "\(counted.text)")
            #expect(counted.text.contains("Ana Moreau") && counted.text.contains("Everybody was asked"))
            let page = try await create(browser)
            try await built(console)
            _ = try await browser.get(page + "/edit")
            let id = try #require(page.split(separator: "/").last).description
            let edited = try await browser.post(
                "/console/segments/preview", ["text": #"none("Order Completed")"#, "segment": id])
            #expect(edited.text.contains("−1 would go out"), "\(edited.text)")
            let leavers = try #require(edited.text.split(separator: "Would go out, among others").last)
            #expect(leavers.contains("Ana Moreau") && !edited.text.contains("Would come in"))
            #expect(!counted.text.contains("among others"), "a new segment changes nobody")
            let bad = try await browser.post("/console/segments/preview", ["text": "cuont("])
            #expect(bad.status == .unprocessableContent)
        }
    }

    @Test("two segments are compared: who is in both, and in one alone")
    func overlap() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            let first = try await create(browser)
            let second = try await create(browser, name: "Named", rule: "profile.name exists")
            try await built(console)
            let ids = [first, second].compactMap { $0.split(separator: "/").last }.map(String.init)
            let page = try await browser.get("/console/segments/overlap?s1=\(ids[0])&s2=\(ids[1])&s3=\(ids[0])").text
            #expect(page.contains("Buyers and Named"))
            #expect(try await browser.get("/console/segments/overlap").text.contains("Choose two segments or more"))
        }
    }

    @Test("of four segments every mixture is told apart: who is in exactly these")
    func mixtures() {
        let entries = ["A", "B", "C", "D"].map { SegmentOverlapModel.Entry(id: $0, name: $0, size: 8) }
        var shared: [[String]: Int] = [:]
        for mask in 1..<16 where mask.nonzeroBitCount > 1 {
            shared[entries.indices.filter { mask >> $0 & 1 == 1 }.map { entries[$0].name }] = 16 >> mask.nonzeroBitCount
        }
        let regions = SegmentOverlapModel.regions(of: entries, shared: shared)
        #expect(Set(regions.map(\.members)) == Set(1..<16) && regions.allSatisfy { $0.count == 1 })
        shared[["A", "B", "C"]] = 5
        let fuller = SegmentOverlapModel.regions(of: entries, shared: shared)
        #expect(fuller.first { $0.members == 0b0111 }?.count == 4)
    }

    @Test("an archived segment is listed apart; one that others ask for is not archived, and the page says who asks")
    func archive() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let base = try await create(browser)
            let upper = try await create(browser, name: "Upper", rule: #"member("Buyers") and profile.vip"#)
            _ = try await browser.get(base)
            let refused = try await browser.post(base + "/archive")
            #expect(refused.status == .conflict && refused.text.contains("the segment “Upper” asks for it"))
            #expect(try await browser.post(upper + "/archive", token: "00").status == .forbidden)
            #expect(try await browser.post(upper + "/archive").location == upper + "?done=archived")
            #expect(try await !browser.get("/console/segments").text.contains(">Upper<"))
            #expect(try await browser.get("/console/segments?state=archived").text.contains(">Upper<"))
        }
    }

    @Test(
        "segments that do not exist are not found", arguments: ["nothing", "seg_0000000000000000", "seg_zz", "..%2f"])
    func missing(id: String) async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            for rest in ["", "/edit", "/members.csv"] {
                #expect(try await browser.get("/console/segments/\(id)\(rest)").status == .notFound, "\(id)\(rest)")
            }
        }
    }

    @Test(
        "what a spreadsheet would take for a formula is a text in the file",
        arguments: [
            ("=1+1", "\"'=1+1\""), ("+49", "\"'+49\""), ("a\"b,c", "\"a\"\"b,c\""), ("@x", "\"'@x\""),
            ("Ana", "\"Ana\""),
        ])
    func formula(text: String, field: String) { #expect(MemberFile.field(text) == field) }
}
