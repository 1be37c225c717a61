/// The switch of sending, with what it means for the messages that are there.
extension SettingsPage {
    func sendingSwitch(_ html: inout HTML) {
        let sending = model.sending
        let counts = sending.unsent.words(in: context)
        html(.section, .class("card"), .id("sending-switch")) { html in
            html.cardHead(sending.isOn ? text.sendingIsOn : text.sendingIsOff)
            html(.p, .class("muted card-intro")) { html in
                html.text(sending.isOn ? text.sendingOnHelp : text.sendingOffHelp)
                if !sending.hasServer { html.text(" " + text.noServer) }
            }
            html(.p, text: text.unsent(counts.waiting, counts.inOutbox))
            html(.div, .class("card-action")) { html in
                html.ask(
                    sending.isOn ? text.switchOff : text.switchOn, icon: sending.isOn ? .inbox : .send,
                    class: "button", title: sending.isOn ? text.switchOffReally : text.switchOnReally,
                    help: [sending.isOn ? text.switchOffHelp : text.switchOnHelp(counts.waiting, counts.inOutbox)]
                ) { html in
                    html.postForm(to: Route.settings(sending.isOn ? .sendingOff : .sendingOn), in: context) { html in
                        html(
                            .button, .class("button danger small"), .type("submit"),
                            text: sending.isOn ? text.switchOff : text.switchOn)
                    }
                }
            }
        }
    }
}
