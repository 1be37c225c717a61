import Foundation
import Testing

@testable import Pages

@Suite("message catalogs")
struct CatalogTests {
    private static var areas: [(name: String, value: Any)] {
        Language.allCases.flatMap { language in
            Mirror(reflecting: language.catalog).children.map { ($0.label ?? "", $0.value) }
        }
    }

    @Test("no words are empty in any language")
    func present() {
        var checked = 0
        for area in Self.areas {
            for entry in Mirror(reflecting: area.value).children {
                guard let words = entry.value as? String else { continue }
                checked += 1
                #expect(!words.isEmpty, "\(area.name).\(entry.label ?? "")")
            }
        }
        #expect(checked > 100)
    }

    @Test("every entry is said by some page")
    func used() throws {
        let sources = try Self.sources()
        let unused = Self.areas.flatMap { area in
            Mirror(reflecting: area.value).children.compactMap(\.label)
                .filter { !sources.contains(".\($0)") }.map { "\(area.name).\($0)" }
        }
        #expect(unused == [])
    }

    /// The sources of the module without the catalogs themselves.
    private static func sources() throws -> String {
        let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let folder = tests.appendingPathComponent("../../Sources/Pages").standardizedFileURL
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var text = ""
        for case let file as URL in files where file.pathExtension == "swift" && !file.path.contains("/Texts/English") {
            text += try String(contentsOf: file, encoding: .utf8)
        }
        return text
    }
}
