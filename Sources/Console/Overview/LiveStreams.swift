import Hummingbird
import NIOCore
import Pages
import Runtime
import ServiceLifecycle
import Storage
import Synchronization
import Values

/// The overview's figures as server-sent events (HTML standard, 9.2), one a second while somebody watches.
final class LiveStreams: Sendable {
    private let parts: ConsoleParts
    private let open = Mutex(0)

    /// Who it is that watches is asked again after so many figures.
    private static let checkedEvery = 15

    init(parts: ConsoleParts) { self.parts = parts }

    func response(to request: Request, _ context: ConsoleContext) async throws -> Response {
        let page = try await parts.page(request, context)
        let last = (request.headers[.lastEventID] ?? request.queryFields["last"]).flatMap { Int64($0) }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .accelBuffering: "no",
            ],
            body: ResponseBody { [self] writer in
                // Taken where the stream is written: a browser that left before takes no place.
                if take() {
                    defer { leave() }
                    try await write(to: &writer, after: last, page, token: context.browserToken)
                } else {
                    try await writer.write(ByteBuffer(string: "retry: 15000\n: too many watch at once\n\n"))
                }
                try await writer.finish(nil)
            })
    }

    private func write(
        to writer: inout any ResponseBodyWriter, after last: Int64?, _ page: PageContext, token: String
    ) async throws {
        var page = page
        var last = last
        var turn = 0
        let end = parts.system.clock.now() + parts.limits.streamLength
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        repeat {
            turn += 1
            if turn % LiveStreams.checkedEvery == 0, try await parts.accounts.visitor(token) == nil { return }
            page.now = parts.system.clock.now()
            do {
                let model = OverviewModel(try await parts.rooms.overview())
                var event = ByteBuffer()
                if let newest = model.newestActivityID { event.writeString("id: \(newest)\n") }
                event.writeString("data: ")
                event.writeBytes(model.livePayload(after: last, in: page))
                event.writeString("\n\n")
                last = model.newestActivityID ?? last
                try await writer.write(event)
            } catch let error as DatabaseError where !error.isFaultOfData {
                try await writer.write(ByteBuffer(string: ": the database does not answer\n\n"))
            }
            guard await pause() else { return }
        } while parts.system.clock.now() < end
    }

    /// False once the server is stopping.
    private func pause() async -> Bool {
        let length = parts.limits.streamInterval
        do {
            try await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(length.milliseconds)) }
            return !Task.isShuttingDownGracefully
        } catch { return false }
    }

    private func take() -> Bool {
        open.withLock { open in
            guard open < parts.limits.streams else { return false }
            open += 1
            return true
        }
    }

    private func leave() { open.withLock { $0 -= 1 } }
}
