enum Decimals {
    static let powers: [Int64] = (0...18).map { (0..<$0).reduce(Int64(1)) { product, _ in product * 10 } }
}
