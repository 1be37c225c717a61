/// A picture of the sprite `icons.svg`, named as its symbol.
enum Icon: String, Sendable, CaseIterable {
    case wheel, overview, people, mail, flow, rejected, cart, order, recovered, money, opened, clicked, stop,
        check, clock, warning, search, sun, moon, leave, left, right, pulse, queue, database, send, inbox,
        split, flag, edit, end, join, phone, desktop, link, bolt, tag, chat, external, shield, filter, pause, play,
        copy, segment, plus, grip, trash, download, trend, overlap, chevron, undo, cross

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
