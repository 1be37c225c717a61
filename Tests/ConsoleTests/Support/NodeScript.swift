import Foundation
import Testing
import Values

/// Runs modules of the console's pages outside of a browser.
enum NodeScript {
    static let skipped: Comment =
        "skipped: the pages' modules are run by node; set CARTWHEEL_TEST_NODE to one, as ./cartwheel test does"
    static var isAtHand: Bool { node != nil }

    /// What `./cartwheel test` found or installed; else the first on the path.
    private static let node: String? = {
        let environment = ProcessInfo.processInfo.environment
        if let told = environment["CARTWHEEL_TEST_NODE"], !told.isEmpty { return told }
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.map { $0 + "/node" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Runs a script that finds `input`, loads a module by `asset(name)` and logs one line of JSON.
    ///
    /// The module may import no other.
    static func run(_ script: String, input: JSON = .null) throws -> JSON {
        let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let assets = tests.appendingPathComponent("../../../Sources/Pages/Assets").standardizedFileURL.path
        let script = """
            import { readFileSync } from "node:fs";
            const asset = (name) => {
              const source = readFileSync(`\(assets)/${name}`).toString("base64");
              return import(`data:text/javascript;base64,${source}`);
            };
            const input = JSON.parse(readFileSync(0, "utf8"));
            \(script)
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(node))
        process.arguments = ["--input-type=module", "--eval", script]
        let (feed, output) = (Pipe(), Pipe())
        process.standardInput = feed
        process.standardOutput = output
        try process.run()
        try feed.fileHandleForWriting.write(contentsOf: Data(input.text.utf8))
        try feed.fileHandleForWriting.close()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try JSON.parse([UInt8](answer))
    }
}
