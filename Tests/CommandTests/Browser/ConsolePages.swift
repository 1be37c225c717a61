import Console
import Foundation
import Hummingbird
import Logging
import Runtime

/// The addresses of the console, as the router has them: a page that is added is among them by itself.
enum ConsolePages {
    /// What is asked for by a page's modules, or is a file: a browser has nothing to look at.
    private static let parts: Set<String> = [
        "/console/live", "/console/search", "/console/segments/values", "/console/flows/{id}/file.yaml",
        "/console/segments/{id}/members.csv", "/console/messages/{id}/body",
    ]

    /// Such as `/console/flows/{id}`.
    static func patterns() throws -> [String] {
        let folder = try TemporaryFolder()
        let system = try CartwheelSystem(
            Configuration(dataFolder: folder.path), logger: Logger(label: "test"), environment: [:])
        let routes = ConsoleServer(system: system).router().routes.filter { $0.method == .get }
        return routes.map(\.path.description).filter {
            $0.hasPrefix("/console") && !parts.contains($0) && !$0.hasSuffix("/export.csv")
        }.sorted()
    }
}
