import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("A system in one process")
struct SystemTests {
    private func event(_ user: String, _ name: String, message: String) throws -> IncomingEvent {
        let moment = SystemClock.real.now()
        let ana = try #require(Identity(.user, user))
        return IncomingEvent(
            identity: ana, call: .track, name: name, occurredAt: moment,
            receivedAt: moment, authority: .server, isHistorical: false, properties: Array(#"{"total":20.10}"#.utf8),
            envelope: Envelope(identities: [ana], messageID: message))
    }

    @Test("the first start installs the ready segments in one walk, and they are exact at once")
    func readySegments() async throws {
        try await withSystem { system in
            _ = try await system.prepareFirstStart(flowsLive: false)
            let installed = try await system.segments.list()
            let ready = try await system.segments.readySegments()
            #expect(installed.count > 20 && Set(ready.compactMap(\.installed)) == Set(installed.map(\.segment.id)))
            #expect(Set(installed.map(\.segment.build)).count == 1)
            #expect(installed.allSatisfy { $0.segment.origin == .ready })
            #expect(
                try await eventually {
                    try await system.segments.list().allSatisfy { $0.segment.state == .live }
                })
            try await system.segments.edit("VIP", author: "test") { $0.text = #"count("Order Completed") > 9"# }
            #expect(try await system.segments.install(author: "test").isEmpty)
            #expect(try await system.segments.find("VIP").text == #"count("Order Completed") > 9"#)
        }
    }

    @Test("amounts of ready segments name the currency that is known at the first start, or else set later")
    func readyCurrency() async throws {
        func vip(_ system: CartwheelSystem) async throws -> (text: String, about: String) {
            let segment = try await system.segments.find("VIP")
            return (segment.text, segment.description)
        }
        try await withSystem { system in
            _ = try await system.prepareFirstStart(flowsLive: false, settings: WorkspaceSettings(currency: "JPY"))
            #expect(try await vip(system).text == "spent() > 100000 JPY")
        }
        try await withSystem { system in
            _ = try await system.prepareFirstStart(flowsLive: false)
            #expect(try await vip(system).text == "spent() > 1000")
            try await system.segments.edit("High value", author: "test") { $0.text += " and profile.vip" }
            _ = try await system.perform(.setSettings, ["currency": "SEK"])
            let written = try await vip(system)
            #expect(written.text == "spent() > 10000 SEK")
            #expect(written.about == "Spent over 10,000 SEK in all their orders together.")
            #expect(try await system.segments.find("High value").text.hasSuffix("> 500 and profile.vip"))
            _ = try await system.perform(.setSettings, ["currency": "EUR"])
            #expect(try await vip(system).text.hasSuffix("SEK"), "a rule that names a currency keeps it")
        }
    }

    @Test("the first start makes keys and drafts, once")
    func firstStart() async throws {
        try await withSystem { system in
            let first = try #require(try await system.prepareFirstStart(flowsLive: false))
            #expect(first.serverKey.hasPrefix("sk_") && first.browserKey.hasPrefix("pk_"))
            #expect(try await system.prepareFirstStart(flowsLive: false) == nil)
            #expect(try await system.keys.source(for: first.serverKey)?.authority == .server)
            #expect(try await system.keys.source(for: first.browserKey)?.authority == .browser)
            let flows = try await system.perform(.listFlows, [:])
            #expect(flows.array?.allSatisfy { $0["state"]?.string == "draft" } == true)
        }
    }

    @Test("where answers go can be said, and taken back")
    func replyTo() async throws {
        try await withSystem { system in
            let set = try await system.perform(.setSettings, ["reply_to": "help@my.shop"])
            #expect(set["reply_to"]?.string == "help@my.shop")
            #expect(try await system.perform(.setSettings, ["reply_to": ""])["reply_to"] == nil)
        }
    }

    @Test("settings that were made before the first start are kept, and keys and drafts are made all the same")
    func settingsBeforeFirstStart() async throws {
        try await withSystem { system in
            _ = try await system.perform(.setSettings, ["shop_name": "My own"])
            #expect(try await system.prepareFirstStart(flowsLive: false) != nil)
            #expect(try await system.perform(.settings, [:])["shop_name"]?.string == "My own")
            #expect(try await system.perform(.listFlows, [:]).array?.isEmpty == false)
            #expect(try await system.prepareFirstStart(flowsLive: false) == nil)
        }
    }

    @Test("a flow whose templates have faults is not installed")
    func faultyTemplates() async throws {
        try await withSystem { system in
            let text = """
                flow: broken
                name: Broken
                trigger: Signed Up
                steps:
                  - send: email
                    id: first
                    subject: Hello
                    body: <p>{{ profile.first_name | shuot }}</p>
                """
            let error = await #expect(throws: AdminError.self) {
                try await system.perform(.installFlow, ["text": .string(text), "live": true])
            }
            #expect(error?.description.contains("shuot") == true)
            let flows = try await system.perform(.listFlows, [:])
            #expect(flows.array?.isEmpty == true)
        }
    }

    @Test("an event that is stored is stepped by itself, and stored twice counts once")
    func steppedByItself() async throws {
        try await withSystem { system in
            let event = try event("ana", "Order Completed", message: "m1")
            for _ in 0..<3 {
                #expect(
                    await system.intake.store(source: "test", events: [event], rejected: []) == .stored(refused: []))
            }
            let end = ContinuousClock.now + .seconds(10)
            while try await system.profile(of: "ana") == nil, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(10))
            }
            let shown = try await system.perform(.showProfile, ["who": "ana"])
            #expect(shown["events"]?.array?.count == 1)
            // Money keeps its literal on its whole way.
            #expect(shown["events"]?[0]?["properties"]?["total"]?.text == "20.10")
        }
    }

    @Test("an event that the database refuses is told to its sender and kept with the reason; its neighbour is stored")
    func refusedByStorage() async throws {
        try await withSystem { system in
            let events = [
                try event("ana", "Good", message: "m1"), try event("ana", "Na\0me", message: "m2"),
            ]
            let answer = await system.intake.store(source: "till", events: events, rejected: [])
            guard case .stored(let refused) = answer, let first = refused.first else {
                Issue.record("\(answer)")
                return
            }
            #expect(refused.count == 1 && first.rule == "refused_by_storage" && first.reason.contains("NUL"))
            let kept = try await Rooms(system).rejected().listing.rows
            #expect(kept.map(\.rule) == ["refused_by_storage"] && kept[0].reason.contains("NUL"))
            #expect(kept[0].source == "till")
            #expect(try await Rooms(system).overview().eventsToday == 1)
        }
    }

    @Test("an import's event is the same after its way through the server")
    func travels() throws {
        let event = try event("ana", "Order Completed", message: "m1")
        #expect(try IncomingEvent(admin: try JSON.parse(event.admin.text)) == event)
    }

    @Test("after the stop nothing is taken any more, and the answer says so")
    func refusesAfterStop() async throws {
        let system = try await withSystem { $0 }
        let answer = await system.intake.store(
            source: "test", events: [try event("ana", "E", message: "m1")], rejected: [])
        #expect(answer == .refused(.shuttingDown))
    }

    @Test(
        "a setting that cannot be is refused, by name and with what was expected",
        arguments: [
            ["marketing_opens_at": "late"], ["marketing_closes_at": 1441], ["zone": "Europe/Atlantis"], ["no_such": 1],
            ["v": 2], ["sender": "the shop"], ["reply_to": "nobody"], ["shop_url": "my.shop"],
            ["marketing_opens_at": 1300], ["marketing_per_day": -1],
        ] as [JSON])
    func badSettings(_ change: JSON) async throws {
        try await withSystem { system in
            let before = try await system.perform(.settings, [:])
            let name = try #require(change.object?.members.first?.key)
            let error = await #expect(throws: AdminError.self) { try await system.perform(.setSettings, change) }
            #expect(error?.description.contains(name == "zone" ? "time zone" : name) == true)
            #expect(try await system.perform(.settings, [:]) == before)
        }
    }
}
