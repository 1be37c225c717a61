import Foundation

/// One file of the project, as the rules of tidiness read it.
struct SourceFile {
    /// From the project's folder, such as `Sources/Storage/Log/Log.swift`.
    let path: String
    let text: String
    var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    /// The target that it belongs to, and whether that is a test's.
    var module: String {
        path.drop(prefix: "Domain/").split(separator: "/").dropFirst().first.map(String.init) ?? ""
    }
    var isTest: Bool { path.drop(prefix: "Domain/").hasPrefix("Tests/") }

    /// Every Swift file of both packages.
    static func all() throws -> [SourceFile] {
        try ["Sources", "Tests", "Domain/Sources", "Domain/Tests", "Domain/Plugins"].flatMap { folder in
            let names = FileManager.default.enumerator(atPath: root + folder)?.compactMap { $0 as? String } ?? []
            return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
                let path = folder + "/" + name
                return SourceFile(path: path, text: try String(contentsOfFile: root + path, encoding: .utf8))
            }
        }
    }

    /// A file of the project that is no Swift, by its path from the project's folder.
    static func text(of path: String) throws -> String { try String(contentsOfFile: root + path, encoding: .utf8) }

    /// The project's folder, with a slash: four above this file.
    private static let root: String = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.path + "/"
    }()

    /// A fault in each line that has the pattern (of ICU).
    func faults(_ pattern: String, _ advice: String, where counts: (String) -> Bool = { _ in true }) -> [String] {
        // Most files have it nowhere.
        guard text.range(of: pattern, options: .regularExpression) != nil else { return [] }
        return lines.enumerated().compactMap { number, line in
            guard line.range(of: pattern, options: .regularExpression) != nil, counts(line) else { return nil }
            return "\(path):\(number + 1): \(advice)"
        }
    }
}

extension String {
    func drop(prefix: String) -> String { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self }
}
