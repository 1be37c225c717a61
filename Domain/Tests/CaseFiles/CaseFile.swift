import Foundation

/// Real inputs that are no part of the project; whoever has none sees the tests of them skipped, with the reason.
///
/// They lie under the folder that the variable `CARTWHEEL_CASES` names, or in `shared/cases` beside the project.
public enum CaseFile {
    /// The Golden Liquid suite.
    public static let liquid = Place("liquid/golden_liquid.json", "the Golden Liquid cases")
    /// Requests that stock clients sent.
    public static let requests = Place("clients/captured.jsonl", "the captured requests")

    /// A month of a real shop's order lines (UCI Online Retail, CC BY 4.0), such as `2010-12`.
    public static func retail(_ month: String) -> Place { Place("retail/\(month).csv.gz", "the shop's invoices") }

    public struct Place: Sendable {
        /// Nil where it is not at hand.
        public let path: String?
        /// Why a test of it does not run, and what lets it.
        public let skipped: String

        init(_ name: String, _ words: String) {
            path = CaseFile.folders.map { $0 + "/" + name }.first { FileManager.default.fileExists(atPath: $0) }
            skipped = "skipped: \(words) are not at hand; set CARTWHEEL_CASES to a folder that has \(name)"
        }
    }

    private static let folders: [String] = {
        if let named = ProcessInfo.processInfo.environment["CARTWHEEL_CASES"] { return [named] }
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        var found: [String] = []
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            found.append(folder.appendingPathComponent("shared/cases").path)
        }
        return found
    }()
}
