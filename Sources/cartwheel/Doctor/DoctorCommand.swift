import ArgumentParser
import Channels
import Foundation
import Runtime
import Storage
import Values

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks for what could be set up wrongly, and says what to do.",
        discussion: "Takes the same options and environment as serve. Exits with 1 where something must be mended.")

    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try system.configuration()
        var findings = DoctorChecks.machine(configuration)
        findings += DoctorChecks.environment(ProcessInfo.processInfo.environment)
        findings += await DoctorChecks.mail(configuration)
        findings += await DoctorChecks.publicAddress(configuration)
        guard configuration.databaseURL != nil || FileManager.default.fileExists(atPath: configuration.databaseFile)
        else {
            // To look is not to make one.
            findings.append(
                .warning("Database", "there is none in \(configuration.dataFolder) yet; make one with: cartwheel serve")
            )
            return try report(findings)
        }
        do {
            let admin = try Admin.open(system)
            findings += try await DoctorChecks.workspace(admin, configuration)
            await admin.close()
        } catch {
            findings.append(.bad("The database", "\(error)"))
        }
        try report(findings)
    }

    private func report(_ findings: [Finding]) throws {
        output.print(.array(findings.map(\.json))) { _ in findings.map(\.line).joined(separator: "\n") }
        if findings.contains(where: { $0.grade == .bad }) { throw ExitCode.failure }
    }
}

/// One thing that was looked at.
struct Finding {
    enum Grade: String { case good, note, warning, bad }

    let grade: Grade
    let subject: String
    /// What was found and, unless it is good, what to do.
    let text: String

    static func good(_ subject: String, _ text: String) -> Finding {
        Finding(grade: .good, subject: subject, text: text)
    }
    static func note(_ subject: String, _ text: String) -> Finding {
        Finding(grade: .note, subject: subject, text: text)
    }
    static func warning(_ subject: String, _ text: String) -> Finding {
        Finding(grade: .warning, subject: subject, text: text)
    }
    static func bad(_ subject: String, _ text: String) -> Finding { Finding(grade: .bad, subject: subject, text: text) }

    var json: JSON {
        ["grade": .string(grade.rawValue), "subject": .string(subject), "finding": .string(text)]
    }

    var line: String {
        switch grade {
        case .good: "  ok    \(subject): \(text)"
        case .note: "  note  \(subject): \(text)"
        case .warning: "  look  \(subject): \(text)"
        case .bad: "  MEND  \(subject): \(text)"
        }
    }
}
