/// What a server offers in its answer to EHLO.
struct SMTPCapabilities: Sendable, Equatable {
    var startTLS = false
    var pipelining = false
    var eightBitMIME = false
    var smtpUTF8 = false
    /// The largest message taken, in bytes; nil where the server names none.
    var sizeLimit: Int?
    /// Whether the server wants to be told sizes.
    var size = false
    /// In upper case.
    var authentication: Set<String> = []

    init() {}

    /// From the lines of the reply, of which the first is a greeting.
    init(lines: [String]) {
        for line in lines.dropFirst() {
            // Some servers write "AUTH=PLAIN" as a draft of the extension had it.
            let words = line.uppercased().split(whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
            switch words.first {
            case "STARTTLS": startTLS = true
            case "PIPELINING": pipelining = true
            case "8BITMIME": eightBitMIME = true
            case "SMTPUTF8": smtpUTF8 = true
            case "SIZE":
                size = true
                if words.count > 1, let limit = Int(words[1]), limit > 0 { sizeLimit = limit }
            case "AUTH": authentication.formUnion(words.dropFirst())
            default: break
            }
        }
    }
}
