import Engine
import FlowScenarios
import Testing

@Suite("Schedules of one moment")
struct ScheduleTests {
    @Test("of two schedules of a flow at one moment each starts it for its own members", arguments: ["A", "B"])
    func together(group: String) throws {
        try Proof(
            "both come",
            """
            trigger:
              - {every: 1 week, on: [monday, thursday], at: "10:00", among: A}
              - {every: 1 week, on: monday, at: "10:00", among: B}
            reentry: once
            steps:
            \(send("hello"))
            """,
            """
            segments: {A: 'profile.group == "A"', B: 'profile.group == "B"'}
            scenarios:
              - name: a member of one
                person: {group: \(group)}
                happens: [{at: Mon 09:00, date passes: yes}]
                expect: [Mon 10:00 sent hello]
            """
        ).check()
    }
}
