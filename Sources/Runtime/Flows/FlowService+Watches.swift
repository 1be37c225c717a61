import Engine
import Storage
import Values

extension FlowService {
    /// Has what live flows watch of everybody built where it is new, in the transaction that made them live.
    ///
    /// A paused flow watches on, and keeps what it notices until it is resumed. An archived one watches nothing: made live
    /// again, it takes notice of who meets its conditions then, and starts for whoever meets them later.
    func reconcileWatches(on connection: any Connection) throws {
        let states = Dictionary(
            uniqueKeysWithValues: try store.flows(in: scope, on: connection).map { ($0.id, $0) })
        let live = try store.flowVersions(in: scope, on: connection).filter {
            let state = states[$0.flow]?.state
            return (state == .live || state == .paused) && states[$0.flow]?.liveVersion == $0.version
        }
        let watches = live.compactMap { try? FlowFile.read($0.text) }.flatMap(\.starts).compactMap(\.kind.watch)
        let total = watches.isEmpty ? 0 : try PeopleList().count(in: scope, on: connection)
        try FlowWatchStore().reconcile(with: watches, total: total, now: clock.now(), in: scope, on: connection)
    }
}
