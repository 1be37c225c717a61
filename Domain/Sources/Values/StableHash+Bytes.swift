extension StableHash {
    /// The bytes and their number: the same as of the text they spell in UTF-8.
    public mutating func combine(bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBufferPointer { buffer in
            for byte in buffer { combine(byte) }
        }
        combine(Int64(bytes.count))
    }
}
