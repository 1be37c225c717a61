import CaseFiles
import Foundation
import Values

/// The Golden Liquid cases, where they are at hand.
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
        guard let path = CaseFile.liquid.path, let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)),
            let document = try? JSON.parse(Array(bytes))
        else { return nil }
        return GoldenSuite(cases: (document["tests"]?.array ?? []).compactMap(read))
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
