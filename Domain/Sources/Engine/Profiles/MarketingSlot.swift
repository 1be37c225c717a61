import Values

/// A marketing message's place under the caps.
public struct MarketingSlot: Sendable, Hashable {
    /// Days since 1970 in the person's zone.
    public var day: Int64
    public var message: Int64
    /// 0 where it is not known: places of earlier releases.
    public var flow: Int64
    public var channel: Int
    /// Hash of the flow's topic; 0 where it has none.
    public var topic: Int64

    public init(day: Int64, message: Int64, flow: Int64 = 0, channel: Int = Channel.email.rawValue, topic: Int64 = 0) {
        self.day = day
        self.message = message
        self.flow = flow
        self.channel = channel
        self.topic = topic
    }

    static func topic(_ name: String) -> Int64 {
        var hash = StableHash()
        hash.combine(name)
        return hash.finishSigned()
    }

    /// The stored form; what every place has is left out.
    var row: [Int64] {
        flow == 0 && topic == 0 && channel == Channel.email.rawValue
            ? [day, message] : [day, message, flow, Int64(channel), topic]
    }

    init?(row: [Int64]) {
        switch row.count {
        case 2: self.init(day: row[0], message: row[1])
        case 5: self.init(day: row[0], message: row[1], flow: row[2], channel: Int(row[3]), topic: row[4])
        default: return nil
        }
    }
}
