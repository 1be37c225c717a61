import Channels
import Engine
import Foundation
import Logging
import NIOPosix
import Runtime
import Storage
import Values

/// What the doctor looks at, outside in.
enum DoctorChecks {
    /// Less free disk than this is a reason to act: a day of a busy shop.
    private static let freeBytes = 2 * 1024 * 1024 * 1024

    static func machine(_ configuration: Configuration) -> [Finding] {
        var findings: [Finding] = []
        let folder = configuration.dataFolder
        let files = FileManager.default
        if !files.fileExists(atPath: folder) {
            findings.append(.warning("Data folder", "\(folder) does not exist yet; the first start makes it"))
        } else if !files.isWritableFile(atPath: folder) {
            findings.append(.bad("Data folder", "\(folder) cannot be written; give it to the user that runs cartwheel"))
        } else {
            findings.append(.good("Data folder", folder))
        }
        if let free = (try? files.attributesOfFileSystem(forPath: folder))?[.systemFreeSize] as? Int {
            let text = "\(free / 1024 / 1024 / 1024) GB free"
            findings.append(
                free < freeBytes
                    ? .bad("Disk", "\(text); make room, a full disk stops everything from being stored")
                    : .good("Disk", text))
        }
        if let attributes = try? files.attributesOfItem(atPath: configuration.keyFile),
            let mode = attributes[.posixPermissions] as? Int
        {
            findings.append(
                mode & 0o077 == 0
                    ? .good("Key file", configuration.keyFile + "; keep a copy of it apart from your backups")
                    : .bad(
                        "Key file", "others can read \(configuration.keyFile); run: chmod 600 \(configuration.keyFile)")
            )
        }
        let isLocal = ["127.0.0.1", "::1", "localhost"].contains(configuration.host)
        if configuration.publicURL.hasPrefix("https://"), !isLocal, configuration.trustedProxies == .loopback {
            findings.append(
                .warning(
                    "Proxy",
                    "one on another machine is not believed where requests come from, so all sign-ins count as its; name it in CARTWHEEL_TRUSTED_PROXIES"
                ))
        }
        return findings
    }

    static func mail(_ configuration: Configuration) async -> [Finding] {
        guard !configuration.smtp.isEmpty else {
            return [
                .warning(
                    "Mail",
                    "messages go to the built-in outbox; set CARTWHEEL_SMTP and switch sending on when you want them to leave"
                )
            ]
        }
        var findings: [Finding] = []
        for smtp in configuration.smtp { findings.append(await signIn(to: smtp)) }
        if configuration.publicURL.contains("localhost") || configuration.publicURL.contains("127.0.0.1") {
            findings.append(
                .bad(
                    "Public address",
                    "links in messages would begin with \(configuration.publicURL), which shoppers cannot reach; set CARTWHEEL_URL"
                ))
        } else if !configuration.publicURL.hasPrefix("https://") {
            findings.append(
                .warning(
                    "Public address",
                    "\(configuration.publicURL) is not https: mail programs offer one-click unsubscribe only over https"
                ))
        }
        return findings
    }

    /// Goes as far as a message would: connection, TLS and signing in.
    private static func signIn(to smtp: SMTPConfiguration) async -> Finding {
        let place = "\(smtp.host):\(smtp.port)"
        let transport: SMTPTransport
        do {
            transport = try SMTPTransport(
                configuration: smtp, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                logger: Logger(label: "doctor") { _ in SwiftLogNoOpLogHandler() })
        } catch { return .bad("Mail", "\(error)") }
        let finding: Finding
        do throws(EmailFailure) {
            try await transport.check()
            finding = .good("Mail", "\(place) takes messages from us")
        } catch {
            let advice =
                switch error.kind {
                case .connection, .timedOut: "check the address and the firewall"
                case .security: "check its certificate and how CARTWHEEL_SMTP asks for TLS"
                case .authentication: "check the user and password in CARTWHEEL_SMTP"
                case .server, .cancelled: "ask its operator"
                }
            finding = .bad("Mail", "\(place) takes no messages from us: \(error.reason); \(advice)")
        }
        await transport.close()
        return finding
    }

    static func workspace(_ admin: Admin, _ configuration: Configuration) async throws -> [Finding] {
        let status = try await admin.perform(.status)
        var findings = [
            Finding.good("Database", configuration.databaseURL == nil ? configuration.databaseFile : "PostgreSQL")
        ]
        if let running = status["version"]?.string, running != CartwheelVersion.current {
            findings.append(
                .warning("Server", "it runs \(running), this program is \(CartwheelVersion.current); restart it"))
        }
        if let due = status["work_due"]?.number?.integer {
            findings.append(
                due > 10_000
                    ? .warning("Work queue", "\(due) items are due; is a server running, and has it enough processor?")
                    : .good("Work queue", "\(due) items are due"))
        }
        let examined = try await examined(admin)
        findings += database(examined) + messages(examined)
        let settings = WorkspaceSettings(document: try await admin.perform(.settings).text)
        let flows = (try await admin.perform(.listFlows)).array ?? []
        let live = flows.filter { $0["state"]?.string == "live" }
        findings += sending(status, hasServer: !configuration.smtp.isEmpty)
        findings += senders(
            settings, hasLiveFlows: !live.isEmpty, sends: !configuration.smtp.isEmpty && settings.sending)
        findings.append(
            live.isEmpty
                ? .warning("Flows", "none is live; see cartwheel flows list, then cartwheel flows install NAME --live")
                : .good("Flows", "\(live.count) live"))
        findings += stopped(settings, flows)
        let pools = (try await admin.perform(.listCoupons)).array ?? []
        for pool in pools where pool["left"]?.number?.integer == 0 && pool["codes"]?.string != "generated" {
            findings.append(
                .warning(
                    "Coupons",
                    "“\(pool["pool"]?.string ?? "")” is used up; add codes with cartwheel coupons add, or messages go without"
                ))
        }
        if ((try await admin.perform(.listKeys)).array ?? []).allSatisfy({ $0["revoked_at"] != .null }) {
            findings.append(
                .bad("Write keys", "there is none in use, so no event can come in; run cartwheel keys create NAME"))
        }
        return findings
    }

    /// Whether messages leave, and how many do not. Of a server of an earlier release nothing is known.
    private static func sending(_ status: JSON, hasServer: Bool) -> [Finding] {
        guard let isOn = status["sending"]?.bool else { return [] }
        func count(_ name: String) -> String {
            let count = status[name]?.number?.integer ?? 0
            return count >= SendingCounts.most ? "\(count) or more" : "\(count)"
        }
        let counts = "\(count("messages_waiting")) messages wait, \(count("messages_in_outbox")) went to the outbox"
        switch (isOn, hasServer) {
        case (true, true): return [.good("Sending", "it is on; \(counts)")]
        case (true, false): return [.warning("Sending", "it is on, but no mail server is named here; \(counts)")]
        case (false, true):
            return [
                .warning(
                    "Sending",
                    "it is off: messages go to the built-in outbox and will not leave later; \(counts); when you are ready, run cartwheel settings sending=true"
                )
            ]
        case (false, false): return [.warning("Sending", "it is off, and no mail server is named; \(counts)")]
        }
    }

    /// A server of an earlier release, still running, knows nothing of it.
    private static func examined(_ admin: Admin) async throws -> JSON {
        do { return try await admin.perform(.examine) } catch is AdminError { return .null }
    }

    private static func senders(_ settings: WorkspaceSettings, hasLiveFlows: Bool, sends: Bool) -> [Finding] {
        var findings: [Finding] = []
        if settings.senderAddress.hasSuffix("@example.com") {
            let text = "\(settings.senderAddress) is not yours; run cartwheel settings sender=hello@your.shop"
            findings.append(sends ? .bad("Sender", text) : .warning("Sender", text))
        }
        if settings.postalAddress.isEmpty, hasLiveFlows {
            findings.append(
                .warning(
                    "Postal address",
                    "most countries ask for one in marketing e-mail; run cartwheel settings postal_address=\"…\""))
        }
        if settings.zone == .utc {
            findings.append(
                .warning("Time zone", "the workspace's is UTC; run cartwheel settings zone=Europe/Berlin, or yours"))
        }
        return findings
    }
}
