import Engine
import ReadyFlows
import Testing

@Suite("A ready flow in one's own language")
struct LanguageTests {
    @Test(
        "every flow speaks each of its languages, says the same in it, and can be turned back",
        arguments: ReadyFlows.all)
    func turned(ready: ReadyFlow) throws {
        let english = try FlowDraft(ready.text)
        for (tag, _) in ReadyFlows.languages.dropFirst() {
            let draft = try english.speaking(tag)
            #expect(draft.language == tag)
            let (before, after) = (try FlowFile.read(ready.text), try FlowFile.read(draft.text))
            #expect(before.steps.map(\.id) == after.steps.map(\.id))
            for (old, new) in zip(before.steps, after.steps) {
                guard let old = old.kind as? SendStep, let new = new.kind as? SendStep else { continue }
                #expect(new.email() != nil && new.email() == old.translations[tag] as? EmailContent)
                #expect(new.translations["en"] as? EmailContent == old.email())
                #expect(Set(new.translations.keys) == Set(old.translations.keys).subtracting([tag]).union(["en"]))
            }
            #expect(try FlowFile.read(draft.speaking("en").text).steps.count == before.steps.count)
        }
    }

    @Test("a language that a message does not have is refused, and the message named")
    func missing() throws {
        let draft = try FlowDraft(try #require(ReadyFlows.named("welcome")).text)
        #expect { try draft.speaking("it") } throws: { ($0 as? FlowEditError)?.message.contains("“it”") == true }
    }

    @Test("every ready flow stands in one group")
    func groups() {
        let grouped = ReadyFlows.groups.flatMap(\.flows).map(\.slug)
        #expect(grouped.sorted() == ReadyFlows.all.map(\.slug).sorted())
    }
}

extension SendStep {
    /// What it says as an e-mail.
    func email(in language: String? = nil) -> EmailContent? { content(in: language) as? EmailContent }
}
