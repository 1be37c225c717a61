import Testing

@testable import Pages

/// One page with a sample in it.
struct SamplePage: Sendable, CustomTestStringConvertible {
    let name: String
    let path: String
    let render: @Sendable (PageContext) -> [UInt8]

    var testDescription: String { name }
}

extension PagesSamples {
    static let pages: [SamplePage] = [
        SamplePage(name: "overview", path: Route.overview) { OverviewView.render(overview, in: $0) },
        SamplePage(name: "overview-empty", path: Route.overview) { OverviewView.render(emptyOverview, in: $0) },
    ]
}
