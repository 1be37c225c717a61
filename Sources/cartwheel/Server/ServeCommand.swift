import ArgumentParser
import Console
import Foundation
import Logging
import Runtime

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the server: track API, flows, delivery and console.",
        discussion: """
            Without options it listens on 127.0.0.1:8080, keeps its data in ./data, and puts messages into the built-in \
            outbox. Stop it with Ctrl-C or SIGTERM: what was acknowledged is stored, what was begun is finished.

            The first start prints two write keys and installs the ready flows as drafts; make one live with
              cartwheel flows install abandoned-cart --live
            """)

    @OptionGroup var system: SystemOptions

    func run() async throws {
        let cartwheel = try CartwheelSystem(try system.configuration(), logger: system.logger)
        let first = try await cartwheel.prepareFirstStart(flowsLive: false)
        try await ConsoleServer(system: cartwheel).run { port in
            do { try cartwheel.announce(port: port) } catch { cartwheel.logger.error("\(error)") }
            Terminal.say("Cartwheel listens on http://\(cartwheel.configuration.host):\(port)")
            if let first {
                Terminal.say(
                    """
                    Your write keys, shown this once (make others with: cartwheel keys create NAME):
                      server key, for your shop's server:  \(first.serverKey)
                      browser key, for your shop's pages:  \(first.browserKey)
                    """)
            }
        }
    }
}
