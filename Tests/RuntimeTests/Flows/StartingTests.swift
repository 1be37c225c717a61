import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("What starts a flow without an event")
struct StartingTests {
    private static func flow(_ trigger: String, _ more: String = "") -> String {
        """
        flow: hello
        name: Hello
        purpose: transactional
        trigger:
        \(trigger.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        \(more)
        steps:
          - update: {greeted: true}
          - task: Greet {{ profile.name }}
        """
    }

    @Test("started by hand, it begins for those it lets in, once for each cause; the preview counts them beforehand")
    func byHand() async throws {
        try await withSystem { system in
            try await system.arrive("ana", ["tier": "gold"])
            try await system.arrive("bo", ["tier": "silver"])
            _ = try await system.flows.install(
                Self.flow("- manual", #"when: 'profile.tier == "gold"'"#), author: "test", live: true)
            let preview = try await system.flows.previewStart("hello", for: .everybody)
            #expect(preview.people == 2 && preview.enter == 1 && preview.refused == ["its condition does not hold": 1])
            for _ in 0..<3 {
                try await system.flows.start("hello", for: .everybody, cause: "spring", author: "Eva")
            }
            #expect(try await eventually { try await system.tasks.inbox().open == 1 })
            let ana = try #require(Identity(.user, "ana"))
            let given = try await system.flows.start("hello", for: .people([ana]), cause: "spring", author: "Eva")
            #expect(given == 1)
            _ = try await system.flows.start("hello", for: .people([ana]), cause: "summer", author: "Eva")
            #expect(try await eventually { try await system.tasks.inbox().open == 2 })
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await system.tasks.inbox().open == 2, "the same cause starts it once")
            #expect(try await system.profile(of: "bo")?.properties["greeted"] == nil)
        }
    }

    @Test("a flow without the trigger manual is not started by hand, and says what to do")
    func refused() async throws {
        try await withSystem { system in
            _ = try await system.flows.install(Self.flow("- Order Completed"), author: "test", live: true)
            let error = await #expect(throws: AdminError.self) {
                try await system.flows.start("hello", for: .everybody, cause: "x", author: "Eva")
            }
            #expect(error?.description.contains("manual") == true)
        }
    }

    @Test("a condition that begins to hold starts it, and not for those for whom it held before it went live")
    func condition() async throws {
        try await withSystem { system in
            try await system.arrive("ana", ["visits": 20])
            try await system.arrive("bo", ["visits": 1])
            _ = try await system.flows.install(
                Self.flow("- becomes true: 'profile.visits > 10'"), author: "test", live: true)
            #expect(
                try await eventually {
                    try await system.database.read {
                        try FlowWatchStore().builds(in: system.scope, on: $0).isEmpty
                    }
                }, "the build ends")
            try await system.arrive("bo", ["visits": 11])
            #expect(try await eventually { try await system.tasks.inbox().open == 1 })
            try await system.arrive("ana", ["visits": 30])
            try await Task.sleep(for: .milliseconds(300))
            let tasks = try await system.tasks.page(TaskFilter(), limit: 10).rows
            #expect(tasks.map(\.title) == ["Greet bo"])
        }
    }

    @Test("a date that comes within the next second starts it, though nothing happens to the person")
    func date() async throws {
        try await withSystem { system in
            let now = system.clock.now()
            let local = Zone.utc.local(now + .seconds(61))
            let day = String((now + .seconds(61)).iso8601.prefix(10))
            let minute = Int(local.millisecondOfDay / 60_000)
            let at = "\(String(minute / 60).leftPadded(to: 2)):\(String(minute % 60).leftPadded(to: 2))"
            try await system.arrive("ana", ["renewal": .string(day)])
            _ = try await system.flows.install(
                Self.flow("- date: profile.renewal\n  at: \"\(at)\""), author: "test", live: true)
            // Its timer is set by the build, without any event of hers.
            let isSet = try await eventually {
                try await system.profile(of: "ana")?.watched.values.contains { $0.wakesAt != nil } == true
            }
            #expect(isSet)
            let wakes = try await system.profile(of: "ana")?.watched.values.compactMap(\.wakesAt).first
            #expect(wakes.map { $0 > now && $0 - now <= .minutes(2) } == true)
        }
    }

    @Test("a schedule's moment is given to the members of its list, once, and late by a day at most")
    func schedule() async throws {
        try await withSystem { system in
            try await system.arrive("ana", [:])
            try await system.arrive("bo", [:])
            try await system.lists.create("Club")
            let ana = try #require(Identity(.user, "ana"))
            try await system.lists.change(.list, "Club", people: [ana], isMember: true, source: "test")
            #expect(try await eventually { try await system.lists.list(.list).first?.size == 1 })
            _ = try await system.flows.install(
                Self.flow("- cron: \"17 3 * * *\"\n  among: Club"), author: "test", live: true)
            await system.bulk.stop()
            try await system.bulk.letSchedulesCome()
            let schedule = try #require(system.definitions.latest.schedules.first)
            // As if the last moment that was given out lay two days back: of those that were missed, one is given.
            let before = system.clock.now() - .days(2)
            try await system.database.write(lane: .jobs) {
                try ScheduleStore().set(schedule.id, to: before, in: system.scope, on: $0)
            }
            try await system.bulk.letSchedulesCome()
            try await system.bulk.letSchedulesCome()
            while try await system.bulk.advance() {}
            #expect(try await eventually { try await system.tasks.inbox().open == 1 })
            try await Task.sleep(for: .milliseconds(200))
            let tasks = try await system.tasks.page(TaskFilter(), limit: 10).rows
            #expect(tasks.map(\.title) == ["Greet ana"])
        }
    }
}

@Suite("Publishing a version while journeys are under way")
struct PublishingTests {
    private static func flow(wait: String, _ step: String) -> String {
        """
        flow: thanks
        name: Thanks
        purpose: transactional
        trigger: Order Completed
        steps:
          - wait: \(wait)
            id: pause
          - task: \(step)
            id: \(step.lowercased())
        """
    }

    @Test("they go over where that is chosen: a shortened wait lets them go on with the new words")
    func moving() async throws {
        try await withSystem { system in
            _ = try await system.flows.install(Self.flow(wait: "1 day", "Old"), author: "test", live: true)
            try await system.order("ana")
            #expect(try await eventually { try await system.profile(of: "ana")?.journeys.count == 1 })
            _ = try await system.flows.install(Self.flow(wait: "1 second", "New"), author: "test", live: false)
            let preview = try #require(try await system.flows.previewMove("thanks"))
            #expect(preview.rows.map(\.journeys) == [1] && preview.rows[0].step == "pause")
            #expect(preview.faults.count == 1 && preview.faults[0].contains("\"old\" is gone"))
            await #expect(throws: AdminError.self) {
                try await system.flows.publish("thanks", underWay: .move([:]), author: "Eva")
            }
            #expect(try await system.flows.versions(of: "thanks").flow.liveVersion == 1, "nothing was published")
            // By the new version the wait is over by then.
            try await Task.sleep(for: .milliseconds(1_200))
            _ = try await system.flows.publish("thanks", underWay: .move(["old": .step("new")]), author: "Eva")
            let moved = try await eventually { try await system.profile(of: "ana")?.journeys.first?.version == 2 }
            #expect(moved)
            let until = try await system.profile(of: "ana")?.journeys.first?.state
            guard case .waiting(let moment) = until else {
                Issue.record("\(String(describing: until))")
                return
            }
            #expect(moment - system.clock.now() <= .minutes(10), "released within the spread of ten minutes")
        }
    }

    @Test("they finish on their own version where nothing else is chosen")
    func finishing() async throws {
        try await withSystem { system in
            _ = try await system.flows.install(Self.flow(wait: "1 second", "Old"), author: "test", live: true)
            try await system.order("ana")
            #expect(try await eventually { try await system.profile(of: "ana")?.journeys.count == 1 })
            _ = try await system.flows.install(Self.flow(wait: "1 second", "New"), author: "test", live: false)
            _ = try await system.flows.publish("thanks", author: "Eva")
            #expect(try await eventually { try await system.tasks.inbox().open == 1 })
            #expect(try await system.tasks.page(TaskFilter(), limit: 5).rows.map(\.title) == ["Old"])
        }
    }
}

@Suite("The switch that stops all marketing")
struct MarketingStoppedTests {
    private static let flow = """
        flow: news
        name: News
        trigger: Order Completed
        steps:
          - send: email
            id: news
            subject: News
            body: <p>News</p>
        """

    @Test("what is marketing is held while it is on, and goes when it is off again; it asks for true or false")
    func stopping() async throws {
        try await withSystem { system in
            _ = try await system.perform(
                .setSettings, ["marketing_opens_at": 0, "marketing_closes_at": 1440, "marketing_stopped": true])
            _ = try await system.flows.install(Self.flow, author: "test", live: true)
            try await system.arrive(
                "ana", ["email": "ana@example.com", "consents": ["email": ["status": "granted", "source": "test"]]])
            try await system.order("ana")
            func states() async throws -> [String] {
                try await system.perform(.listMessages, [:]).array?.compactMap { $0["state"]?.string } ?? []
            }
            #expect(try await eventually { try await states() == ["held"] })
            let error = await #expect(throws: AdminError.self) {
                try await system.perform(.setSettings, ["marketing_stopped": "perhaps"])
            }
            #expect(error?.description.contains("true or false") == true)
            _ = try await system.perform(.setSettings, ["marketing_stopped": false])
            #expect(try await eventually { try await states() == ["sent"] })
        }
    }

    @Test("an exclusion whose condition cannot be read is refused when it is set")
    func exclusions() async throws {
        try await withSystem { system in
            let error = await #expect(throws: AdminError.self) {
                try await system.perform(
                    .setSettings, ["exclusions": [["name": "Staff", "condition": "taged(\"staff\")"]]])
            }
            #expect(error?.description.contains("Staff") == true)
            let kept = try await system.perform(
                .setSettings, ["exclusions": #"[{"name": "Staff", "condition": "tagged(\"staff\")"}]"#])
            #expect(kept["exclusions"]?[0]?["name"]?.string == "Staff")
        }
    }
}

extension CartwheelSystem {
    /// Somebody is told of, by a server.
    func arrive(_ name: String, _ traits: JSONObject) async throws {
        var traits = traits
        traits["name"] = .string(name)
        try await take(name, .identify, "identify", traits)
    }

    func order(_ name: String) async throws {
        try await take(
            name, .track, "Order Completed",
            ["order_id": .string("\(name)-\(clock.now().milliseconds)"), "email": .string("\(name)@example.com")])
    }

    private func take(_ name: String, _ call: Event.Call, _ event: String, _ properties: JSONObject) async throws {
        let now = clock.now()
        let identity = try #require(Identity(.user, name))
        let email = properties["email"]?.string.flatMap { Identity(.email, $0) }
        let incoming = IncomingEvent(
            identity: identity, call: call, name: event, occurredAt: now, receivedAt: now, authority: .server,
            properties: Array(JSON.object(properties).text.utf8),
            envelope: Envelope(
                identities: [identity] + [email].compactMap { $0 }, messageID: "\(name)-\(event)-\(now.milliseconds)"))
        _ = await intake.store(source: "test", events: [incoming], rejected: [])
        #expect(try await eventually { try await self.profile(of: name) != nil })
        #expect(try await eventually { try await self.perform(.status, [:])["work_due"]?.number?.integer == 0 })
    }
}
