import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("Taking in who meets a trigger already")
struct TakingInTests {
    private static func flow(_ trigger: String, _ more: String = "") -> String {
        """
        flow: hello
        name: Hello
        purpose: transactional
        trigger:
          - \(trigger)
        \(more)
        steps:
          - task: Greet {{ profile.name }}
        """
    }

    private func titles(_ system: CartwheelSystem) async throws -> [String] {
        try await system.tasks.page(TaskFilter(), limit: 10).rows.map(\.title)
    }

    @Test("who is on the list when it goes live is counted, and taken in where that is chosen")
    func publishing() async throws {
        try await withSystem { system in
            for (name, tier) in [("ana", "gold"), ("bo", "silver"), ("cy", "gold")] {
                try await system.arrive(name, ["tier": .string(tier)])
            }
            try await system.lists.create("Club")
            let people = [Identity(.user, "ana"), Identity(.user, "bo")].compactMap { $0 }
            try await system.lists.change(.list, "Club", people: people, isMember: true, source: "test")
            #expect(try await eventually { try await system.lists.list(.list).first?.size == 2 })
            _ = try await system.flows.install(
                Self.flow("list joined: Club", #"when: 'profile.tier == "gold"'"#), author: "test", live: false)
            let preview = try await system.flows.previewPast(of: try await system.flows.newest("hello"))
            #expect(preview.people == 2 && preview.enter == 1 && preview.refused == ["its condition does not hold": 1])
            _ = try await system.flows.publish("hello", takesInPast: true, author: "Eva")
            #expect(try await eventually { try await system.tasks.inbox().open == 1 })
            try await system.flows.start("hello", for: .already, cause: "spring", author: "Eva")
            try await system.flows.start("hello", for: .already, cause: "spring", author: "Eva")
            #expect(try await eventually { try await system.tasks.inbox().open == 2 })
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await titles(system) == ["Greet ana", "Greet ana"])
        }
    }

    @Test("without that choice it begins with what happens from then on")
    func notChosen() async throws {
        try await withSystem { system in
            try await system.arrive("ana", ["renewal": "2020-01-01"])
            try await system.arrive("bo", ["renewal": "2999-01-01"])
            _ = try await system.flows.install(Self.flow("date: profile.renewal"), author: "test", live: false)
            _ = try await system.flows.publish("hello", author: "Eva")
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await system.tasks.inbox().open == 0)
            let counted = try await system.perform(.startFlow, ["flow": "hello", "already": true, "preview": true])
            #expect(counted["people"] == 1 && counted["enter"] == 1)
            _ = try await system.perform(.startFlow, ["flow": "hello", "already": true])
            #expect(try await eventually { try await system.tasks.inbox().open == 1 })
            #expect(try await titles(system) == ["Greet ana"])
        }
    }

    @Test("a flow that begins with events alone takes nobody in, and does not go live with that choice")
    func refused() async throws {
        try await withSystem { system in
            _ = try await system.flows.install(Self.flow("Order Completed"), author: "test", live: false)
            let publishing = await #expect(throws: AdminError.self) {
                try await system.flows.publish("hello", takesInPast: true, author: "Eva")
            }
            #expect(publishing?.description.contains("begins with an event alone") == true)
            #expect(try await system.flows.versions(of: "hello").flow.liveVersion == nil, "nothing was published")
            _ = try await system.flows.publish("hello", author: "Eva")
            let starting = await #expect(throws: AdminError.self) {
                try await system.flows.start("hello", for: .already, cause: "x", author: "Eva")
            }
            #expect(starting?.description.contains("begins with an event alone") == true)
        }
    }
}
