import Foundation

/// The order lines of a real shop, where they are at hand: UCI Online Retail (CC BY 4.0).
enum RetailCases {
    static let months = ["2010-12", "2011-01", "2011-02", "2011-03"]

    static let isPresent = folder != nil

    static func path(_ month: String) -> String {
        folder!.appendingPathComponent("\(month).csv.gz").path
    }

    private static let folder: URL? = {
        var candidates: [URL] = []
        if let named = ProcessInfo.processInfo.environment["CARTWHEEL_CASES"] {
            candidates.append(URL(fileURLWithPath: named))
        }
        var parent = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while parent.path != "/" {
            candidates.append(parent.appendingPathComponent("shared/cases"))
            parent.deleteLastPathComponent()
        }
        return candidates.map { $0.appendingPathComponent("retail") }.first {
            FileManager.default.fileExists(atPath: $0.appendingPathComponent("2010-12.csv.gz").path)
        }
    }()
}
