import Foundation
import PackagePlugin

/// Makes the text files of a target's `Files` folder strings of that target, by the names of the files.
///
/// SwiftPM's own `embedInCode` writes an array of byte literals, which takes the compiler a minute for half a megabyte.
@main
struct EmbedText: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let folder = target.directoryURL.appending(path: "Files")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { !$0.lastPathComponent.hasPrefix(".") }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedText.swift")
        return [
            .buildCommand(
                displayName: "Embedding the texts of \(target.name)",
                executable: try context.tool(named: "TextEmbedder").url,
                arguments: [output.path()] + files.map { $0.path() }, inputFiles: files, outputFiles: [output])
        ]
    }
}
