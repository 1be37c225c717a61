/// One reply of a server (RFC 5321, 4.2), its lines joined.
struct SMTPReply: Sendable, Equatable {
    var code: Int
    /// The texts after the code; never empty.
    var lines: [String]

    init(code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    var isPositive: Bool { (200...299).contains(code) }
    var isForNow: Bool { (400...499).contains(code) }
    var isForGood: Bool { (500...599).contains(code) }

    /// Such as 5.1.1, where the first line begins with one (RFC 2034).
    var enhancedStatus: String? {
        guard let word = lines.first?.split(separator: " ", maxSplits: 1).first else { return nil }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        let isStatus =
            parts.count == 3 && ["2", "4", "5"].contains(parts[0])
            && parts.allSatisfy { (1...3).contains($0.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return isStatus ? String(word) : nil
    }

    /// The lines as one text, without the enhanced status that each may begin with.
    var text: String {
        guard let status = enhancedStatus else { return lines.joined(separator: " ") }
        return lines.map { line in
            line.hasPrefix(status) ? String(line.dropFirst(status.count).drop { $0 == " " }) : line
        }.joined(separator: " ")
    }

    var summary: String { ([String(code)] + lines).joined(separator: " ") }

    func refusal(at stage: EmailRefusal.Stage) -> EmailRefusal {
        EmailRefusal(stage: stage, code: code, enhancedStatus: enhancedStatus, text: text)
    }
}
