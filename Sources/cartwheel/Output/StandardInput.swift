import Foundation

/// Lines of standard input, read until its end.
enum StandardInput {
    /// Answers each line with what `answer` makes of it; empty lines are passed over.
    static func answerLines(_ answer: (String) -> String) {
        while let line = readLine(strippingNewline: true) {
            if line.allSatisfy(\.isWhitespace) { continue }
            print(answer(line))
        }
    }
}
