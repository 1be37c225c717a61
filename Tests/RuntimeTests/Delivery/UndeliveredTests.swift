import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("A message that cannot be delivered")
struct UndeliveredTests {
    private static func flow(_ onError: String) -> String {
        """
        flow: broken
        name: Broken
        purpose: transactional
        trigger: Order Completed
        steps:
          - send: email
            id: thanks
            subject: Thanks
            body: '{% if trigger.total %}{{ 5 | divided_by: trigger.total }}{% endif %}'
            on error: \(onError)
          - wait: 1 hour
          - task: Go on
        """
    }

    @Test("lets its journey go on, ends it, or is told to the staff", arguments: ["continue", "stop", "alert"])
    func undelivered(_ onError: String) async throws {
        try await withSystem { system in
            _ = try await system.flows.install(Self.flow(onError), author: "test", live: true)
            try await system.arrive("ana", ["email": "ana@example.com"])
            try await system.did(
                "ana", "Order Completed", ["order_id": "o1", "total": 0])
            #expect(
                try await eventually {
                    try await system.perform(.listMessages, [:])[0]?["state"]?.string == "failed"
                })
            #expect(
                try await eventually {
                    switch onError {
                    case "stop": try await system.profile(of: "ana")?.journeys.isEmpty == true
                    case "alert":
                        try await system.perform(.listEffects, ["flow": "broken"]).array?
                            .contains { $0["kind"]?.string == "alert" } == true
                    default: try await system.perform(.status, [:])["work_due"]?.number?.integer == 0
                    }
                })
            #expect(try await system.profile(of: "ana")?.journeys.isEmpty == (onError == "stop"))
        }
    }
}
