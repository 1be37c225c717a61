import Hummingbird
import Runtime
import Testing
import Values

@testable import Console

@Suite("The settings' page")
struct SettingsPageTests {
    private static let page = "/console/settings"
    private static let hours = ["opens": "08:30", "closes": "00:00", "usual": "yes"]

    private func settings(_ console: TestConsole) async throws -> JSON {
        try await console.system.perform(.settings, [:])
    }

    @Test("one button stops all marketing, every page says so, and another lets it go on; both tell who did it")
    func stopping() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            for back in [Self.page, "/console"] {
                #expect(try await browser.get(back).text.contains("action=\"\(Self.page)/stop\""))
                let stopped = try await browser.post(Self.page + "/stop", ["back": back])
                #expect(stopped.location == (back == Self.page ? Self.page + "?saved=stop" : back))
                #expect(try await settings(console)["marketing_stopped"] == true)
                for other in ["/console/flows", "/console/messages/held", "/console/account", back] {
                    #expect(try await browser.get(other).text.contains("All marketing is stopped."), "\(other)")
                }
                #expect(try await browser.get(back).text.contains("action=\"\(Self.page)/release\""))
                _ = try await browser.post(Self.page + "/release", ["back": back])
                #expect(try await settings(console)["marketing_stopped"] == nil)
                #expect(try await !browser.get("/console/flows").text.contains("All marketing is stopped."))
            }
            let history = try await browser.get(Self.page).text
            #expect(history.contains("Marketing stopped: nothing → yes") && history.contains("Mia · "))
        }
    }

    @Test("sending is off in a new shop; a button switches it on and another off, and both tell who did it")
    func sending() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            #expect(try await settings(console)["sending"] == false)
            _ = try await console.messageSent(browser)
            let before = try await browser.get(Self.page).text
            #expect(before.contains("Sending is off") && before.contains("In the outbox, never to leave: 1."))
            let on = try await browser.post(Self.page + "/sending-on", [:])
            #expect(on.location == Self.page + "?saved=sending-on")
            #expect(try await settings(console)["sending"] == true)
            let page = try await browser.get(Self.page).text
            #expect(page.contains("No mail server is named yet"))
            #expect(page.contains("action=\"\(Self.page)/sending-off\"") && page.contains("Sending: no → yes"))
            _ = try await browser.post(Self.page + "/sending-off", [:])
            #expect(try await settings(console)["sending"] == false)
            let words = try await console.system.perform(.setSettings, ["sending": "on"])
            #expect(words["sending"] == true)
            await #expect(throws: AdminError.self) {
                try await console.system.perform(.setSettings, ["sending": "perhaps"])
            }
        }
    }

    @Test("hours are typed as hours, of a country too; midnight is the end of the day")
    func hours() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            var form = Self.hours
            form["country_0"] = "de"
            form["opens_0"] = "10:00"
            form["closes_0"] = "18:00"
            form["sundays_0"] = "no"
            form["country_1"] = ""
            let saved = try await browser.post(Self.page + "/hours", form)
            #expect(saved.location == Self.page + "?saved=hours")
            let kept = try await settings(console)
            #expect(kept["marketing_opens_at"] == 510 && kept["marketing_closes_at"] == 1440)
            #expect(kept["hours_by_country"] == ["DE": ["opens": 600, "closes": 1080, "sundays": false]])
            let page = try await browser.get(saved.location ?? "").text
            #expect(page.contains("The hours are saved.") && page.contains("value=\"DE\""))
            #expect(page.contains("Marketing from: 09:00 → 08:30"))
            form["usual"] = nil
            form["country_0"] = ""
            let emptied = try await browser.post(Self.page + "/hours", form)
            #expect(emptied.location == Self.page + "?saved=hours", "\(emptied.text.suffix(4_000))")
            #expect(try await settings(console)["hours_by_country"] == nil)
            #expect(try await settings(console)["usual_hours_by_country"] == nil)
        }
    }

    @Test("caps and exclusions are rows; an emptied one goes, a usual one is added by a tick")
    func rows() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await browser.get(Self.page)
            _ = try await browser.post(
                Self.page + "/caps",
                [
                    "per_day": "2", "most_0": "3", "days_0": "7", "scope_0": "all", "most_1": "", "days_1": "9",
                    "most_2": "1", "days_2": "2", "scope_2": "topic", "topic_2": "News",
                ])
            #expect(try await settings(console)["marketing_per_day"] == 2)
            #expect(
                try await settings(console)["caps"]
                    == [["most": 3, "days": 7], ["most": 1, "days": 2, "topic": "News"]])
            _ = try await browser.post(
                Self.page + "/exclusions",
                [
                    "name_0": "Berlin", "condition_0": "profile.city == \"Berlin\"", "add_1": "wholesale",
                    "add_2": "nobody",
                ])
            let names = try await settings(console)["exclusions"]?.array?.compactMap { $0["name"]?.string }
            #expect(names == ["Berlin", "wholesale"])
            let page = try await browser.get(Self.page).text
            #expect(page.contains("value=\"open ticket\"") && !page.contains("value=\"wholesale\"><span>"))
            #expect(page.contains("value=\"unengaged\""), "a workspace from before takes it on by a tick")
        }
    }

    @Test("the shop, its zone and its currency are saved, and what is left empty goes back to its default")
    func shop() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await browser.get(Self.page)
            let form = [
                "shop_name": "1984", "shop_url": "https://juniper.example", "sender": "hello@juniper.example",
                "reply_to": "us@juniper.example", "zone": "Europe/Berlin", "currency": "eur",
            ]
            _ = try await browser.post(Self.page + "/shop", form)
            let kept = try await settings(console)
            #expect(kept["shop_name"] == "1984" && kept["zone"] == "Europe/Berlin" && kept["currency"] == "EUR")
            #expect(kept["reply_to"] == "us@juniper.example")
            var later = form
            later["reply_to"] = ""
            _ = try await browser.post(Self.page + "/shop", later)
            #expect(try await settings(console)["reply_to"] == nil)
        }
    }

    @Test(
        "what cannot be is said above its form, what was typed stands there still, and nothing is saved",
        arguments: [
            ("hours", ["opens": "20:00", "closes": "09:00"], "end before they begin", "20:00"),
            ("hours", ["opens": "", "closes": "09:00"], "need a beginning and an end", "09:00"),
            (
                "hours", ["opens": "08:00", "closes": "20:00", "country_0": "Germany"], "“GERMANY” is no country",
                "GERMANY"
            ),
            ("caps", ["per_day": "-1"], "expected 0 or more", "-1"),
            ("caps", ["per_day": "1", "most_0": "3", "days_0": "60"], "in 1 to 30 days", "60"),
            ("caps", ["per_day": "1", "most_0": "3", "days_0": "6", "scope_0": "topic"], "topic’s name", "6"),
            ("exclusions", ["name_0": "Staff", "condition_0": "taged(1)"], "“Staff” cannot be read", "taged(1)"),
            ("exclusions", ["name_0": "Staff"], "needs both a name and a condition", "Staff"),
            (
                "shop", ["shop_name": "J", "sender": "a@b.example", "zone": "Berlin"], "There is no time zone “Berlin”",
                "Berlin"
            ),
            ("shop", ["shop_name": "J", "sender": "nobody", "zone": "UTC"], "cannot be “nobody”", "nobody"),
        ] as [(String, [String: String], String, String)])
    func refused(_ part: String, _ form: [String: String], _ words: String, _ typed: String) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await browser.get(Self.page)
            let before = try await settings(console)
            let answer = try await browser.post("\(Self.page)/\(part)", form)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("role=\"alert\"") && answer.text.contains(words), "\(answer.text)")
            #expect(answer.text.contains(typed))
            #expect(try await settings(console) == before)
        }
    }

    @Test("without the form of our own page, and without an account, nothing changes", arguments: ["stop", "caps"])
    func forgery(_ part: String) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let before = try await settings(console)
            _ = try await browser.get(Self.page)
            #expect(try await browser.post("\(Self.page)/\(part)", ["per_day": "9"], token: "00").status == .forbidden)
            let stranger = try await browser.stranger().post("\(Self.page)/\(part)", ["per_day": "9"])
            #expect(stranger.status == .forbidden)
            #expect(try await browser.post(Self.page + "/nowhere").status == .notFound)
            #expect(try await settings(console) == before)
        }
    }

    @Test("a new workspace begins with a weekly cap, standing exclusions and hours by country")
    func begins() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let kept = try await settings(console)
            #expect(kept["caps"] == [["most": 4, "days": 7]] && kept["usual_hours_by_country"] == true)
            let names = kept["exclusions"]?.array?.compactMap { $0["name"]?.string }
            #expect(names == ["staff", "wholesale", "unengaged", "recent buyers", "open return", "open ticket"])
        }
    }
}
