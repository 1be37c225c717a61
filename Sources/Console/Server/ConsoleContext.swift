import Hummingbird
import Runtime

/// What is known of a request while it is answered.
public struct ConsoleContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The address of the other end; nil where there is no socket.
    let peer: String?
    /// What the browser's cookie holds; form tokens are made of it. Empty outside the console.
    var browserToken = ""
    /// Nil where nobody is signed in.
    var visitor: AccountService.Visitor?
    /// What was posted, once it has been checked to come from our own pages.
    var form = FormFields()

    public init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }
}
