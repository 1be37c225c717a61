import Values

/// What an alert of a flow tells the staff, as an e-mail and as a line in their chat.
public struct StaffNotice: Sendable, Hashable {
    public let title: String
    public let details: String
    /// The flow's name.
    public let flow: String
    /// Where the customer is shown.
    public let customerURL: String

    public init(title: String, details: String, flow: String, customerURL: String) {
        self.title = title
        self.details = details
        self.flow = flow
        self.customerURL = customerURL
    }

    public var subject: String { title.isEmpty ? "Alert of “\(flow)”" : title }

    public var html: String {
        let body = "<p>\(details.escapedForHTML.replacing("\n", with: "<br>"))</p>"
        return body
            + "<p><a href=\"\(customerURL.escapedForHTML)\">The customer</a> · flow “\(flow.escapedForHTML)”</p>"
    }

    public var plain: String { "\(details)\n\nThe customer: \(customerURL)\nThe flow: \(flow)\n" }

    /// As Slack, Mattermost, Rocket.Chat and Teams' workflows take it: one member `text`.
    public var chat: JSON {
        let lines = [title.isEmpty ? nil : "*\(title)*", details.isEmpty ? nil : details, customerURL].compactMap { $0 }
        return ["text": .string(lines.joined(separator: "\n"))]
    }
}
