/// The frame of pages outside the console: one card in the middle of a calm page.
enum PlainLayout {
    static func page(
        title: String, brand: String, in context: PageContext, content: (inout HTML) -> Void
    ) -> [UInt8] {
        Layout.document(title: title, bodyClass: "plain-page", in: context) { html in
            html(.main, .id("main")) { html in
                html(.div, .class("plain-brand")) { html in
                    html(.span, .class("wheel")) { $0.icon(.wheel) }
                    html(.strong, text: brand)
                }
                if let notice = context.notice { html.notice(notice) }
                html(.section, .class("card plain-card"), content: content)
            }
        }
    }
}
