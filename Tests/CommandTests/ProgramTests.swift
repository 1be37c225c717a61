import Foundation
import Testing
import Values

/// The built program as its users have it: as processes, over HTTP, beside real peers.
///
/// One test at a time: each starts servers of its own and some measure how quickly they answer.
@Suite("The program", .serialized)
struct ProgramTests {}

extension ProgramTests {
    @Suite("Crashes")
    struct CrashTests {}

    @Suite("Starting and stopping")
    struct LifetimeTests {}

    @Suite("Peers")
    struct PeerTests {}

    @Suite("In a browser")
    struct BrowserTests {}

    @Suite("The command line")
    struct CommandLineTests {}

    @Suite("Bad input and bad luck")
    struct BadInputTests {}
}
