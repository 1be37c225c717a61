import Values

/// A message that carries a secret of its reader: a link that signs in, a code.
///
/// Its context says so and lasts until it has gone, or never will: it may have to be sent again. Then the context is
/// forgotten. No copy of what it said ever holds the secret.
extension Message {
    /// The member of its context that says so, and comes first.
    static let secretName = "secret"
    /// How the context of such a message begins, by which storage knows it.
    public static let secretBeginning = #"{"secret":true"#
    /// The context of such a message that has gone, or never will.
    public static let forgottenContext = #"{"secret":true}"#

    public var isSecret: Bool { context.hasPrefix(Message.secretBeginning) }

    /// The message as anybody but its reader may see it: what came with its event is hidden, whatever it is called.
    public var withoutSecrets: Message {
        var message = self
        message.context = Message.withoutSecrets(context: context)
        return message
    }

    /// The same of a message's context alone; that of a message without a secret stays as it is.
    public static func withoutSecrets(context: String) -> String {
        guard context.hasPrefix(secretBeginning), var hidden = (try? JSON.parse(context))?.object else {
            return context
        }
        for name in ["trigger", "event", "answers"] { hidden[name] = hidden[name].map(SecretNames.hidden) }
        hidden[secretName] = nil
        return JSON.object(JSONObject([.init(key: secretName, value: true)] + SecretNames.masked(hidden).members)).text
    }
}
