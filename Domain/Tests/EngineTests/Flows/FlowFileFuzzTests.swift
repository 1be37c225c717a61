import Testing
import Values

@testable import Engine

@Suite("Flow files under fire")
struct FlowFileFuzzTests {
    static let whole = #"""
        flow: whole
        name: Whole
        about: |
          Everything at once.
        warning: Mind this.
        purpose: marketing
        trigger: [Checkout Started, Product Added]
        when: &yes consents(email) and profile.country in ["DE", "AT"]
        goal: 'any("Order Completed", since: trigger)'
        exit:
          - *yes
          - 'count("Product Viewed" where price > 3, last: 30 days) >= 2'
        reentry: once per 7 days
        while under way: refresh
        steps:
          - wait: 1 hour 30 minutes
          - wait until: "09:30"
          - if: profile.vip
            then:
              - send: email
                id: first
                subject: "Hi {{ profile.first_name }}"
                body: |
                  <p>Hello</p>
                keep for: 2 days
            else:
              - update: {seen: true, list: [1, "a", {b: null}], from: trigger.value}
          - wait for: Order Delivered
            where: trigger.order_id == "1"
            up to: 14 days
            then:
              - coupon: pool
                else:
                  - end: no code
          - end: done
        """#

    @Test("a file torn, doubled and mixed up is read or refused, and never traps", arguments: 0..<8)
    func mutated(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        for _ in 0..<150 {
            var bytes = Array(Self.whole.utf8)
            for _ in 0...Int.random(in: 0...4, using: &random) { mutate(&bytes, &random) }
            let text = String(decoding: bytes, as: UTF8.self)
            let errors = FlowFileErrorTests.errors(text)
            for error in errors {
                #expect(error.line >= 1 && error.column >= 1 && !error.message.isEmpty, "seed \(seed):\n\(text)")
            }
            #expect(errors.count < 200, "seed \(seed)")
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard bytes.count > 10 else { return }
        let place = Int.random(in: 0..<bytes.count - 1, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.insert(contentsOf: "&*[]{}:-'\"|>#\t\n!%@`\0".utf8.shuffled(using: &random).prefix(2), at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...60, using: &random)))
        case 4:
            let part = bytes[place..<min(bytes.count, place + Int.random(in: 1...80, using: &random))]
            bytes.insert(contentsOf: part, at: Int.random(in: 0..<bytes.count, using: &random))
        default: bytes = Array(bytes.prefix(place))
        }
    }

    @Test("the unharmed file is whole")
    func unharmed() { #expect(FlowFileErrorTests.errors(Self.whole) == []) }

    @Test("aliases that multiply are refused in no time")
    func laughs() {
        var text = "flow: f\nname: F\ntrigger: X\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let list = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(list)]\n"
        }
        text += "steps:\n  - update: {x: *a12}\n"
        let clock = ContinuousClock()
        let taken = clock.measure { #expect(!FlowFileErrorTests.errors(text).isEmpty) }
        #expect(taken < .seconds(5))
    }

    @Test("brackets nested without end are refused")
    func nested() {
        let open = String(repeating: "[", count: 100_000)
        #expect(!FlowFileErrorTests.errors("flow: " + open).isEmpty)
        let deep =
            "flow: f\nname: F\ntrigger: X\nsteps:\n  - update: {x: " + String(repeating: "[", count: 5000)
            + String(repeating: "]", count: 5000) + "}\n"
        #expect(!FlowFileErrorTests.errors(deep).isEmpty)
    }
}
