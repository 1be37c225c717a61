import Foundation
import Testing

/// What the tests find around them, started by `./cartwheel test`.
enum Peers {
    /// A Python with aiosmtpd, segment-analytics-python and standardwebhooks.
    static let python = ProcessInfo.processInfo.environment["CARTWHEEL_TEST_PYTHON"]
    static let postgres = ProcessInfo.processInfo.environment["CARTWHEEL_TEST_POSTGRES"]

    /// A script's process; what it prints goes to `out` in its folder.
    static func start(_ script: String, _ arguments: [String] = [], in folder: TemporaryFolder) throws -> Child {
        guard let python else { throw TestFault("CARTWHEEL_TEST_PYTHON is not set") }
        let file = try folder.write(script, to: "script.py")
        return try Child(
            python, [file] + arguments, environment: ProcessInfo.processInfo.environment, output: folder.file("out"),
            errors: folder.file("err"))
    }
}

extension Trait where Self == ConditionTrait {
    static var needsPython: Self {
        .enabled(
            if: Peers.python != nil,
            "skipped: set CARTWHEEL_TEST_PYTHON to a Python with aiosmtpd, segment-analytics-python and standardwebhooks, as ./cartwheel test does"
        )
    }

    static var needsPostgres: Self {
        .enabled(
            if: Peers.postgres != nil,
            "skipped: set CARTWHEEL_TEST_POSTGRES to a PostgreSQL's address, as ./cartwheel test does")
    }
}
