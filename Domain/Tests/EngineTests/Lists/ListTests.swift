import Testing
import Values

@testable import Engine

@Suite("Static lists and tags")
struct ListTests {
    private static func join(_ isMember: Bool = true) -> Command {
        .list(ListChange(label: Label(.list, "Newsletter"), isMember: isMember, source: "form"))
    }

    @Test("joining is an event, a member and a change for conditions, once however often it is said")
    func joining() throws {
        let definitions = try StepSample.definitions(segments: [
            ("Readers", #"listed("Newsletter")"#), ("Members", #"member("Newsletter")"#),
        ])
        var run = StepSample.run(definitions)
        run.obey(Self.join())
        run.obey(Self.join())
        #expect(run.profile.watched[1]?.holds == true && run.profile.watched[2]?.holds == true)
        #expect(run.decision.derivedEvents.count { $0.name == "List Joined" } == 1)
        #expect(run.decision.segmentChanges.filter { $0.cause == .manual }.map(\.isMember) == [true])
        run.obey(Self.join(false))
        #expect(run.profile.watched[1]?.holds != true && run.profile.lists.isEmpty)
        #expect(run.decision.derivedEvents.contains { $0.name == "List Left" })
    }

    @Test("an import starts no flow by it")
    func quiet() throws {
        let flow = """
            flow: hello
            name: Hello
            trigger: List Joined
            steps:
              - wait: 1 hour
            """
        for starts in [false, true] {
            var run = StepSample.run(try StepSample.definitions(flow))
            run.obey(
                .list(
                    ListChange(
                        label: Label(.list, "Newsletter"), isMember: true, source: "import", startsFlows: starts)))
            #expect(run.profile.journeys.isEmpty == !starts)
        }
    }

    @Test("a tag is read by conditions, and so is its loss")
    func tags() throws {
        let definitions = try StepSample.definitions(segments: [("Traders", #"tagged("wholesale")"#)])
        var run = StepSample.run(definitions)
        run.obey(.list(ListChange(label: Label(.tag, "wholesale"), isMember: true, source: "ana")))
        #expect(run.profile.watched[1]?.holds == true)
        run.obey(.list(ListChange(label: Label(.tag, "wholesale"), isMember: false, source: "ana")))
        #expect(run.profile.watched[1]?.holds != true)
    }

    @Test("a tag that takes another's place does so in one step, for those who have the other alone")
    func replacing() throws {
        let definitions = try StepSample.definitions(segments: [
            ("Old", #"tagged("whole sale")"#), ("New", #"tagged("wholesale")"#),
        ])
        let rename = Command.list(
            ListChange(
                label: Label(.tag, "wholesale"), isMember: true, source: "ana", startsFlows: false,
                replacing: "whole sale"))
        #expect(Command(payload: rename.payload) == rename)
        var run = StepSample.run(definitions)
        run.obey(rename)
        #expect(run.profile.tags.isEmpty)
        run.obey(.list(ListChange(label: Label(.tag, "whole sale"), isMember: true, source: "ana")))
        run.obey(rename)
        run.obey(rename)
        #expect(run.profile.tags.keys.sorted() == ["wholesale"])
        #expect(run.profile.watched[1]?.holds != true && run.profile.watched[2]?.holds == true)
        #expect(run.decision.derivedEvents.count { $0.name == "Tag Removed" } == 1)
    }

    @Test("the stored form and the command read back")
    func stored() throws {
        var profile = StepSample.profile()
        profile.lists = ["Newsletter": StepSample.now, "A \"quoted\" one": StepSample.now]
        profile.tags = ["wholesale": StepSample.now]
        profile.topics = [.email: ["News", "Sales"]]
        #expect(try Profile(key: profile.key, document: profile.document) == profile)
        #expect(Command(payload: Self.join().payload) == Self.join())
    }

    @Test("two profiles that turn out to be one have both their lists, and are entered nowhere twice")
    func merging() throws {
        let definitions = try StepSample.definitions(segments: [("Viewers", #"any("Product Viewed")"#)])
        var other = Profile(key: IdentityKey(rawValue: 5), createdAt: StepSample.now)
        other.lists = ["Newsletter": StepSample.now]
        other.watched[1] = WatchedVerdict(holds: true, since: StepSample.now, wakesAt: nil, version: 1)
        var run = StepSample.run(definitions)
        run.joinEverything(of: other)
        var profile = run.profile
        profile.merge(other)
        #expect(profile.lists.keys.sorted() == ["Newsletter"] && profile.watched[1]?.holds == true)
        #expect(Set(run.decision.segmentChanges.map(\.segment)) == [1, Label(.list, "Newsletter").id])
        #expect(run.decision.segmentChanges.allSatisfy { $0.isMember && $0.cause == .merge })
    }
}
