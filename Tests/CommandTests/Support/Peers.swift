import Foundation
import Testing

/// What the tests find around them, started by `./cartwheel test`.
enum Peers {
    /// A Python with aiosmtpd, segment-analytics-python and standardwebhooks.
    static let python = ProcessInfo.processInfo.environment["CARTWHEEL_TEST_PYTHON"]
    /// A Chromium, which the Python drives by its package playwright.
    static let chromium = ProcessInfo.processInfo.environment["CARTWHEEL_TEST_CHROMIUM"].flatMap {
        $0.isEmpty ? nil : $0
    }
    static let postgres = ProcessInfo.processInfo.environment["CARTWHEEL_TEST_POSTGRES"]

    /// A script's process; what it prints goes to `out` in its folder.
    static func start(_ script: String, _ arguments: [String] = [], in folder: TemporaryFolder) throws -> Child {
        try start(file: try folder.write(script, to: "script.py"), arguments, in: folder)
    }

    /// The same of a script that is a file.
    static func start(file: String, _ arguments: [String], in folder: TemporaryFolder) throws -> Child {
        guard let python else { throw TestFault("CARTWHEEL_TEST_PYTHON is not set") }
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

    static var needsChromium: Self {
        .enabled(
            if: Peers.python != nil && Peers.chromium != nil,
            "skipped: no page was looked at; install Chromium and set CARTWHEEL_TEST_CHROMIUM to it, and CARTWHEEL_TEST_PYTHON to a Python with playwright, as ./cartwheel test does"
        )
    }

    static var needsPostgres: Self {
        .enabled(
            if: Peers.postgres != nil,
            "skipped: set CARTWHEEL_TEST_POSTGRES to a PostgreSQL's address, as ./cartwheel test does")
    }
}
