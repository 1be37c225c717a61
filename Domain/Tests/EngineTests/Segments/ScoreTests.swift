import Conditions
import Testing
import Values

@testable import Engine

@Suite("Scores and stages")
struct ScoreTests {
    private static func segment(_ id: Int64, _ name: String, _ text: String, _ role: Segment.Role) throws -> Segment {
        Segment(
            id: id, name: name, condition: CompiledCondition(try Condition.parse(text)), version: 1, role: role)
    }

    private static func definitions() throws -> Definitions {
        Definitions(
            version: 1, flows: [],
            segments: [
                try segment(1, "Hot", "score() >= 25", .segment),
                try segment(2, "Looked", #"any("Product Viewed")"#, .points(ScoreRule(points: Number(10)))),
                try segment(
                    3, "Bought", #"any("Order Completed")"#,
                    .points(ScoreRule(points: Number(20), fadesOverDays: 4))),
                try segment(4, "Lead", #"any("Product Viewed")"#, .stage(place: 1)),
                try segment(5, "Customer", #"any("Order Completed")"#, .stage(place: 2)),
                try segment(6, "New customers", #"stage() == "Customer""#, .segment),
            ])
    }

    @Test("points add up while their conditions hold, and segments that read the score follow in the same step")
    func points() throws {
        var run = StepSample.run(try Self.definitions())
        run.receive(StepSample.event("Product Viewed", order: 3), claim: nil)
        #expect(run.profile.scores(run.definitions, now: run.now) == ["": Number(10)])
        #expect(run.profile.watched[1]?.holds != true)
        run.receive(StepSample.event("Order Completed", order: 4, ["order_id": "1"]), claim: nil)
        #expect(run.profile.scores(run.definitions, now: run.now) == ["": Number(30)])
        #expect(run.profile.watched[1]?.holds == true)
    }

    @Test("points fade in daily steps, each with a timer of its own, and nobody hears of it but who asks")
    func fading() throws {
        let definitions = try Self.definitions()
        var run = StepSample.run(definitions)
        run.receive(StepSample.event("Product Viewed", order: 3), claim: nil)
        run.receive(StepSample.event("Order Completed", order: 4, ["order_id": "1"]), claim: nil)
        var profile = run.profile
        var scores: [Number] = []
        for day in 1...5 {
            let due = try #require(profile.watched[3]?.wakesAt ?? StepSample.now + .days(Int64(day)))
            var later = StepSample.run(
                of: profile, definitions,
                events: [
                    TimelineEvent(name: "Product Viewed", occurredAt: StepSample.now, order: 3, body: .tree([:])),
                    TimelineEvent(name: "Order Completed", occurredAt: StepSample.now, order: 4, body: .tree([:])),
                ], at: due)
            #expect(due == StepSample.now + .days(Int64(day)))
            later.conditionDue()
            profile = later.profile
            scores.append(profile.scores(definitions, now: due)[""] ?? .zero)
            if day == 2 {
                #expect(profile.watched[1]?.holds != true)
                #expect(later.decision.segmentChanges.map(\.isMember) == [false])
            }
        }
        #expect(scores == [25, 20, 15, 10, 10].map { Number($0) })
    }

    @Test("the highest stage that holds is the person's, and a change of it is an event")
    func stages() throws {
        var run = StepSample.run(try Self.definitions())
        run.receive(StepSample.event("Product Viewed", order: 3), claim: nil)
        #expect(run.profile.stage(run.definitions) == "Lead")
        run.receive(StepSample.event("Order Completed", order: 4, ["order_id": "1"]), claim: nil)
        #expect(run.profile.stage(run.definitions) == "Customer")
        #expect(run.profile.watched[6]?.holds == true)
        let stages = run.decision.derivedEvents.filter { $0.name == "Stage Changed" }
        #expect(stages.map { $0.properties["stage"]?.string } == ["Lead", "Customer"])
    }

    @Test("stages and rules of scores enter no list of members")
    func noMembers() throws {
        var run = StepSample.run(try Self.definitions())
        run.receive(StepSample.event("Product Viewed", order: 3), claim: nil)
        #expect(run.decision.segmentChanges.isEmpty)
    }
}
