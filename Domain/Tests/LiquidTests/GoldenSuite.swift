import Foundation
import Values

/// The Golden Liquid cases, where they lie beside the repository or under `CARTWHEEL_CASES`.
struct GoldenSuite: Sendable {
    struct Case: Sendable {
        let name: String
        let template: String
        let data: JSONObject
        let partials: JSONObject
        /// Any of these is right; nil where an error is.
        let results: [String]?
    }

    let cases: [Case]

    static let shared: GoldenSuite? = load()

    private static func load() -> GoldenSuite? {
        let file = "liquid/golden_liquid.json"
        var folders: [URL] = []
        if let folder = ProcessInfo.processInfo.environment["CARTWHEEL_CASES"] {
            folders.append(URL(fileURLWithPath: folder))
        }
        var ancestor = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while ancestor.path != "/" {
            folders.append(ancestor.appendingPathComponent("shared/cases"))
            ancestor.deleteLastPathComponent()
        }
        for folder in folders {
            guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(file)),
                let document = try? JSON.parse(Array(bytes))
            else { continue }
            return GoldenSuite(cases: (document["tests"]?.array ?? []).compactMap(read))
        }
        return nil
    }

    private static func read(_ entry: JSON) -> Case? {
        guard let name = entry["name"]?.string, let template = entry["template"]?.string else { return nil }
        var results = entry["results"]?.array?.compactMap(\.string) ?? entry["result"]?.string.map { [$0] }
        if entry["invalid"]?.bool == true { results = nil }
        return Case(
            name: name, template: template, data: entry["data"]?.object ?? [:],
            partials: entry["templates"]?.object ?? [:], results: results)
    }
}
