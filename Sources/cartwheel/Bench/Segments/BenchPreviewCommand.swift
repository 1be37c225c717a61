import ArgumentParser
import Foundation

/// Counts over a column store for `cartwheel bench`, in a process of its own, so that its memory is its own.
struct BenchPreviewCommand: ParsableCommand {
    static let name = "bench-preview"

    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Counts conditions over a column store and reports how long that takes.",
        shouldDisplay: false)

    @Argument(help: "The folder of a column store.") var folder: String

    func run() throws {
        print(String(decoding: try JSONEncoder().encode(try PreviewCounts.measure(folder: folder)), as: UTF8.self))
    }
}
