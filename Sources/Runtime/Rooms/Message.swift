import Engine
import Storage
import Values

/// One message: what was sent, to whom, why, and what became of it.
public struct MessageDetail: Sendable {
    public var id: String
    public var message: Message
    /// Nil where it was refused before it was written.
    public var subject: String?
    public var customer: String
    public var customerName: String?
    public var flowName: String?
    public var flowSlug: String?
    public var stepName: String
    /// Nil before it was rendered, and once its bytes were let go.
    public var body: MessageBody?
    /// In the order in which they were sent.
    public var headers: [(name: String, value: String)]
    /// Oldest first.
    public var changes: [Change]
    public var links: [(address: String, clicks: Int)]

    public struct Change: Sendable {
        public var state: Message.State
        public var at: Instant
        public var reason: String
    }
}

extension Rooms {
    /// - Returns: nil where there is no such message.
    public func message(_ id: String) async throws -> MessageDetail? {
        guard let key = PublicID.message.key(id) else { return nil }
        return try await database.read { [self] connection in
            guard let message = try MessageStore().messages([key], on: connection)[key] else { return nil }
            let definitions = try definitions.upToDate(on: connection)
            let body = try MessageStore().body(of: key, on: connection)
            let events = try MessageStore().events(of: key, on: connection)
            let flow = definitions.flow(message.flow, version: message.flowVersion) ?? definitions.newest(message.flow)
            return MessageDetail(
                id: id, message: message,
                subject: body?.subject ?? templates.subject(of: message, definitions: definitions),
                customer: PublicID.customer.text(message.profile.rawValue),
                customerName: try name(of: message.profile, on: connection), flowName: flow?.name,
                flowSlug: flow?.slug, stepName: message.step, body: body, headers: body?.mime.map(headers) ?? [],
                changes: changes(of: message, body, events), links: links(body, events))
        }
    }

    /// The HTML of a message, to be shown in a sandbox; nil where it is not kept.
    ///
    /// Without the pixel and with the links' own targets: a colleague who looks at it has not opened or clicked it.
    public func messageHTML(_ id: String) async throws -> String? {
        guard let key = PublicID.message.key(id),
            let body = try await database.read({ try MessageStore().body(of: key, on: $0) })
        else { return nil }
        var html = body.html.replacing(trackingLinks.open(message: key), with: "data:,")
        for (index, link) in ((try? JSON.parse(body.links))?.array ?? []).enumerated() {
            guard let target = link.string, let number = UInt16(exactly: index + 1) else { continue }
            let escaped = target.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
            html = html.replacing("\"" + trackingLinks.click(message: key, link: number) + "\"", with: "\"\(escaped)\"")
        }
        return html
    }

    private func name(of profile: ProfileKey, on connection: any Connection) throws -> String? {
        guard let row = try customerStore.profiles([profile], on: connection)[profile], row.movedTo == nil
        else { return nil }
        return try Profile(key: profile, document: row.document).displayName
    }

    /// The states it went through: times are kept of its making, its handing over and what was heard since.
    private func changes(
        of message: Message, _ body: MessageBody?, _ events: [MessageEvent]
    ) -> [MessageDetail.Change] {
        var changes: [MessageDetail.Change] = []
        func add(_ state: Message.State, _ at: Instant, _ reason: String = "") {
            changes.append(.init(state: state, at: at, reason: reason))
        }
        switch message.state {
        case .held: add(.held, message.createdAt, message.reason)
        case .refused where body == nil && message.dueAt == message.createdAt:
            add(.refused, message.createdAt, message.reason)
        case .refused:
            add(.ready, message.createdAt)
            add(.refused, message.dueAt, message.reason)
        case .ready: add(.ready, message.createdAt)
        case .sending: add(.sending, message.dueAt)
        case .failed, .unknown:
            add(.ready, message.createdAt)
            add(message.state, body?.storedAt ?? message.dueAt, message.reason)
        case .sent, .delivered, .opened, .clicked, .bounced, .complained:
            add(.ready, message.createdAt)
            if let body { add(.sent, body.storedAt) }
            if message.state == .bounced, !events.contains(where: { $0.kind == .bounced }) {
                add(.bounced, body?.storedAt ?? message.dueAt, message.reason)
            }
        }
        var told: Set<MessageEvent.Kind> = []
        for event in events {
            guard let state = event.kind.stateTold, told.insert(event.kind).inserted else { continue }
            add(state, event.at, event.kind == .bounced ? event.detail : "")
        }
        return changes
    }

    /// A header's folded lines are put together (RFC 5322, 2.2.3).
    private func headers(_ mime: [UInt8]) -> [(name: String, value: String)] {
        let text = String(decoding: mime, as: UTF8.self)
        let head = text[..<(text.firstRange(of: "\r\n\r\n")?.lowerBound ?? text.endIndex)]
        var headers: [(name: String, value: String)] = []
        for line in head.split(separator: "\r\n") {
            if line.first?.isWhitespace == true, !headers.isEmpty {
                headers[headers.count - 1].value += " " + line.drop(while: \.isWhitespace)
            } else if let colon = line.firstIndex(of: ":") {
                headers.append(
                    (String(line[..<colon]), String(line[line.index(after: colon)...].drop(while: \.isWhitespace))))
            }
        }
        return headers
    }

    private func links(_ body: MessageBody?, _ events: [MessageEvent]) -> [(address: String, clicks: Int)] {
        guard let body, let links = (try? JSON.parse(body.links))?.array else { return [] }
        var clicks: [Int64: Int] = [:]
        for event in events where event.kind == .clicked { clicks[event.link, default: 0] += 1 }
        return links.enumerated().compactMap { index, link in
            guard let address = link.string, !address.isEmpty else { return nil }
            // Links are numbered from 1.
            return (address, clicks[Int64(index + 1)] ?? 0)
        }
    }
}

extension MessageEvent.Kind {
    /// The state that the first such event brought; nil where it brought none.
    fileprivate var stateTold: Message.State? {
        switch self {
        case .delivered: .delivered
        case .opened: .opened
        case .clicked: .clicked
        case .bounced: .bounced
        case .complained: .complained
        case .unsubscribed: nil
        }
    }
}
