import Values

/// The channels that consent is given for.
enum ConsentChannel {
    static let names = ["email", "sms", "whatsapp", "messenger", "instagram", "push", "web_push", "chat", "ads"]
}

extension Parser {
    /// `email)` of `consents(email)`; quotes are allowed and not kept.
    mutating func consent(at start: Token) -> Parsed {
        let token = next
        switch token.content {
        case .word(let channel), .text(let channel):
            advance()
            if !ConsentChannel.names.contains(channel) {
                report(
                    "there is no channel \(token.name)", at: token,
                    expected: ConsentChannel.names.joined(separator: ", "),
                    nearest: NearestName.of(channel, among: ConsentChannel.names))
            }
            close(.close)
            return Parsed(.consent(channel: channel), at: start)
        case .number, .sign, .end:
            report("`consents` needs a channel", expected: ConsentChannel.names.joined(separator: ", "))
            close(.close)
            return missing(at: start)
        }
    }

    /// `"VIP")` of `member("VIP")`.
    mutating func membership(at start: Token) -> Parsed {
        let token = next
        guard case .text(let name) = token.content, !name.isEmpty else {
            report("`member` needs a segment or list", expected: "its name in quotes, such as \"VIP\"")
            recover()
            close(.close)
            return missing(at: start)
        }
        advance()
        close(.close)
        return Parsed(.membership(name: name), at: start)
    }
}
