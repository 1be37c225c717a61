import Values

/// What a figure reads of each event.
enum PropertyReader: Sendable {
    case plain(KeyPathReader)
    case money(MoneyReader)

    func value(of event: TimelineEvent, _ money: MoneyContext) -> Value {
        switch self {
        case .plain(let reader): reader.value(in: event.body)
        case .money(let reader): reader.value(in: event.body, at: event.occurredAt, money)
        }
    }
}
