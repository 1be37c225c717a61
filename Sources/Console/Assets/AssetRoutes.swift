import Connectors
import Hummingbird
import NIOCore
import Pages
import Synchronization

/// The stylesheet, modules and pictures of the pages: their names hold a hash, so that browsers keep them for ever.
struct AssetRoutes: Sendable {
    /// Compressed once each; there are about ten.
    private final class Shelf: Sendable {
        let compressed = Mutex<[String: ByteBuffer]>([:])
    }

    private let shelf = Shelf()

    func add(to router: Router<ConsoleContext>) {
        router.get("assets/:name") { request, context in
            try file(context.parameters.get("name") ?? "", request)
        }
    }

    private func file(_ name: String, _ request: Request) throws -> Response {
        guard let file = Assets.file(named: name) else { throw HTTPError(.notFound) }
        var response = Response(
            status: .ok,
            headers: [
                .contentType: file.contentType, .cacheControl: "public, max-age=31536000, immutable",
                .vary: "Accept-Encoding",
            ])
        if request.headers[.acceptEncoding]?.contains("gzip") == true {
            response.headers[.contentEncoding] = "gzip"
            response.body = ResponseBody(byteBuffer: compressed(name, file))
        } else {
            response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        }
        return response
    }

    private func compressed(_ name: String, _ file: Assets.File) -> ByteBuffer {
        shelf.compressed.withLock { known in
            if let buffer = known[name] { return buffer }
            let buffer = ByteBuffer(bytes: Gzip.deflate(file.bytes, level: 9))
            known[name] = buffer
            return buffer
        }
    }
}
