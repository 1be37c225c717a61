import CaseFiles
import Testing

/// The order lines of a real shop, where they are at hand.
enum RetailCases {
    static let months = ["2010-12", "2011-01", "2011-02", "2011-03"]

    private static let missing = months.map(CaseFile.retail).first { $0.path == nil }
    static let isPresent = missing == nil
    static let skipped = Comment(rawValue: missing?.skipped ?? "")

    static func path(_ month: String) -> String { CaseFile.retail(month).path! }
}
