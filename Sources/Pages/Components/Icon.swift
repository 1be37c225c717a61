/// A picture of the sprite `icons.svg`, named as its symbol.
enum Icon: String, Sendable, CaseIterable {
    case wheel, overview, people, mail, flow, rejected, cart, order, recovered, money, opened, clicked, stop,
        check, clock, warning, search, sun, moon, leave, left, right, pulse, queue, database, send, inbox,
        split, flag, edit, end, join, phone, desktop, link, bolt, tag, chat, external, shield, filter, pause, play,
        copy, segment, plus, grip, trash, download, trend, overlap, chevron, undo, cross, pencil, flask, bell, eye,
        signpost, ear, percent, ticket, note, webhook, corner, up, down, move, again, skip, history, sliders
    case tagOff = "tag-off"
    case usersMinus = "users-minus"
    case usersPlus = "users-plus"
    case listMinus = "list-minus"
    case listPlus = "list-plus"
    case checkSquare = "check-square"
    case plusMinus = "plus-minus"
    case calendarClock = "calendar-clock"

    /// The picture that the flow language names, or the flow's own where it names one that is not drawn yet.
    static func step(_ name: String) -> Icon { Icon(rawValue: name) ?? .flow }

    private static let sprite = Assets.url("icons.svg")

    fileprivate var address: String { Icon.sprite + "#" + rawValue }
}

extension HTML {
    /// A picture that adds nothing to the words beside it, and is hidden from screen readers.
    mutating func icon(_ icon: Icon) {
        self(.svg, .class("icon"), .hiddenFromReaders) { html in
            html(.use, .named("href", icon.address))
        }
    }
}
