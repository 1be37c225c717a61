import Testing
import Values

@testable import cartwheel

@Suite("How far segments are built")
struct BuiltSoFarTests {
    private func segment(_ state: String, _ examined: Int? = nil, of total: Int? = nil) -> JSON {
        var object: JSONObject = ["id": "1", "state": .string(state)]
        if let examined { object["examined"] = .number(Number(examined)) }
        if let total { object["of"] = .number(Number(total)) }
        return .object(object)
    }

    @Test("of several, the one that is farthest from its end tells; once none is being built, there is nothing to tell")
    func slowest() {
        let all = [segment("live"), segment("building", 900, of: 1_000), segment("building", 20, of: 100)]
        #expect(BuiltSoFar(of: all) == BuiltSoFar(examined: 20, total: 100))
        #expect(BuiltSoFar(of: all)?.fraction == 0.2)
        #expect(BuiltSoFar(of: [segment("building")])?.fraction == 0, "before the first of them was looked at")
        #expect(BuiltSoFar(of: [segment("live"), segment("archived")]) == nil)
        #expect(BuiltSoFar(of: []) == nil)
    }
}
