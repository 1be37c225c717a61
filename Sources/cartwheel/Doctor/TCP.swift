import Foundation
import NIOCore
import NIOPosix

/// Whether something listens at an address.
enum TCP {
    static func answers(host: String, port: Int) async -> Bool {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(5)).connect(host: host, port: port).get()
            try await channel.close().get()
            return true
        } catch { return false }
    }
}
