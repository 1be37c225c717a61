import Testing

@testable import Pages

@Suite("the drawing of a flow")
struct FlowDrawingTests {
    private static func branch(_ width: Int = 1, over: Bool = false) -> FlowStep.Branch {
        let inner = (0..<width).map { FlowStep.Branch(name: "\($0)", steps: []) }
        var steps = [
            PagesSamples.step("a", "if", "split", "A", branches: width > 1 ? inner : [])
        ]
        if over { steps.append(PagesSamples.step("e", "end", "flag", "End", leaves: true)) }
        return .init(name: "b", steps: steps)
    }

    @Test(
        "the line below branches reaches those that go on, and the middle, and no other",
        arguments: [
            ([branch(), branch()], "50.0+50.0 0.0+50.0"),
            ([branch(over: true), branch()], "none 0.0+50.0"),
            ([branch(), branch(over: true)], "50.0+50.0 none"),
            ([branch(over: true), branch(over: true)], "none none"),
            ([branch(), branch(), branch()], "50.0+50.0 0.0+100.0 0.0+50.0"),
            ([branch(), branch(over: true), branch()], "50.0+50.0 0.0+100.0 0.0+50.0"),
            ([branch(over: true), branch(over: true), branch()], "none 50.0+50.0 0.0+50.0"),
            ([branch(), branch(3, over: true)], "50.0+50.0 0.0+33.3"),
            ([branch(over: true), branch(3)], "none 33.3+16.6"),
        ])
    func rail(branches: [FlowStep.Branch], parts: String) {
        let rail = FlowRail(branches)
        let words = branches.indices.map { index in
            rail.part(at: index).map { "\($0.from)+\($0.length)" } ?? "none"
        }
        #expect(words.joined(separator: " ") == parts)
    }

    @Test("every step is there once, can be jumped to, and leads to the journeys that stand at it")
    func steps() {
        let page = String(decoding: FlowView.render(PagesSamples.flow, in: PagesSamples.context()), as: UTF8.self)
        for id in ["first-wait", "reminder", "answer", "thanks", "value", "code", "offer", "last-call", "again"] {
            #expect(page.components(of: "id=\"step-\(id)\"") == 1)
        }
        #expect(page.contains("href=\"#step-reminder\""))
        #expect(page.contains("href=\"/console/flows/abandoned-cart/journeys?step=first-wait\""))
        #expect(page.contains("<span data-number=\"reminder-sent\">4,502</span> sent"))
        #expect(page.contains("<span data-number=\"reminder-failed\">5</span> failed"))
    }

    @Test("a step whose picture is not drawn yet has the flow's own")
    func pictures() {
        #expect(Icon.step("no-such-picture") == .flow)
        let names = [
            "pencil", "flask", "stop", "clock", "tag-off", "users-minus", "list-minus", "bell", "eye", "check-square",
            "shield", "mail", "signpost", "bolt", "list-plus", "split", "plus-minus", "calendar-clock", "ear",
            "percent", "play", "ticket", "users-plus", "note", "webhook", "flag", "corner", "tag",
        ]
        #expect(names.filter { Icon(rawValue: $0) == nil } == [])
    }

    @Test("a thumbnail of any flow stays small")
    func thumbnails() {
        var deep = PagesSamples.step("x", "wait", "clock", "Wait")
        for index in 0..<30 {
            deep = PagesSamples.step(
                "s\(index)", "if", "split", "If",
                branches: (0..<4).map { .init(name: "\($0)", steps: $0 == 0 ? [deep] : [deep, deep]) })
            if index > 4 { deep.branches = Array(deep.branches.prefix(1)) }
        }
        var html = HTML()
        FlowThumbnail(Array(repeating: deep, count: 3)).write(to: &html)
        #expect(html.bytes.count < 400_000)
        var empty = HTML()
        FlowThumbnail([]).write(to: &empty)
        #expect(String(decoding: empty.bytes, as: UTF8.self).components(of: "<rect") == 1)
    }
}
