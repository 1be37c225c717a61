import Testing
import Values

@testable import Engine

@Suite("Conditions that are watched no more")
struct ForgottenConditionTests {
    @Test("a verdict on a condition that was deleted goes, and the others stay")
    func forgotten() throws {
        let definitions = try StepSample.definitions(segments: [("A", #"any("Product Viewed")"#)])
        var profile = StepSample.profile()
        let verdict = WatchedVerdict(holds: true, since: StepSample.now, wakesAt: nil, version: 1)
        profile.watched = [1: verdict, 9: verdict]
        profile.forgetConditions(notIn: definitions)
        #expect(profile.watched == [1: verdict])
    }
}
