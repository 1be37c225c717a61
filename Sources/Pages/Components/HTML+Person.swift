/// A person as lists name them.
public struct PersonName: Sendable, Hashable {
    public var id: String
    public var name: String?
    public var email: String?

    public init(id: String, name: String? = nil, email: String? = nil) {
        self.id = id
        self.name = name
        self.email = email
    }

    /// The name, else the address, else that nobody knows them yet.
    func title(in context: PageContext) -> String { name ?? email ?? context.catalog.customer.visitor }
}

extension HTML {
    /// A person's name and address, leading to their page.
    mutating func person(_ person: PersonName, in context: PageContext) {
        let title = person.title(in: context)
        self(.span, .class("person")) { html in
            html.avatar(title, seed: person.id)
            html(.span, .class("person-words")) { html in
                html(.a, .class("strong"), .href(Route.customer(person.id)), text: title)
                if person.name != nil, let email = person.email { html(.small, .class("muted"), text: email) }
            }
        }
    }

    mutating func person(_ member: SegmentModel.Member, in context: PageContext) {
        person(PersonName(id: member.id, name: member.name, email: member.email), in: context)
    }
}
