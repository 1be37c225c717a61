/// Gzip (RFC 1952) of bytes that are in memory already; for files and streams see `Inflater` and `Deflater`.
public enum Gzip {
    /// - Parameter limit: of the inflated size, in bytes. A few kilobytes can inflate to gigabytes, so that whoever
    ///   takes bytes from strangers must say how much is enough; never more than this and 64 KB is held.
    public static func inflate(_ bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
        var inflater = Inflater()
        var output: [UInt8] = []
        // `withUnsafeBytes` passes errors on untyped.
        let result = bytes.withUnsafeBytes { buffer -> Result<Void, GzipError> in
            do throws(GzipError) {
                try inflater.inflate(buffer, into: &output, limit: limit)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
        try inflater.finish()
        return output
    }

    /// - Parameter level: 1 (fastest) to 9 (smallest).
    public static func deflate(_ bytes: [UInt8], level: Int = 6) -> [UInt8] {
        var deflater = Deflater(level: level)
        var output: [UInt8] = []
        bytes.withUnsafeBytes { deflater.deflate($0, into: &output) }
        deflater.finish(into: &output)
        return output
    }

    /// Whether these are the first bytes of gzip data.
    public static func begins(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }
}
