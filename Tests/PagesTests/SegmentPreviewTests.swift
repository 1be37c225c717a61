import Testing
import Values

@testable import Pages

@Suite("the preview of a segment")
struct SegmentPreviewTests {
    private func fragment(_ model: SegmentPreviewModel) -> String {
        String(decoding: SegmentPreviewView.fragment(model, in: PagesSamples.context()), as: UTF8.self)
    }

    @Test("an edit names some of those who would come in and go out; where nobody would, nobody is named")
    func change() {
        var model = PagesSamples.segmentPreview
        let text = fragment(model)
        #expect(text.contains("Would come in, among others") && text.contains("Would go out, among others"))
        #expect(text.contains("Ida Enters") && text.contains("Leo Leaves"))
        model.entrants = [.init(id: "x", name: InjectionTests.hostile, email: InjectionTests.hostile, since: nil)]
        #expect(!fragment(model).contains("<script") && !fragment(model).contains("<img"))
        model.entrants = []
        model.leavers = []
        #expect(!fragment(model).contains("among others"))
    }

    @Test("a server that did not answer is named beside the count; where all did, none is")
    func silent() {
        var model = PagesSamples.segmentPreview
        #expect(!fragment(model).contains("did not answer"))
        model.silent = ["shop-2:4711 at http://10.0.0.7:8080"]
        #expect(fragment(model).contains("The server shop-2:4711 at http://10.0.0.7:8080 did not answer"))
    }
}
