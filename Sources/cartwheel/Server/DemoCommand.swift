import ArgumentParser
import Console
import Foundation
import Logging
import Runtime

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Plays a lively make-believe shop into a server of its own, to watch in the browser.",
        discussion: """
            Everything stays on this machine: messages go to the built-in outbox, the data into a folder of their own. \
            The console signs you in by itself. Waits that take hours in a real shop take seconds here; stop it with \
            Ctrl-C.
            """)

    @Option(help: "Port to listen on; the next free one where it is taken.")
    var port = 8080

    @Option(help: "Folder for the demo's data, made anew at each start; one that holds anything else is left alone.")
    var data = NSTemporaryDirectory() + "cartwheel-demo"

    @Option(help: "Events a minute; ten times as many in the first.")
    var rate = 300.0

    @Option(help: "What to log: debug, info, warning, error.")
    var log = "warning"

    func validate() throws {
        guard rate > 0 else { throw ValidationError("--rate is \(rate); expected more than 0 events a minute") }
        guard Logger.Level(rawValue: log) != nil else {
            throw ValidationError(
                "--log is “\(log)”; expected \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() async throws {
        var logger = Logger(label: "cartwheel") { PlainLogHandler(label: $0) }
        logger.logLevel = Logger.Level(rawValue: log) ?? .warning
        if let address = ServerAddress.read(folder: data), await address.isAlive {
            throw ValidationError(
                "a demo runs already: open \(address.url)/console, or stop it with Ctrl-C where it runs")
        }
        try DemoFolder(path: data).makeAnew()
        let configuration = Configuration(
            dataFolder: data, port: FreePort.find(from: port), isDemo: true)
        let cartwheel = try CartwheelSystem(configuration, logger: logger)
        try await cartwheel.prepareDemo()
        var settings = DemoDriver.Settings()
        settings.eventsPerMinute = rate
        let driver = DemoDriver(system: cartwheel, settings: settings)
        let playing = Task {
            do { try await driver.run() } catch is CancellationError {} catch {
                logger.error("The demo stopped: \(error)")
            }
        }
        try await ConsoleServer(system: cartwheel).run { port in
            do { try cartwheel.announce(port: port) } catch { cartwheel.logger.error("\(error)") }
            Terminal.say(
                """

                The shop is open. Watch it at

                    http://127.0.0.1:\(port)/console

                Stop it with Ctrl-C.
                """)
        }
        playing.cancel()
    }
}
