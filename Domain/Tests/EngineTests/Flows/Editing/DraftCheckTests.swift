import Testing
import Values

@testable import Engine

@Suite("Faults beside the field that they are about")
struct DraftCheckTests {
    private func faults(_ steps: String, head: String = "") throws -> [String] {
        let text = "flow: x\nname: X\n\(head.isEmpty ? "trigger: A\n" : head)steps:\n\(steps)"
        return try FlowDraft(text).check().faults.map { "\($0.place)|\($0.field?.description ?? "")" }
    }

    @Test("of steps, however deep")
    func steps() throws {
        #expect(try faults("  - send: email\n    body: x\n") == ["step 0|subject"])
        #expect(try faults("  - wait: ages\n") == ["step 0|wait"])
        #expect(
            try faults("  - if: 'any('\n    then:\n      - wait: 1 hour\n        spread: much\n")
                == ["step 0|if", "step 0.then.0|spread"])
        #expect(
            try faults("  - choose:\n      - when: profile.vip\n      - when: 'nonsense('\n      - then: []\n")
                == ["step 0|choose.1.when", "step 0|choose.2.when"])
        #expect(
            try faults(
                "  - send: email\n    subject: a\n    body: b\n    languages:\n      de: {subject: c}\n      xyzt1234567: {subject: a, body: b}\n"
            )
                == ["step 0|languages.de.body", "step 0|languages.xyzt1234567"])
        #expect(try faults("  - go to: nowhere\n") == ["step 0|go to"])
        #expect(try faults("  - note: a\n    id: n\n  - note: b\n    id: n\n") == ["step 1|id"])
        #expect(try faults("  - split:\n    - share: 80%\n    - share: 80%\n") == ["step 0|split"])
        #expect(
            try faults("  - test: t\n    variants:\n    - name: a\n      share: 10%\n") == [
                "step 0|variants", "step 0|variants",
            ])
        #expect(try faults("  - wait for: A\n") == ["step 0|up to"])
        #expect(try faults("  - just words\n  - 12\n  - [a]\n  - {}\n  - {odd: 1}\n").count == 5)
        #expect(try faults("  - increment: {a: b}\n") == ["step 0|increment"])
        #expect(try faults("  - wait: 1 hour\n    colour: red\n") == ["step 0|"])
    }

    @Test("of triggers and of the flow")
    func heads() throws {
        let end = "  - end: now\n"
        #expect(
            try faults(end, head: "trigger:\n  - event: A\n    where: 'x('\n  - date: birthday\n")
                == ["trigger 0|where", "trigger 1|date"])
        #expect(try faults(end, head: "trigger:\n  cron: 1 2\n  among: VIP\n") == ["trigger 0|cron"])
        #expect(try faults(end, head: "trigger: []\n") == ["flow|trigger"])
        #expect(try faults(end, head: "trigger: ''\n") == ["flow|trigger"])
        #expect(
            try faults(end, head: "trigger: A\ngoal: 'any('\nexit:\n  - profile.vip\n  - 'none('\n")
                == ["flow|goal", "flow|exit"])
        #expect(try faults(end, head: "trigger: A\nreentry: sometimes\nowner: Ana\n") == ["flow|reentry", "flow|"])
        #expect(try FlowDraft("name: X").check().faults.map { $0.field?.description } == ["flow", "trigger", "steps"])
    }

    @Test("a fault can be asked for by its field")
    func asked() throws {
        var draft = FlowDraft.blank(name: "X")
        let path = try draft.add("wait", at: .first(.root), ["wait": "soon"])
        let check = draft.check()
        #expect(check.flow == nil)
        #expect(check.faults(at: .step(path), field: "wait").map(\.message).first?.contains("\"soon\"") == true)
        #expect(check.faults(at: .step(path), field: "spread").isEmpty && check.allFaults(at: .step(path)).count == 1)
        try draft.set("wait", of: .step(path), to: "2 hours")
        #expect(draft.check().flow?.steps.count == 1)
    }
}
