import Engine
import Pages
import Runtime
import Values

extension MessagesModel {
    init(_ page: Rooms.MessagePage, filter: Filter) {
        self.init(
            filter: filter, flows: page.flows.map { FlowChoice(id: $0.slug, name: $0.name) },
            rows: page.listing.rows.map { Row($0) }, paging: Paging(page.listing))
    }
}

extension MessagesModel.Row {
    init(_ line: MessageLine) {
        self.init(
            id: line.id, subject: line.subject, to: line.address, customerID: line.customer,
            flowName: line.flowName, channel: Pages.Channel(line.channel), state: MessageState(line.state),
            reason: MessageReason(engine: line.reason), at: line.at)
    }
}

extension MessageModel {
    init(_ detail: MessageDetail, part: Part, width: PreviewWidth) {
        let message = detail.message
        let from = detail.headers.first { $0.name.lowercased() == "from" }?.value ?? ""
        self.init(
            id: detail.id, subject: detail.subject, from: from, to: message.address, customerID: detail.customer,
            customerName: detail.customerName ?? message.address,
            flow: detail.flowSlug.map {
                Origin(flowID: $0, flowName: detail.flowName ?? $0, stepName: detail.stepName)
            },
            channel: Pages.Channel(message.channel), isTransactional: message.purpose == .transactional,
            state: MessageState(message.state), reason: MessageReason(engine: message.reason), part: part,
            width: width,
            body: detail.body.map {
                Body(plainText: $0.plain, source: $0.mime.map { String(decoding: $0, as: UTF8.self) } ?? "")
            },
            headers: detail.headers.map { Header(name: $0.name, value: $0.value) },
            history: detail.changes.map {
                Change(state: MessageState($0.state), at: $0.at, reason: MessageReason(engine: $0.reason))
            },
            links: detail.links.map { Link(address: $0.address, clicks: $0.clicks) }, isSecret: message.isSecret)
    }
}
