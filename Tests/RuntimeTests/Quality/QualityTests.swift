import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("Data quality")
struct QualityTests {
    private static func event(_ name: String, of who: String, _ properties: String, call: Event.Call = .track) throws
        -> IncomingEvent
    {
        let now = SystemClock.real.now()
        let identity = try #require(Identity(.user, who))
        return IncomingEvent(
            identity: identity, call: call, name: name, occurredAt: now, receivedAt: now, authority: .server,
            isHistorical: false, properties: Array(properties.utf8),
            envelope: Envelope(identities: [identity], messageID: "\(name) \(who)"))
    }

    @Test("amounts without a rate, zones that are none and names that never came are told, with where they matter")
    func report() async throws {
        try await withSystem { system in
            _ = try await system.perform(.setSettings, ["currency": "EUR"])
            let events = [
                try Self.event("Order Completed", of: "ana", #"{"order_id":"1","total":9,"currency":"xbt"}"#),
                try Self.event("Order Completed", of: "bo", #"{"order_id":"2","total":9,"currency":"USD"}"#),
                try Self.event("Order Completed", of: "cy", #"{"order_id":"3","total":9}"#),
                try Self.event("", of: "ana", #"{"timezone":"Mars/Olympus"}"#, call: .identify),
                try Self.event("", of: "bo", #"{"timezone":"Europe/Paris"}"#, call: .identify),
            ]
            _ = await system.intake.store(source: "test", events: events, rejected: [])
            #expect(
                try await eventually {
                    let ana = try await system.profile(of: "ana")
                    let bo = try await system.profile(of: "bo")
                    return ana?.property("timezone") != nil && bo?.property("timezone") != nil
                })
            try await system.segments.create(
                [
                    SegmentDraft(
                        name: "Typo", text: #"any("Order Completd") and profile.timezon exists and tagged("no")"#)
                ], author: "test")
            let report = try await QualityService(system).report()
            #expect(report.currencies.map(\.code) == ["XBT"] && report.currencies[0].amounts == 1)
            #expect(report.amounts == 3 && report.currency == "EUR")
            #expect(report.isExact && report.examined == 3 && report.brokenZones == 1)
            #expect(report.zoneExamples.map(\.value) == ["Mars/Olympus"])
            let typos = report.names.filter { $0.segments.map(\.name) == ["Typo"] }
            #expect(typos.map(\.name).sorted() == ["Order Completd", "no", "timezon"])
            #expect(typos.first { $0.kind == .event }?.nearest == "Order Completed")
            #expect(typos.first { $0.kind == .property }?.nearest == "timezone")
        }
    }

    @Test("what there is to say is read once a minute, however often it is asked")
    func kept() async throws {
        try await withSystem { system in
            let service = QualityService(system)
            let first = try await service.report()
            #expect(try await service.report().takenAt == first.takenAt)
        }
    }
}
