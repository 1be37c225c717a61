import Engine
import Pages
import Runtime
import Values

extension MoneyAmount {
    init(_ money: Money) { self.init(minorUnits: money.minorUnits, currency: money.currency) }
}

extension Pages.Channel {
    init(_ channel: Engine.Channel) {
        switch channel {
        case .email: self = .email
        case .sms: self = .sms
        }
    }
}

extension Engine.Channel {
    /// Nil for channels that nothing is sent on yet.
    init?(_ channel: Pages.Channel) {
        switch channel {
        case .email: self = .email
        case .sms: self = .sms
        case .whatsApp, .push: return nil
        }
    }
}

extension MessageState {
    init(_ state: Message.State) {
        switch state {
        case .held: self = .held
        case .ready: self = .queued
        case .sending: self = .sending
        case .sent: self = .sent
        case .delivered: self = .delivered
        case .opened: self = .opened
        case .clicked: self = .clicked
        case .bounced: self = .bounced
        case .complained: self = .complained
        case .failed: self = .failed
        case .refused: self = .refused
        case .unknown: self = .unknown
        }
    }
}

extension Message.State {
    init(_ state: MessageState) {
        switch state {
        case .queued: self = .ready
        case .held: self = .held
        case .sending: self = .sending
        case .sent: self = .sent
        case .delivered: self = .delivered
        case .opened: self = .opened
        case .clicked: self = .clicked
        case .bounced: self = .bounced
        case .complained: self = .complained
        case .failed: self = .failed
        case .refused: self = .refused
        case .unknown: self = .unknown
        }
    }
}

extension ConsentState {
    init(_ status: Consent.Status?) {
        switch status {
        case .granted: self = .given
        case .withdrawn: self = .withdrawn
        case nil: self = .unknown
        }
    }
}

extension MessageReason {
    /// The engine's own words; nil where there are none.
    init?(engine words: String) {
        guard let first = words.first else { return nil }
        self = .words(first.lowercased() + words.dropFirst())
    }
}

extension Paging {
    init<Row>(_ listing: Listing<Row>) {
        self.init(newer: listing.newer, older: listing.older, total: listing.total)
    }
}

extension ListPosition {
    init(_ fields: FormFields) { self.init(newer: fields["newer"], older: fields["older"]) }
}
