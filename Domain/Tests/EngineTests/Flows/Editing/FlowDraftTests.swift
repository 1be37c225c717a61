import Testing
import Values

@testable import Engine

@Suite("A flow made without YAML")
struct FlowDraftTests {
    static let text = #"""
        flow: cart
        name: Cart
        trigger: Checkout Started
        steps:
          - wait: 1 hour
          - if: profile.vip
            then:
              - send: email
                id: vip
                subject: For you
                body: <p>Hi</p>
              - go to: vip
            else:
              - note: nobody
          - end: done
        """#

    private func sentences(_ draft: FlowDraft) throws -> [String] {
        try FlowFile.read(draft.text).steps.map(\.kind.sentence)
    }

    @Test("it begins with a name, and is a draft that reads at once")
    func blank() throws {
        let draft = FlowDraft.blank(name: "Grüße für José!")
        #expect(draft.slug == "gruesse-fuer-jose" && draft.name == "Grüße für José!")
        #expect(draft.check().faults == [])
        #expect(FlowDraft.blank(name: " ").slug == "new-flow")
        #expect(FlowDraft.blank(name: "日本").slug == "flow")
        #expect(FlowDraft.blank(name: String(repeating: "long ", count: 100)).check().faults == [])
    }

    @Test("a flow is made step by step, from the fields of a form alone")
    func fromNothing() throws {
        var draft = FlowDraft.blank(name: "Thanks")
        try draft.set("about", of: .flow, to: "A word of thanks: the day after.")
        try draft.addTrigger("event")
        try draft.removeTrigger(0)
        try draft.set("where", of: .trigger(0), to: "trigger.total > 10")
        try draft.set("goal", of: .flow, to: "any(\"Order Completed\", since: trigger)")
        try draft.set("exit", of: .flow, to: "consents(sms)\nprofile.vip")
        try draft.add("wait", at: .last(.root), ["wait": "1 day"])
        let split = try draft.add("if", at: .last(.root), ["if": "consents(email)"])
        let send = try draft.add(
            "send", at: .last(BranchPath(split, BranchName("then"))), ["subject": "Thank you: really"])
        try draft.set("body", of: .step(send), to: "<p>Hello</p>\r\n<p>You</p>")
        try draft.set("languages.de.subject", of: .step(send), to: "Danke")
        try draft.set("languages.de.body", of: .step(send), to: "<p>Hallo</p>")
        try draft.add("add tag", at: .after(split), ["add tag": "keen, thanked"])
        try draft.add("update", at: .last(.root), ["update": "vip: true\nplace: 'x: y'"])
        #expect(
            draft.text == #"""
                flow: thanks
                name: Thanks
                about: 'A word of thanks: the day after.'
                trigger:
                  - event: Order Completed
                    where: 'trigger.total > 10'
                goal: 'any("Order Completed", since: trigger)'
                exit:
                  - 'consents(sms)'
                  - 'profile.vip'

                steps:
                  - wait: 1 day
                  - if: 'consents(email)'
                    then:
                      - send: email
                        id: message-1
                        subject: 'Thank you: really'
                        body: |
                          <p>Hello</p>
                          <p>You</p>
                        languages:
                          de:
                            subject: Danke
                            body: |
                              <p>Hallo</p>
                  - add tag: [keen, thanked]
                  - update:
                      vip: true
                      place: 'x: y'

                """#)
        #expect(draft.check().faults == [])
        try draft.set("languages.de", of: .step(send), to: nil)
        try draft.set("about", of: .flow, to: " ")
        #expect(!draft.text.contains("Hallo") && !draft.text.contains("about"))
    }

    @Test("a step moves anywhere but into itself, and everything else keeps its order")
    func moving() throws {
        var draft = try FlowDraft(Self.text)
        let then = BranchPath(StepPath(1), BranchName("then"))
        #expect(
            try draft.move(StepPath(0), to: .last(then)) == StepPath(BranchPath(StepPath(0), BranchName("then")), 2))
        #expect(try sentences(draft).first == "If profile.vip")
        try draft.move(StepPath("0.then.2")!, to: .before(StepPath(0)))
        #expect(draft == (try FlowDraft(Self.text)))
        #expect(throws: FlowEditError.self) { try draft.move(StepPath(1), to: .first(then)) }
        #expect(try draft.move(StepPath(0), to: .after(StepPath(2))) == StepPath(2))
        #expect(try draft.move(StepPath(2), to: .before(StepPath(0))) == StepPath(0))
        #expect(try draft.move(StepPath("1.else.0")!, to: .first(.root)) == StepPath(0))
        #expect(!draft.text.contains("else:"))
        #expect(throws: FlowEditError.self) { try draft.move(StepPath(9), to: .first(.root)) }
        #expect(throws: FlowEditError.self) { try draft.move(StepPath(0), to: .last(BranchPath("0.then")!)) }
    }

    @Test("a copy has names of its own, and its jumps lead to itself")
    func duplicating() throws {
        var draft = try FlowDraft(Self.text)
        #expect(try draft.duplicate(StepPath(1)) == StepPath(2))
        let flow = try #require(draft.check().flow)
        #expect(flow.step(id: "vip-2") != nil && flow.steps.count == 10)
        #expect(flow.steps.compactMap { ($0.kind as? GoToStep)?.target } == ["vip", "vip-2"])
    }

    @Test("what is in the branches of a deleted step goes with it, or one of them stays in its place")
    func deleting() throws {
        var draft = try FlowDraft(Self.text)
        #expect(draft.stepsWithin(StepPath(1)) == 3)
        try draft.delete(StepPath(1), keeping: BranchName("else"))
        #expect(try sentences(draft) == ["Wait 1 hour", "nobody", "End: done"])
        draft = try FlowDraft(Self.text)
        try draft.delete(StepPath(1))
        #expect(try sentences(draft) == ["Wait 1 hour", "End: done"])
        #expect(throws: FlowEditError.self) { try draft.delete(StepPath(0), keeping: BranchName("then")) }
    }

    @Test("a step that gets another name takes the jumps to it along")
    func renaming() throws {
        var draft = try FlowDraft(Self.text)
        try draft.set("id", of: .step(StepPath("1.then.0")!), to: "hello")
        #expect(draft.check().flow?.steps.contains { ($0.kind as? GoToStep)?.target == "hello" } == true)
        try draft.set("id", of: .step(StepPath("1.then.0")!), to: nil)
        #expect(draft.check().flow?.steps.contains { ($0.kind as? GoToStep)?.target == "send-1" } == true)
    }

    @Test("ways are added, moved and taken away, each with its own fields")
    func ways() throws {
        var draft = FlowDraft.blank(name: "Ways")
        let path = try draft.add("test", at: .first(.root))
        #expect(try draft.addWay(to: path) == 2)
        try draft.set("variants.2.name", of: .step(path), to: "third")
        try draft.add("note", at: .last(BranchPath(path, BranchName("variants", way: 2))), ["note": "here"])
        try draft.moveWay(2, to: 0, of: path)
        #expect((draft.check().flow?.steps[0].kind as? TestStep)?.variants.map(\.name) == ["third", "A", "B"])
        #expect(draft.steps[0].branches.map(\.label) == ["third", "A", "B"])
        #expect(draft.steps[0].branches[0].steps.first?.sentence == "here")
        try draft.removeWay(0, of: path)
        #expect(draft.check().flow?.steps.count == 1)
        #expect(throws: FlowEditError.self) { try draft.addWay(to: StepPath(5)) }
        #expect(throws: FlowEditError.self) { try draft.removeWay(7, of: path) }
    }

    @Test("keys that nobody knows stay, and comments at the head do")
    func unknown() throws {
        let text = "# Mine\n\n" + Self.text + "\n  # gone\n  - wait: 1 day\n    colour: red\nowner: Ana\n"
        var draft = try FlowDraft(text)
        #expect(draft.commentsLost == 1 && draft.head == "# Mine")
        try draft.set("name", of: .flow, to: "Other")
        #expect(draft.unknownKeys(of: .flow) == ["owner"] && draft.unknownKeys(of: .step(StepPath(3))) == ["colour"])
        #expect(
            draft.text.hasPrefix("# Mine\n") && draft.text.contains("colour: red") && draft.text.contains("owner: Ana"))
        #expect(draft.check().faults.map(\.place) == [.step(StepPath(3)), .flow])
    }

    @Test("no edit makes a draft larger than a flow may be")
    func bounds() throws {
        var draft = FlowDraft.blank(name: "Large")
        for _ in 0..<FlowFile.maximumSteps { try draft.add("note", at: .first(.root)) }
        #expect(throws: FlowEditError.self) { try draft.add("note", at: .first(.root)) }
        #expect(draft.stepCount == FlowFile.maximumSteps)
        var deep = FlowDraft.blank(name: "Deep")
        var path = try deep.add("if", at: .first(.root))
        for _ in 0..<FlowFile.maximumDepth {
            path = try deep.add("if", at: .last(BranchPath(path, BranchName("then"))))
        }
        #expect(deep.check().faults == [])
        let last = path
        #expect(throws: FlowEditError.self) { try deep.add("note", at: .last(BranchPath(last, BranchName("then")))) }
        let long = String(repeating: "<p>long</p>", count: 30_000)
        #expect(throws: FlowEditError.self) { try deep.set("about", of: .flow, to: long) }
        #expect(throws: FlowFileErrors.self) { try FlowDraft("flow: x\nabout: " + long) }
    }

    @Test("what cannot be typed into a field says why")
    func refused() throws {
        var draft = try FlowDraft(Self.text)
        let path = try draft.add("update", at: .first(.root))
        #expect(throws: FlowEditError.self) { try draft.set("update", of: .step(path), to: "just words") }
        #expect(throws: FlowEditError.self) { try draft.set("update", of: .step(path), to: "a: [") }
        #expect(throws: FlowEditError.self) { try draft.set("subject", of: .step(path), to: "no such field") }
        #expect(throws: FlowEditError.self) { try draft.set("then", of: .step(StepPath(2)), to: "no text") }
        #expect(throws: FlowEditError.self) { try draft.add("weit", at: .first(.root)) }
        #expect(throws: FlowEditError.self) { try draft.set("where", of: .trigger(3), to: "profile.vip") }
    }
}

@Suite("Places in a draft")
struct StepPathTests {
    @Test("a path is written and read the same", arguments: ["0", "2.then.0", "3.choose:1.4", "1.then.0.else.2"])
    func texts(_ text: String) {
        #expect(StepPath(text)?.description == text)
        #expect(DraftPlace("step \(text)")?.description == "step \(text)")
    }

    @Test(
        "what is no path is none",
        arguments: ["", "x", "-1", "1.then", "1.then.", "1..0", "1.a:b.0", "1.a:-1.0", "1.:.0"])
    func torn(_ text: String) { #expect(StepPath(text) == nil) }
}
