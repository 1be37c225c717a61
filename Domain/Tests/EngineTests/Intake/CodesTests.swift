import Foundation
import Testing

@testable import Engine

/// What docs/track-api.md says of the codes that programs branch on.
@Suite("Codes of the track API")
struct CodesTests {
    static let document: String? = {
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let file = folder.appending(path: "docs/track-api.md")
            if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
        }
        return nil
    }()

    /// The first column of the table under this heading.
    private static func listed(under heading: String) -> [String] {
        guard let document, let start = document.range(of: "| \(heading) |") else { return [] }
        return document[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
            .prefix { $0.hasPrefix("| `") }.map { String($0.dropFirst(3).prefix { $0 != "`" }) }
    }

    @Test("every code is words in lower case joined by underscores")
    func snakeCase() {
        let codes = RequestRule.allCases.map(\.rawValue) + RejectionRule.allCases.map(\.rawValue)
        for code in codes {
            #expect(code.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }, "\(code)")
        }
    }

    @Test("no two reasons for not storing a request have one code")
    func refusals() {
        let codes = IntakeGroup.Refusal.allCases.map(\.rule)
        #expect(Set(codes).count == codes.count)
    }

    @Test(
        "the reference lists exactly the codes there are",
        .enabled(if: CodesTests.document != nil, "docs/ is not beside these tests"))
    func reference() {
        #expect(CodesTests.listed(under: "code of a request") == RequestRule.allCases.map(\.rawValue))
        #expect(Set(CodesTests.listed(under: "code of an event")) == Set(RejectionRule.allCases.map(\.rawValue)))
    }
}
