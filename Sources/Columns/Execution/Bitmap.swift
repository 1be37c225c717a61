/// One bit a profile of a file.
struct Bitmap: Sendable {
    private(set) var words: [UInt64]
    let size: Int

    init(size: Int, filled: Bool = false) {
        self.size = size
        words = Array(repeating: filled ? .max : 0, count: (size + 63) / 64)
        if filled, size % 64 > 0 { words[words.count - 1] = (1 << UInt64(size % 64)) - 1 }
    }

    /// The positions at which a question holds.
    @inline(__always)
    init(size: Int, where holds: (Int) -> Bool) {
        self.init(size: size)
        words.withUnsafeMutableBufferPointer { words in
            for index in 0..<words.count {
                var word: UInt64 = 0
                let base = index * 64
                for bit in 0..<min(64, size - base) { word |= (holds(base + bit) ? 1 : 0) << UInt64(bit) }
                words[index] = word
            }
        }
    }

    subscript(position: Int) -> Bool {
        @inline(__always)
        get { words[position >> 6] >> UInt64(position & 63) & 1 == 1 }
        set {
            let bit: UInt64 = 1 << UInt64(position & 63)
            if newValue { words[position >> 6] |= bit } else { words[position >> 6] &= ~bit }
        }
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    static func & (first: Bitmap, second: Bitmap) -> Bitmap {
        var result = first
        for index in result.words.indices { result.words[index] &= second.words[index] }
        return result
    }

    static func | (first: Bitmap, second: Bitmap) -> Bitmap {
        var result = first
        for index in result.words.indices { result.words[index] |= second.words[index] }
        return result
    }

    func subtracting(_ other: Bitmap) -> Bitmap {
        var result = self
        for index in result.words.indices { result.words[index] &= ~other.words[index] }
        return result
    }

    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                body(index * 64 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }
}
