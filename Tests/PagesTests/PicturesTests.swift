import Foundation
import Testing

@testable import Pages

@Suite("every page as a picture")
struct PicturesTests {
    /// Set `PAGES_PICTURES` to a folder to look at the pages: `python3 -m http.server --directory FOLDER`.
    static let folder = ProcessInfo.processInfo.environment["PAGES_PICTURES"]

    @Test("every page is written for looking at", .enabled(if: folder != nil))
    func pages() throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder))
        let assets = folder.appendingPathComponent("assets")
        try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
        for name in Assets.names {
            let hashed = String(Assets.url(name).dropFirst(Route.assets.count))
            try Data(Assets.file(named: hashed)!.bytes).write(to: assets.appendingPathComponent(hashed))
        }
        for theme in [Theme.light, .dark] {
            for page in PagesSamples.pages {
                let text = page.text(in: PagesSamples.context(page.path, theme: theme))
                try Data(text.utf8).write(to: folder.appendingPathComponent("\(page.name)-\(theme.rawValue).html"))
            }
        }
    }
}
