import NIOCore
import NIOSSL
import NIOTLS
import Values

/// A message for one connection, and where its fate is told.
struct SMTPDelivery: Sendable {
    struct End: Sendable {
        var outcome: EmailOutcome
        /// Whether the connection takes another message.
        var isReusable: Bool
        /// Whether the connection was on its way out already, so that nothing was tried.
        var isUntried = false
    }

    var envelope: EmailEnvelope
    var content: SMTPContent
    var end: EventLoopPromise<End>
}

/// What a connection's channel is told.
enum SMTPOrder: Sendable {
    case deliver(SMTPDelivery)
    /// To take leave once nothing is under way.
    case quit
}

/// Performs what an `SMTPSession` decides on one channel: bytes, TLS, time limits.
final class SMTPChannelHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = SMTPOrder
    typealias OutboundOut = ByteBuffer

    private var session: SMTPSession
    private var parser = SMTPReplyParser()
    private let tls: SMTPTLS?
    private let ready: EventLoopPromise<Void>
    private var isOpening = true
    private var delivery: SMTPDelivery?
    private var isUntried = false
    private var isLeaving = false
    private var timer: Scheduled<Void>?
    private var timedStage: SMTPSession.Stage = .closed

    init(configuration: SMTPConfiguration, tls: SMTPTLS?, ready: EventLoopPromise<Void>) {
        session = SMTPSession(configuration: configuration, helloName: configuration.helloName ?? "[127.0.0.1]")
        self.tls = tls
        self.ready = ready
    }

    func channelActive(context: ChannelHandlerContext) {
        if session.configuration.helloName == nil, let ip = context.localAddress?.ipAddress {
            session.helloName = ip.contains(":") ? "[IPv6:\(ip)]" : "[\(ip)]"
        }
        startTimer(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        do {
            try parser.feed(buffer.readableBytesView)
        } catch {
            return perform(session.protocolBroken("broke the protocol: \(error)"), context)
        }
        while let reply = parser.next() { perform(session.handle(reply), context) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .deliver(let delivery):
            guard self.delivery == nil else { preconditionFailure("a connection carries one message at a time") }
            self.delivery = delivery
            isUntried = session.state != .ready
            perform(session.send(delivery.envelope, delivery.content), context)
        case .quit:
            isLeaving = true
            perform(session.quit(), context)
        }
        promise?.succeed()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { perform(session.tlsEstablished(), context) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError {
            // Many servers end TLS without saying so, which after a farewell harms nobody.
            perform(session.tlsFailed("could not agree on TLS: \(error)"), context)
        } else {
            perform(session.connectionLost("broke off the connection: \(error)"), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        perform(session.connectionLost("closed the connection"), context)
        timer?.cancel()
        context.fireChannelInactive()
    }

    private func perform(_ actions: [SMTPSession.Action], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .write(let commands):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: commands)), promise: nil)
            case .writeContent: writeContent(context)
            case .startTLS: startTLS(context)
            case .becomeReady:
                isOpening = false
                ready.succeed()
            case .finish(let outcome, let isReusable):
                let end = delivery?.end
                delivery = nil
                end?.succeed(
                    SMTPDelivery.End(
                        outcome: outcome, isReusable: isReusable && !isLeaving, isUntried: isUntried))
                if isLeaving { perform(session.quit(), context) }
            case .fail(let failure):
                if isOpening { ready.fail(failure) }
                isOpening = false
            case .close: context.close(promise: nil)
            }
        }
        if session.stage != timedStage || !actions.isEmpty { startTimer(context) }
    }

    private func writeContent(_ context: ChannelHandlerContext) {
        guard let delivery else { preconditionFailure("content is asked for while a message is under way") }
        let loop = context.eventLoop
        let handler = NIOLoopBound(self, eventLoop: loop)
        let context = NIOLoopBound(context, eventLoop: loop)
        context.value.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: delivery.content.bytes))).whenSuccess {
            handler.value.session.contentWritten()
            handler.value.startTimer(context.value)
        }
    }

    private func startTLS(_ context: ChannelHandlerContext) {
        guard let tls else { preconditionFailure("STARTTLS is sent only where TLS was made ready") }
        // What came with the answer came in the clear, from whoever sits in between (CVE-2011-0411).
        guard !parser.hasRest else {
            return perform(session.tlsFailed("sent more in the clear after its answer to STARTTLS"), context)
        }
        do {
            try context.pipeline.syncOperations.addHandler(tls.handler(), position: .first)
        } catch {
            perform(session.tlsFailed("could not begin TLS: \(error)"), context)
        }
    }

    private func startTimer(_ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        timedStage = session.stage
        guard let limit = session.configuration.limit(of: timedStage) else { return }
        let loop = context.eventLoop
        let handler = NIOLoopBound(self, eventLoop: loop)
        let context = NIOLoopBound(context, eventLoop: loop)
        timer = loop.scheduleTask(in: .milliseconds(limit.milliseconds)) {
            handler.value.perform(handler.value.session.timedOut(), context.value)
        }
    }
}

extension SMTPConfiguration {
    fileprivate func limit(of stage: SMTPSession.Stage) -> TimeSpan? {
        switch stage {
        case .greeting: timeouts.greeting
        case .tls: timeouts.tls
        case .command: timeouts.command
        case .content: timeouts.content
        case .acceptance: timeouts.acceptance
        case .idle: idleTime
        case .quit: timeouts.quit
        case .closed: nil
        }
    }
}
