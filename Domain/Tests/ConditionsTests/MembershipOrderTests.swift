import Testing

@testable import Conditions

@Suite("Segments that ask for one another")
struct MembershipOrderTests {
    private func conditions(_ texts: [String: String]) throws -> [String: Condition] {
        try texts.mapValues { try Condition.parse($0) }
    }

    @Test("each comes after those that it asks for, however deep that stands; lists settle nothing")
    func order() throws {
        let order = try MembershipOrder.order(
            of: conditions([
                "A": #"not (member("C") or profile.vip) and member("Newsletter")"#, "B": "profile.vip",
                "C": #"member("B")"#, "D": #"(member("A") == true) and member("C")"#,
            ]))
        #expect(order == ["B", "C", "A", "D"])
    }

    @Test(
        "a circle is refused with its chain",
        arguments: [
            (["A": #"member("A")"#], #""A" asks for itself; take its member("A") out"#),
            (
                ["A": #"member("B")"#, "B": #"profile.vip or not member("C")"#, "C": #"member("B")"#],
                #""B" asks for "C", which asks for "B"; take one of these out"#
            ),
            (
                ["x": "true", "VIP": #"member("Loyal")"#, "Loyal": #"member("Big")"#, "Big": #"member("VIP")"#],
                #""Big" asks for "VIP", which asks for "Loyal", which asks for "Big"; take one of these out"#
            ),
        ])
    func cycles(texts: [String: String], message: String) throws {
        let conditions = try conditions(texts)
        do {
            _ = try MembershipOrder.order(of: conditions)
            Issue.record("the circle was taken")
        } catch {
            #expect(error.description == message)
        }
    }

    @Test("a chain of 20,000 segments is ordered without exhausting the stack")
    func longChain() throws {
        var all: [String: Condition] = [:]
        for index in 0..<20_000 {
            all["s\(index)"] = Condition(root: .fact(Fact(function: .member, name: "s\(index + 1)")))
        }
        let order = try MembershipOrder.order(of: all)
        #expect(order.first == "s19999" && order.last == "s0" && order.count == 20_000)
    }
}
