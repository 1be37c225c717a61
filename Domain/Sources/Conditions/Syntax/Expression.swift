indirect enum Expression: Sendable, Hashable {
    case boolean(Bool)
}
