/// The repository's calls that take no `WorkspaceScope`, and why each may (decision 0043).
enum UnscopedCalls {
    /// One account signs in to the whole installation.
    private static let accounts = [
        "AccountStore.hasAccounts", "AccountStore.createFirst", "AccountStore.create", "AccountStore.account",
        "AccountStore.accounts", "AccountStore.recordSignIn", "AccountStore.setPassword", "AccountStore.remove",
        "SessionStore.create", "SessionStore.session", "SessionStore.extend", "SessionStore.delete",
        "SessionStore.deleteAll", "SessionStore.counts", "SessionStore.purge", "SignInTryStore.tries",
        "SignInTryStore.hold", "SignInTryStore.count", "SignInTryStore.forget", "SignInTryStore.takeBack",
        "SignInTryStore.purge", "SignInTryStore.shrink",
    ]

    /// It tells which workspace a caller has: a write key's hash is looked up to learn it.
    private static let source = ["APIKeyStore.source"]

    /// A worker serves every workspace of the ranges that it has leased.
    private static let workers = [
        "EffectStore.claim", "EffectStore.nextDue", "LeaseStore.owners", "LeaseStore.acquire", "LeaseStore.renew",
        "LeaseStore.release", "LeaseStore.leave", "LeaseStore.held", "MessageStore.recoverSending",
        "MessageStore.claimReady", "MessageStore.askAgain", "MessageStore.nextReady", "MessageStore.record",
        "WorkStore.due", "WorkStore.nextDue", "WorkStore.depth", "OverviewStore.oldestDue", "DatabaseClock.now",
        "CustomerStore.profiles", "InterestStore.newest", "MessageEventStore.record", "MessageStore.keep",
    ]

    /// Housekeeping, backup and the doctor are about the whole database.
    private static let database = [
        "Backup.isHalfRestored", "BenchPeople.bytesOfPast", "DatabaseVersion.postgres", "MessageStore.forgetBodies",
        "MembershipStore.emptyArchived",
    ]

    /// The key says the workspace: a customer's, an identity's, a message's, and a claim's are hashes over it, and an event's
    /// number was read with one of them.
    private static let keys = [
        "CustomerStore.timelines", "CustomerStore.facts", "CustomerStore.pasts", "CustomerStore.events",
        "CustomerStore.identities", "CustomerStore.claims", "FlowEntryList.ends", "LogList.page", "LogStore.entries",
        "TimelineList.page", "MessageList.subjects", "MessageEventStore.events",
        "MessageStore.body", "MessageStore.links", "MessageStore.messages",
    ]

    /// Their rows know no workspace: right while there is one, to be changed before there is a second.
    private static let one = [
        "CustomerStore.isEventKnown", "VocabularyStore.eventNames", "VocabularyStore.rates", "FlowEntryList.page",
    ]

    static let all = Set(accounts + source + workers + database + keys + one)

    /// The calls of a file of `Sources/Storage` that take a connection and no scope, and the line of each.
    static func calls(in file: SourceFile) -> [(name: String, line: Int)] {
        let store = file.path.split(separator: "/").last?.split { "+.".contains($0) }.first.map(String.init) ?? ""
        var calls: [(name: String, line: Int)] = []
        var open: (name: String, line: Int, text: String)?
        for (number, line) in file.lines.enumerated() {
            if let range = line.range(of: #"public (static )?func \w+"#, options: .regularExpression) {
                let name = line[range].split(separator: " ").last.map(String.init) ?? ""
                open = (store + "." + name, number + 1, "")
            }
            guard var call = open else { continue }
            call.text += line + "\n"
            open = call
            // A signature ends where its body begins.
            guard line.hasSuffix("{") || line.hasSuffix("}") else { continue }
            open = nil
            if call.text.contains("on connection: any Connection"), !call.text.contains("WorkspaceScope") {
                calls.append((call.name, call.line))
            }
        }
        return calls
    }
}
