import Foundation

/// Writes a Swift file that holds text files as strings: `TextEmbedder OUTPUT FILE...`.
///
/// `PackageResources.low_stock_yaml` is what `low-stock.yaml` holds.
@main
enum TextEmbedder {
    static func main() throws {
        let paths = CommandLine.arguments.dropFirst()
        guard let output = paths.first else { throw UsageError() }
        var code = "// Made from the files of this target; changes belong there.\nenum PackageResources {\n"
        for path in paths.dropFirst() {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let name = URL(filePath: path).lastPathComponent
            code += "static let \(identifier(name)) = \(literal(text))\n"
        }
        try (code + "}\n").write(toFile: output, atomically: true, encoding: .utf8)
    }

    private static func identifier(_ name: String) -> String {
        String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    /// A raw literal of many lines, fenced by more number signs than the text has in a row.
    private static func literal(_ text: String) -> String {
        var longest = 0
        var run = 0
        for character in text {
            run = character == "#" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "#", count: longest + 1)
        return "\(fence)\"\"\"\n\(text)\n\"\"\"\(fence)"
    }

    private struct UsageError: Error, CustomStringConvertible {
        let description = "TextEmbedder OUTPUT FILE... : say where to write and which files to embed"
    }
}
