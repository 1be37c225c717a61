import Testing
import Values

@testable import Pages

@Suite("the preview of a segment")
struct SegmentPreviewTests {
    private func fragment(_ model: SegmentPreviewModel) -> String {
        String(decoding: SegmentPreviewView.fragment(model, in: PagesSamples.context()), as: UTF8.self)
    }

    @Test("a server that did not answer is named beside the count; where all did, none is")
    func silent() {
        var model = PagesSamples.segmentPreview
        #expect(!fragment(model).contains("did not answer"))
        model.silent = ["shop-2:4711 at http://10.0.0.7:8080"]
        #expect(fragment(model).contains("The server shop-2:4711 at http://10.0.0.7:8080 did not answer"))
    }
}
