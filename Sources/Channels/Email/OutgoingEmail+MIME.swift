import Values

extension OutgoingEmail {
    /// The message as it goes to the server: MIME, CRLF, ASCII (but for an address that needs SMTPUTF8), lines of at
    /// most 78 characters where words allow, `multipart/alternative` of plain text and HTML.
    ///
    /// The same e-mail gives the same bytes. Line breaks in names and subject become spaces; nothing in a value can add
    /// a header.
    public func composed() throws(EmailCompositionError) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(html.utf8.count * 2 + 2048)
        output.append(contentsOf: try composedHeader().utf8)
        let boundary = "=_\(UInt64(bitPattern: boundaryHash()))"
        // A boundary that starts with "=_" occurs in neither encoding, so that it needs no search (RFC 2045, 6.7 (5)).
        output.append(contentsOf: "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n\r\n".utf8)
        appendPart(text ?? PlainText.derived(fromHTML: html), type: "plain", boundary: boundary, to: &output)
        appendPart(html, type: "html", boundary: boundary, to: &output)
        output.append(contentsOf: "--\(boundary)--\r\n".utf8)
        return output
    }

    private func composedHeader() throws(EmailCompositionError) -> String {
        guard !to.isEmpty else { throw .noRecipient }
        guard EmailDomain.normalised(messageID.domain) != nil || messageID.domain == "localhost" else {
            throw .messageIDDomain(messageID.domain)
        }
        var header = HeaderField.folded("Date", [EmailDate.text(date)])
        header += HeaderField.mailboxes("From", [from])
        if let replyTo { header += HeaderField.mailboxes("Reply-To", [replyTo]) }
        header += HeaderField.mailboxes("To", to)
        header += HeaderField.unstructured("Subject", subject)
        header += HeaderField.folded("Message-ID", ["<\(messageID)>"])
        if let unsubscribeURL { header += try listUnsubscribe(unsubscribeURL) }
        for field in headers { header += try checked(field) }
        return header + "MIME-Version: 1.0\r\n"
    }

    private func listUnsubscribe(_ url: String) throws(EmailCompositionError) -> String {
        let isWritable = url.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E }
        let scheme = url.prefix(8).lowercased()
        let isSecure = scheme.hasPrefix("https://")
        guard isWritable, isSecure || scheme.hasPrefix("http://"), url.utf8.count <= HeaderField.tokenLimit else {
            throw .unsubscribeURL(url)
        }
        let field = HeaderField.folded("List-Unsubscribe", ["<\(url)>"])
        return isSecure ? field + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" : field
    }

    private static let reservedHeaders: Set<String> = [
        "bcc", "cc", "content-transfer-encoding", "content-type", "date", "from", "list-unsubscribe",
        "list-unsubscribe-post", "message-id", "mime-version", "reply-to", "return-path", "sender", "subject", "to",
    ]

    private func checked(_ field: Header) throws(EmailCompositionError) -> String {
        let isName = field.name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
        }
        guard isName, !field.name.isEmpty, field.name.utf8.count <= 64 else { throw .headerName(field.name) }
        guard !Self.reservedHeaders.contains(field.name.lowercased()) else { throw .reservedHeader(field.name) }
        guard HeaderField.withoutControls(field.value) == field.value else { throw .headerValue(name: field.name) }
        return HeaderField.unstructured(field.name, field.value)
    }

    private func appendPart(_ content: String, type: String, boundary: String, to output: inout [UInt8]) {
        let bytes = LineEnds.normalised(content)
        let encoding = TransferEncoding.shorter(for: bytes)
        let header = """
            --\(boundary)\r
            Content-Type: text/\(type); charset=utf-8\r
            Content-Transfer-Encoding: \(encoding.rawValue)\r
            \r

            """
        output.append(contentsOf: header.utf8)
        encoding.append(bytes, to: &output)
    }

    private func boundaryHash() -> Int64 {
        var hash = StableHash()
        hash.combine("boundary")
        hash.combine(messageID.message)
        hash.combine(messageID.domain)
        return hash.finishSigned()
    }
}
