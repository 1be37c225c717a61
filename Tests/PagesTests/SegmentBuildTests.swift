import Testing

@testable import Pages

@Suite("a segment that is built")
struct SegmentBuildTests {
    private func text(_ state: SegmentState) -> String {
        var model = PagesSamples.emptySegment
        model.state = state
        return String(decoding: SegmentView.render(model, in: PagesSamples.context()), as: UTF8.self)
    }

    @Test("its page follows how far the build has come, until it is built")
    func following() {
        let page = text(.building(7))
        for region in ["build-state", "build-progress"] {
            #expect(page.contains("id=\"\(region)\" role=\"status\" data-refresh=\"2\" data-refresh-page"))
        }
        #expect(!text(.live).contains("data-refresh"))
    }
}
