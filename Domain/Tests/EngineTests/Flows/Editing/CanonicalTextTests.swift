import Testing
import Values

@testable import Engine

@Suite("The form in which editors write flows")
struct CanonicalTextTests {
    @Test("keys go in the order of the reference, conditions in single quotes, times of day in double ones")
    func layout() throws {
        let text = #"""
            # Why it waits an hour
            #
            # Because.
            steps:
            - {spread: 2 minutes, wait: 1 hour}   # a comment
            - on: [monday, "tuesday"]
              wait until: '09:30'
            - else: [{end: no}]
              if: count("Order Completed") >= 2
              then:
              - body: "<p>Hi</p>"
                subject: 'You: {{ profile.first_name }}'
                send: email
                id: hello
                languages: {de: {body: "<p>Hallo</p>\n", subject: Du}}
            - update: {vip: yes, n: 12, t: "12", none: ~, deep: {a: [1, x], "b c": "it's: so"}}
            - split:
              - then: [{note: half}]
                share: 50%
            trigger: [Checkout Started, {where: trigger.total > 3, event: Order Completed}]
            name: "Short"
            exit: [consents(email), 'any("X: y")']
            flow: short
            odd: 1
            """#
        let draft = try FlowDraft(text)
        #expect(draft.commentsLost == 0)
        #expect(
            draft.text == #"""
                # Why it waits an hour
                #
                # Because.
                flow: short
                name: Short
                trigger:
                  - Checkout Started
                  - event: Order Completed
                    where: 'trigger.total > 3'
                exit:
                  - 'consents(email)'
                  - 'any("X: y")'

                steps:
                  - wait: 1 hour
                    spread: 2 minutes
                  - wait until: "09:30"
                    on: [monday, tuesday]
                  - if: 'count("Order Completed") >= 2'
                    then:
                      - send: email
                        id: hello
                        subject: 'You: {{ profile.first_name }}'
                        body: |-
                          <p>Hi</p>
                        languages:
                          de:
                            subject: Du
                            body: |
                              <p>Hallo</p>
                    else:
                      - end: no
                  - update:
                      vip: yes
                      n: 12
                      t: '12'
                      none: ~
                      deep:
                        a: [1, x]
                        b c: 'it''s: so'
                  - split:
                      - share: 50%
                        then:
                          - note: half
                odd: 1

                """#)
    }

    @Test("whatever a value holds, it is read again as the same", arguments: 0..<20)
    func anything(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        for _ in 0..<40 {
            let root = mapping(&random, depth: 0)
            let draft = FlowDraft(root: root)
            let text = draft.text
            let again = try FlowDraft(text)
            #expect(again.root.compared == root.compared, "seed \(seed):\n\(text)")
            #expect(again.text == text, "seed \(seed)")
        }
    }

    private static let pieces = [
        "a", "b", " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "#", "-", "- ", "'", "\"", "|", ">", "{{ x }}", "[",
        "]",
        "{", "}", ",", "&", "*", "!", "%", "@", "`", "?", "? ", "true", "null", "12", "1.5", "~", "é", "🙂", "\u{85}",
        "\u{2028}", "\u{7}", "\r", "\\", "...", "---", "=", "<<", "09:30", "yes",
    ]

    private func text(_ random: inout SeededRandom) -> String {
        (0..<Int.random(in: 0...6, using: &random)).map { _ in Self.pieces.randomElement(using: &random)! }.joined()
    }

    private func value(_ random: inout SeededRandom, depth: Int) -> DraftValue {
        switch Int.random(in: 0..<(depth < 4 ? 6 : 4), using: &random) {
        case 0: .literal(["1", "-2.5", "true", "null", "~", ""].randomElement(using: &random)!)
        case 1, 2, 3: .text(text(&random))
        case 4: .list((0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, depth: depth + 1) })
        default: .mapping(mapping(&random, depth: depth + 1))
        }
    }

    private func mapping(_ random: inout SeededRandom, depth: Int) -> DraftMapping {
        var mapping = DraftMapping()
        let known = ["body", "when", "at", "steps", "trigger", "update", "then", "choose", "send", "wait", "languages"]
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let key = random.chance(0.5) ? known.randomElement(using: &random)! : text(&random)
            mapping[key] = value(&random, depth: depth)
        }
        return mapping
    }
}

extension DraftMapping {
    /// Whatever the order of its keys, and whether the text of a field looked like a number.
    fileprivate var compared: DraftMapping {
        let members = members.map { member in
            Member(key: member.key, value: member.value.compared(asWords: member.key != "update"))
        }
        return DraftMapping(members: members.sorted { $0.key < $1.key })
    }
}

extension DraftValue {
    fileprivate func compared(asWords: Bool) -> DraftValue {
        switch self {
        case .literal(let words): asWords ? .text(words) : self
        case .text: self
        case .list(let items): .list(items.map { $0.compared(asWords: asWords) })
        case .mapping(let mapping): .mapping(mapping.compared)
        }
    }
}
