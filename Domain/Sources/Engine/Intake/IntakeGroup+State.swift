import Values

extension IntakeGroup {
    struct Commit: Sendable {
        var id: BatchID
        var parts: [Part]
        /// When this batch first met a lost connection.
        var firstLostAt: Instant?
        var attempts: Int
    }

    struct Pause: Sendable {
        var parts: [Part]
        var firstLostAt: Instant
        var attempts: Int
        var until: Instant
    }

    struct Progress: Sendable {
        var rowsLeft: Int
        var refused: [RejectedEvent] = []
    }

    /// Some rows of one request.
    struct Part: Sendable {
        var request: RequestID
        var source: String
        var events: ArraySlice<IncomingEvent>
        var rejected: ArraySlice<RejectedEvent>

        init(_ request: Request) {
            self.request = request.id
            source = request.source
            events = request.events[...]
            rejected = request.rejected[...]
        }

        var rows: Int { events.count + rejected.count }

        func replacing(with rejected: RejectedEvent) -> Part {
            var part = self
            part.events = []
            part.rejected = [rejected]
            return part
        }

        /// The first `count` rows and the others, in their order.
        private func split(after count: Int) -> (Part, Part) {
            var (first, second) = (self, self)
            first.events = events.prefix(count)
            second.events = events.dropFirst(count)
            let left = max(0, count - events.count)
            first.rejected = rejected.prefix(left)
            second.rejected = rejected.dropFirst(left)
            return (first, second)
        }

        /// - Parameter rows: of all parts; at least 2.
        static func halves(of parts: [Part], rows: Int) -> ([Part], [Part]) {
            var left = rows / 2
            var (first, second): ([Part], [Part]) = ([], [])
            for part in parts {
                if left >= part.rows {
                    first.append(part)
                    left -= part.rows
                } else if left > 0 {
                    let (head, tail) = part.split(after: left)
                    first.append(head)
                    second.append(tail)
                    left = 0
                } else {
                    second.append(part)
                }
            }
            return (first, second)
        }
    }

    /// Requests in the order they came, with what they weigh.
    struct WaitingRequests: Sendable {
        private var entries: [(request: Request, arrivedAt: Instant)] = []
        /// Entries before it have been taken; they are removed in bulk.
        private var head = 0
        private(set) var rows = 0
        private(set) var bytes = 0

        var isEmpty: Bool { head == entries.count }
        var oldestArrival: Instant? { isEmpty ? nil : entries[head].arrivedAt }

        mutating func append(_ request: Request, at now: Instant) {
            entries.append((request, now))
            rows += request.rows
            bytes += request.bytes
        }

        /// Whole requests up to this many rows, and at least one.
        mutating func take(rows limit: Int) -> [Request] {
            var taken: [Request] = []
            var count = 0
            while !isEmpty, taken.isEmpty || count + entries[head].request.rows <= limit {
                let request = takeFirst()
                count += request.rows
                taken.append(request)
            }
            return taken
        }

        mutating func takeArrived(before moment: Instant) -> [Request] {
            var taken: [Request] = []
            while let oldest = oldestArrival, oldest <= moment { taken.append(takeFirst()) }
            return taken
        }

        private mutating func takeFirst() -> Request {
            let request = entries[head].request
            head += 1
            rows -= request.rows
            bytes -= request.bytes
            if head == entries.count || head > 1_000 {
                entries.removeFirst(head)
                head = 0
            }
            return request
        }
    }
}
