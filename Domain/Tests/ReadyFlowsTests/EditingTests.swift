import Engine
import ReadyFlows
import Testing
import Values

@Suite("Editing the ready flows")
struct EditingTests {
    @Test("in canonical form each is the same flow, in every language", arguments: ReadyFlows.all.map(\.slug))
    func canonical(_ slug: String) throws {
        let ready = try #require(ReadyFlows.named(slug))
        let draft = try FlowDraft(ready.text)
        let text = draft.text
        #expect(try FlowDraft(text).text == text)
        #expect(text.split(separator: "\n").first == ready.text.split(separator: "\n").first)
        let (before, after) = (try FlowFile.read(ready.text), try FlowFile.read(text))
        #expect(FlowDiff(before, after).changes == [])
        #expect(before.conditions.map(\.condition.text) == after.conditions.map(\.condition.text))
        #expect(before.starts.map(\.kind.sentence) == after.starts.map(\.kind.sentence))
        #expect(before.about == after.about && before.warning == after.warning && before.rules == after.rules)
        #expect(before.reentry == after.reentry && before.whileUnderWay == after.whileUnderWay)
        #expect(before.steps.count == after.steps.count && before.steps.count == draft.stepCount)
        for (old, new) in zip(before.steps, after.steps) {
            #expect(old.id == new.id && old.next == new.next && old.branches == new.branches)
            #expect(old.kind.sentence == new.kind.sentence && old.kind.branchNames == new.kind.branchNames)
            #expect(old.kind.templates.map(\.text) == new.kind.templates.map(\.text))
            let (first, second) = (old.kind as? SendStep, new.kind as? SendStep)
            #expect(email(old) == email(new))
            let tags = first?.translations.keys.sorted()
            #expect(tags == second?.translations.keys.sorted())
            for tag in tags ?? [] { #expect(email(old, in: tag) == email(new, in: tag)) }
            #expect(first?.keepFor == second?.keepFor)
        }
        #expect(draft.ids.count == before.steps.count && Set(draft.ids.values) == Set(before.steps.map(\.id)))
    }

    @Test("every field shows what can be typed in again, and nothing changes", arguments: ReadyFlows.all.map(\.slug))
    func retyped(_ slug: String) throws {
        let original = try FlowDraft(try #require(ReadyFlows.named(slug)).text)
        var draft = original
        let triggers = try FlowFile.read(original.text).starts.indices.map { DraftPlace.trigger($0) }
        for place in [.flow] + triggers + original.paths.map(DraftPlace.step) {
            for field in draft.fields(of: place) {
                guard let text = field.text else { continue }
                try draft.set(field.path, of: place, to: text)
            }
        }
        // Triggers that are only names become mappings, and a text after a bar ends with its line.
        let (before, after) = (try FlowFile.read(original.text), try FlowFile.read(draft.text))
        #expect(before.starts.map(\.kind.sentence) == after.starts.map(\.kind.sentence))
        #expect(before.steps.map(\.kind.sentence) == after.steps.map(\.kind.sentence))
        #expect(before.conditions.map(\.condition.text) == after.conditions.map(\.condition.text))
        for (old, new) in zip(before.steps, after.steps) {
            let (first, second) = (email(old), email(new))
            #expect(first?.subject == second?.subject && first?.preheader == second?.preheader)
            #expect(first.map { $0.body.hasSuffix("\n") ? $0.body : $0.body + "\n" } == second?.body)
        }
    }

    @Test("whatever is done to them, they read, or say which field is wrong", arguments: 0..<12)
    func anyEdits(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        var (accepted, refused) = (0, 0)
        for ready in ReadyFlows.all.shuffled(using: &random).prefix(4) {
            var draft = try FlowDraft(ready.text)
            for _ in 0..<25 {
                let before = draft
                do throws(FlowEditError) {
                    try edit(&draft, &random)
                    accepted += 1
                } catch {
                    #expect(!error.message.isEmpty && draft == before, "seed \(seed): \(error)")
                    refused += 1
                }
                let text = draft.text
                let again = try FlowDraft(text)
                #expect(again.text == text, "seed \(seed)")
                let check = draft.check()
                #expect((check.flow == nil) == !check.faults.isEmpty)
                if let flow = check.flow {
                    #expect(flow.steps.count == draft.stepCount && Set(flow.steps.map(\.id)) == Set(draft.ids.values))
                }
                for fault in check.faults {
                    #expect(!fault.message.isEmpty && fault.line > 1, "seed \(seed): \(fault)")
                    #expect(fault.field != nil || !fault.message.hasPrefix("this"), "seed \(seed): \(fault)\n\(text)")
                    if case .step(let path) = fault.place { #expect(draft.paths.contains(path), "seed \(seed)") }
                }
            }
        }
        #expect(accepted > refused && accepted > 40, "seed \(seed): \(accepted) and \(refused)")
    }

    private func email(_ step: FlowStep, in language: String? = nil) -> EmailContent? {
        (step.kind as? SendStep)?.email(in: language)
    }

    private func edit(_ draft: inout FlowDraft, _ random: inout SeededRandom) throws(FlowEditError) {
        let paths = draft.paths
        let path = paths.randomElement(using: &random) ?? StepPath(0)
        let branch = BranchPath(
            path, BranchName(["then", "else", "otherwise"].randomElement(using: &random) ?? "then"))
        let positions: [StepPosition] = [.before(path), .after(path), .first(.root), .last(.root), .last(branch)]
        let position = positions.randomElement(using: &random) ?? .first(.root)
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1: try draft.add(StepKinds.all.randomElement(using: &random)?.keyword ?? "", at: position)
        case 2: try draft.move(paths.randomElement(using: &random) ?? path, to: position)
        case 3: try draft.duplicate(path)
        case 4: try draft.delete(path, keeping: random.chance(0.5) ? branch.name : nil)
        case 5: try draft.addTrigger(TriggerKinds.all.randomElement(using: &random)?.keyword ?? "")
        case 6: try draft.addWay(to: path)
        default:
            let place = [.flow, .trigger(0), .step(path), .step(path)].randomElement(using: &random) ?? DraftPlace.flow
            guard let field = draft.fields(of: place).randomElement(using: &random) else { return }
            let texts = [
                field.form.example, "", "x: y\n  - z", "'", "{{ a", "12", "true", "09:00", "a, b\nc", "# no", "\t|",
                "- item", "null", "é🙂 \u{7}",
            ]
            try draft.set(field.path, of: place, to: texts.randomElement(using: &random))
        }
    }
}
