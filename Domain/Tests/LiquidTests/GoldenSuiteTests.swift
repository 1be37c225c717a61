import CaseFiles
import Testing
import Values

@testable import Liquid

@Suite("Golden Liquid")
struct GoldenSuiteTests {
    /// Cases known to fail, each with its reason; one that passes must leave this list.
    static let knownToFail: [String: String] = [
        "tags, case, unexpected when token": "the suite also has the strict reading of this template, which we follow"
    ]

    @Test(
        "every case renders as the reference does",
        .enabled(if: CaseFile.liquid.path != nil, Comment(rawValue: CaseFile.liquid.skipped)))
    func casesPass() throws {
        let suite = try #require(GoldenSuite.shared)
        #expect(suite.cases.count > 1000)
        for golden in suite.cases {
            let failure = Self.failure(of: golden)
            if let reason = Self.knownToFail[golden.name] {
                #expect(failure != nil, "'\(golden.name)' passes now; it was listed because \(reason)")
            } else {
                #expect(failure == nil, "\(golden.name): \(golden.template.debugDescription)")
            }
        }
    }

    /// What went wrong; nil where the case passes.
    static func failure(of golden: GoldenSuite.Case) -> String? {
        do {
            var options = RenderOptions()
            for partial in golden.partials.members {
                options.partials[partial.key] = try LiquidTemplate.parse(partial.value.string ?? "")
            }
            let text = try LiquidTemplate.parse(golden.template).render(golden.data, options: options)
            guard let results = golden.results else { return "rendered \(text.debugDescription), expected an error" }
            return results.contains(text) ? nil : "rendered \(text.debugDescription), expected \(results)"
        } catch {
            return golden.results == nil ? nil : "failed: \(error)"
        }
    }
}
