import Foundation
import Values

/// `cartwheel serve` as a process of its own, on a free port of this machine.
///
/// It is killed when nobody holds it any more.
final class RunningServer {
    let folder: TemporaryFolder
    let port: Int
    var url: String { "http://127.0.0.1:\(port)" }
    private let options: [String]
    private let environment: [String: String]
    private(set) var process: Child
    private(set) var serverKey = ""
    private(set) var browserKey = ""

    /// Starts it and waits until it answers.
    ///
    /// - Parameters:
    ///   - folder: its data; a new one of its own where nil.
    ///   - options: of `serve`, besides data and port.
    init(
        folder: TemporaryFolder? = nil, options: [String] = [], environment: [String: String] = [:]
    ) async throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        self.options = options
        self.environment = Program.environment.merging(environment) { $1 }
        port = try FreePort.find()
        process = try RunningServer.spawn(folder, port, options, self.environment)
        try await waitUntilItAnswers()
        for line in folder.text("out").split(separator: "\n") {
            guard let key = line.split(separator: " ").last.map(String.init) else { continue }
            if key.hasPrefix("sk_") { serverKey = key }
            if key.hasPrefix("pk_") { browserKey = key }
        }
    }

    private static func spawn(
        _ folder: TemporaryFolder, _ port: Int, _ options: [String], _ environment: [String: String]
    ) throws -> Child {
        try Child(
            Program.path, ["serve", "--data", folder.path, "--port", String(port)] + options, environment: environment,
            output: folder.file("out"), errors: folder.file("log"))
    }

    private func waitUntilItAnswers() async throws {
        let client = TrackClient(url: url, key: nil)
        let isUp = await eventually(within: .seconds(30)) {
            if process.ended != nil { return true }
            return (try? await client.get("/health").status) == 200
        }
        guard isUp, process.ended == nil else {
            throw TestFault("the server does not answer; its log: \(log.suffix(2000))")
        }
    }

    var log: String { folder.text("log") }

    func client(key: String? = nil) -> TrackClient { TrackClient(url: url, key: key ?? serverKey) }

    /// Ends the process as a power cut would.
    func kill() async throws {
        process.send(SIGKILL)
        try await process.end(within: .seconds(10))
    }

    /// Starts it again on the same data and port.
    func restart() async throws {
        process = try RunningServer.spawn(folder, port, options, environment)
        try await waitUntilItAnswers()
    }

    /// Asks it to stop, and waits.
    func stop(within limit: Duration = .seconds(10)) async throws -> Child.Ending {
        process.send(SIGTERM)
        return try await process.end(within: limit)
    }

    /// Runs a command on this server's data, which goes through the server while it runs.
    @discardableResult
    func command(_ arguments: String..., input: String = "") async throws -> JSON {
        let result = try await Program.run(
            arguments + ["--data", folder.path, "--json"] + database, input: Array(input.utf8),
            environment: environment.filter { $0.key.hasPrefix("CARTWHEEL_") })
        guard result.isGood else { throw TestFault("\(arguments): \(result.ending) \(result.output) \(result.errors)") }
        return result.output.isEmpty ? .null : try result.json()
    }

    /// Has this very server perform an action; a command on PostgreSQL opens the database itself.
    func perform(_ action: String, _ parameters: JSON) async throws -> JSON {
        let address = try JSON.parse(folder.text("cartwheel.server"))
        let answer = try await client().post(
            "/admin/" + action, json: parameters, token: address["token"]?.string ?? "")
        guard answer.status == 200, let result = answer.json["result"] else {
            throw TestFault("\(action): \(answer.status) \(answer.text)")
        }
        return result
    }

    private var database: [String] {
        guard let index = options.firstIndex(of: "--database") else { return [] }
        return Array(options[index...index + 1])
    }

    /// Installs a flow and makes it live.
    func install(_ text: String, named name: String) async throws {
        let file = try folder.write(text, to: name + ".yaml")
        try await command("flows", "install", file, "--live")
    }

    /// Marketing at any hour, as often as flows ask for.
    func letMarketingGoAtAnyHour(perDay: Int = 100) async throws {
        try await command(
            "settings", "zone=UTC", "marketing_opens_at=0", "marketing_closes_at=1440", "marketing_per_day=\(perDay)",
            "caps=[]", "exclusions=[]", "usual_hours_by_country=false",
            "shop_name=Test shop", "shop_url=https://shop.example/", "sender=shop@shop.example",
            "postal_address=1 High Street")
    }

    /// From here on messages leave through the mail server that the options name.
    func startSending() async throws { try await command("settings", "sending=true") }
}
