import Conditions
import Testing
import Values

@testable import Engine

@Suite("Segments that are being built")
struct BuildTests {
    private static func definitions(
        _ text: String, announces: Bool = false, others: [(String, String)] = []
    ) throws -> Definitions {
        func segment(_ id: Int64, _ name: String, _ text: String, _ build: SegmentBuild?) throws -> Segment {
            Segment(
                id: id, name: name, condition: CompiledCondition(try Condition.parse(text)),
                version: Segment.version(of: text), build: build)
        }
        let built = try segment(1, "Viewers", text, SegmentBuild(id: 9, announces: announces))
        let rest = try others.enumerated().map { try segment(Int64($0.offset + 2), $0.element.0, $0.element.1, nil) }
        return Definitions(version: 1, flows: [], segments: [built] + rest)
    }

    private static let viewed = StepSample.event("Product Viewed", order: 3)

    private static func earlier(_ name: String = "Product Viewed") -> TimelineEvent {
        TimelineEvent(name: name, occurredAt: StepSample.now - .days(2), order: 1, body: .tree([:]))
    }

    @Test("definitions say whether somebody waits for a build")
    func waited() throws {
        #expect(try Self.definitions(#"any("Product Viewed")"#).isBuilding)
        #expect(try !StepSample.definitions(segments: [("Viewers", #"any("Product Viewed")"#)]).isBuilding)
    }

    @Test("who was in it all along is put down without an event, and does not enter by what happens now")
    func silent() throws {
        let definitions = try Self.definitions(#"any("Product Viewed")"#)
        var run = StepSample.run(definitions, events: [Self.earlier()])
        run.settleBuilds()
        run.receive(Self.viewed, claim: nil)
        #expect(run.profile.watched[1]?.holds == true)
        #expect(run.decision.segmentChanges.map(\.cause) == [.build])
    }

    @Test("who begins to meet it while it is built enters like everybody else")
    func live() throws {
        let definitions = try Self.definitions(#"any("Product Viewed")"#)
        var run = StepSample.run(definitions)
        run.settleBuilds()
        run.receive(Self.viewed, claim: nil)
        #expect(run.decision.segmentChanges.map(\.cause) == [.live])
    }

    @Test("an announced build says who enters")
    func announced() throws {
        let definitions = try Self.definitions(#"any("Product Viewed")"#, announces: true)
        var run = StepSample.run(definitions, events: [Self.earlier()])
        run.build([0])
        #expect(run.decision.segmentChanges.map(\.cause) == [.live])
    }

    @Test("a journey that waits to be in it goes on when it is built, though nobody hears who enters")
    func waiting() throws {
        let flow = """
            flow: waits
            name: Waits
            purpose: transactional
            trigger: Product Added
            steps:
              - wait for condition: member("Viewers")
                up to: 30 days
                then:
                  - update: {viewer: true}
            """
        let read = try FlowFile.read(flow, version: 1)
        func definitions(_ build: SegmentBuild?) throws -> Definitions {
            let text = build == nil ? #"any("Nothing")"# : #"any("Product Viewed")"#
            let segment = Segment(
                id: 1, name: "Viewers", condition: CompiledCondition(try Condition.parse(text)),
                version: Segment.version(of: text), build: build)
            return Definitions(version: 1, flows: [read], segments: [segment])
        }
        var run = StepSample.run(try definitions(nil), events: [Self.earlier()])
        run.receive(StepSample.event("Product Added", order: 3), claim: nil)
        #expect(run.profile.journeys.count == 1 && run.profile.properties["viewer"] == nil)
        var later = StepSample.run(
            of: run.profile, try definitions(SegmentBuild(id: 9, announces: true)), events: [Self.earlier()])
        later.build([0])
        #expect(later.profile.properties["viewer"] != nil)
    }

    @Test("segments that ask for it follow in the same pass, as silently")
    func dependents() throws {
        let definitions = try Self.definitions(
            #"any("Product Viewed")"#, others: [("Warm", #"member("Viewers") and none("Order Completed")"#)])
        var run = StepSample.run(definitions, events: [Self.earlier()])
        run.settleBuilds()
        #expect(run.profile.watched[2]?.holds == true)
        #expect(run.decision.segmentChanges.map(\.cause) == [.build, .build])
    }

    @Test("who is not in it and cannot come to be by time alone is not written")
    func unwritten() throws {
        var run = StepSample.run(try Self.definitions(#"any("Product Viewed")"#))
        run.build([0])
        #expect(!run.isProfileChanged && run.profile.watched.isEmpty)
    }

    @Test("who will be in it by time alone gets a timer")
    func timer() throws {
        var run = StepSample.run(
            try Self.definitions(#"none("Product Viewed", last: 3 days)"#), events: [Self.earlier()])
        run.build([0])
        #expect(run.profile.watched[1]?.holds == false)
        #expect(run.decision.scheduledWork.map(\.dueAt) == [StepSample.now + .days(1)])
    }

    @Test("a piece goes through a range in the order of keys, and the next begins where it ended")
    func pieces() throws {
        let item = BuildWork(build: 9).item(in: StepSample.key.bucket.range, at: StepSample.now)
        #expect(item.range == StepSample.key.bucket.range)
        let next = BuildWork(build: 9, after: StepSample.key)
        #expect(BuildWork(payload: next.payload) == next)
        for range in BucketRange.all {
            #expect(range.firstKey.bucket.range == range && range.lastKey.bucket.range == range)
            #expect(range.firstKey < range.lastKey)
        }
    }

    @Test("a new customer enters at once what holds for everybody at first")
    func fromTheStart() throws {
        let definitions = try StepSample.definitions(segments: [("Never bought", #"none("Order Completed")"#)])
        var customer = Customer(profile: StepSample.profile(), timeline: Timeline(), definitions: definitions)
        customer.isNew = true
        var run = StepRun(customer: customer, definitions: definitions, now: StepSample.now, cause: "test")
        run.receive(Self.viewed, claim: nil)
        #expect(run.profile.watched[1]?.holds == true)
        #expect(run.decision.segmentChanges.map(\.cause) == [.live])
    }
}
