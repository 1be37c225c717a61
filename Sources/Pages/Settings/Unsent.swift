/// Messages that wait, and those that the built-in outbox has kept.
public struct Unsent: Sendable, Equatable {
    public var waiting: Int
    public var inOutbox: Int
    /// Both are counted no further than this.
    public var most: Int

    public init(waiting: Int = 0, inOutbox: Int = 0, most: Int = .max) {
        self.waiting = waiting
        self.inOutbox = inOutbox
        self.most = most
    }

    /// Each as it is shown: `27`, `10,000 or more`.
    func words(in context: PageContext) -> (waiting: String, inOutbox: String) {
        func words(_ count: Int) -> String {
            let number = context.format.count(count)
            return count >= most ? context.catalog.settings.orMore(number) : number
        }
        return (words(waiting), words(inOutbox))
    }
}
