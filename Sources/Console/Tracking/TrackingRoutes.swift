import Engine
import Hummingbird
import NIOCore
import Pages
import Runtime
import Values

/// What shoppers' mail programs and browsers ask for: the pixel, the links, and the way out.
struct TrackingRoutes: Sendable {
    let parts: ConsoleParts

    /// A transparent picture of one pixel (GIF89a).
    private static let pixel: [UInt8] = [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x21, 0xF9, 4, 1, 0, 0,
        0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0x44, 0, 0x3B,
    ]

    func add(to router: Router<ConsoleContext>) {
        router.get("o/:token") { request, context in await opened(request, context) }
        // Scanners of mail servers look at a link by HEAD: they learn where it leads and are counted as nobody.
        router.head("o/:token") { _, _ in picture.createHeadResponse() }
        router.get("c/:token") { request, context in try await clicked(request, context) }
        router.head("c/:token") { _, context in
            try redirect(to: await parts.system.tracking.target(ofClick: token(context))).createHeadResponse()
        }
        router.get("u/:token") { request, context in try await question(request, context) }
        router.post("u/:token") { request, context in try await stop(request, context) }
        router.post("u/:token/back") { request, context in try await resume(request, context) }
    }

    /// Whatever becomes of the record, the reader's message shows no broken picture.
    private func opened(_ request: Request, _ context: ConsoleContext) async -> Response {
        do { try await parts.system.tracking.opened(token(context), userAgent: userAgent(request)) } catch {
            parts.system.logger.warning("An open was not recorded: \(error)")
        }
        return picture
    }

    private var picture: Response {
        Response(
            status: .ok, headers: [.contentType: "image/gif", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: TrackingRoutes.pixel)))
    }

    private func clicked(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try redirect(to: await parts.system.tracking.clicked(token(context), userAgent: userAgent(request)))
    }

    private func redirect(to target: String?) throws -> Response {
        guard let target, target.lowercased().hasPrefix("https://") || target.lowercased().hasPrefix("http://")
        else { throw HTTPError(.notFound) }
        return Response(
            status: .found, headers: [.location: LocationHeader.safe(target), .cacheControl: "no-store"])
    }

    private func question(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let token = token(context)
        guard let message = try await parts.system.tracking.message(unsubscribing: token) else {
            throw HTTPError(.notFound)
        }
        let page = try await parts.page(request, context)
        let model = UnsubscribeModel(
            shopName: page.workspaceName, maskedAddress: MaskedAddress.of(message.address),
            channel: Pages.Channel(message.channel), action: "/u/" + token)
        return .page(UnsubscribeView.render(model, in: page))
    }

    /// By the page's button or by a mail program's (RFC 8058): the address itself is the proof, so no cookie is asked
    /// for, and nothing that the body says makes a difference.
    private func stop(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        _ = try await request.formFields()
        guard let message = try await parts.system.tracking.unsubscribe(token(context)) else {
            throw HTTPError(.notFound)
        }
        return try await done(message, .stopped, request, context)
    }

    private func resume(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        _ = try await request.formFields()
        guard let (message, outcome) = try await parts.system.tracking.resubscribe(token(context)) else {
            throw HTTPError(.notFound)
        }
        let state: UnsubscribedModel.State =
            switch outcome {
            case .stands, .undone: .back
            case .refused: .notBack
            }
        return try await done(message, state, request, context)
    }

    private func done(
        _ message: Message, _ state: UnsubscribedModel.State, _ request: Request, _ context: ConsoleContext
    ) async throws -> Response {
        let page = try await parts.page(request, context)
        let model = UnsubscribedModel(
            shopName: page.workspaceName, maskedAddress: MaskedAddress.of(message.address),
            channel: Pages.Channel(message.channel), resubscribeAction: "/u/\(token(context))/back", state: state)
        return .page(UnsubscribedView.render(model, in: page))
    }

    /// Ours are of 36 characters; anything longer is nobody's.
    private func token(_ context: ConsoleContext) -> String {
        String((context.parameters.get("token") ?? "").prefix(64))
    }

    private func userAgent(_ request: Request) -> String { request.headers[.userAgent] ?? "" }
}

/// An address shown to whoever holds a link: enough to know which, not enough to learn it.
enum MaskedAddress {
    static func of(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@") else { return "…" + address.suffix(3) }
        return address.prefix(1) + "…" + address[at...]
    }
}
