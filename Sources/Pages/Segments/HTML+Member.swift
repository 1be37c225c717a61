extension HTML {
    /// A member's name and address, leading to their page.
    mutating func person(_ member: SegmentModel.Member, in context: PageContext) {
        let title = member.name ?? member.email ?? context.catalog.customer.visitor
        self(.span, .class("person")) { html in
            html.avatar(title, seed: member.id)
            html(.span, .class("person-words")) { html in
                html(.a, .class("strong"), .href(Route.customer(member.id)), text: title)
                if member.name != nil, let email = member.email { html(.small, .class("muted"), text: email) }
            }
        }
    }
}
