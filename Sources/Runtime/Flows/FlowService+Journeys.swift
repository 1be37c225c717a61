import Engine
import Storage
import Values

extension FlowService {
    /// Skips, retries or stops one journey as it stands, for somebody of the staff.
    ///
    /// Where it has gone on by the time that its owner takes the command up, nothing is changed.
    public func act(
        _ kind: JourneyAction.Kind, on journey: Int64, of profile: ProfileKey, by person: String
    ) async throws {
        let now = clock.now()
        try await database.write(lane: .jobs) { [self] connection in
            let definitions = try definitions.upToDate(on: connection)
            guard let row = try customers.profiles([profile], on: connection)[profile], row.movedTo == nil,
                let found = try Profile(key: profile, document: row.document).journeys.first(where: { $0.id == journey }
                ),
                let flow = definitions.flow(found.flow, version: found.version),
                let action = JourneyAction(kind, on: found, in: flow, by: person)
            else { throw AdminError("the journey has gone on meanwhile; look at it again") }
            var hash = StableHash()
            hash.combine("act")
            hash.combine(Command.act(action).payload)
            let work = WorkItem(
                dueAt: now, kind: .command, id: hash.finishSigned(), subject: profile,
                payload: Command.act(action).payload)
            try WorkStore().schedule([work], in: scope, on: connection)
        }
        nudge()
    }

    /// Drops a message that is held: its journey goes on without it.
    public func drop(message id: Int64, by person: String) async throws {
        let found = try await database.read { try MessageStore().messages([id], on: $0)[id] }
        guard let message = found, message.state == .held else {
            throw AdminError("the message is held no longer")
        }
        try await act(.skip, on: message.journey, of: message.profile, by: person)
    }
}
