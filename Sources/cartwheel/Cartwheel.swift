import ArgumentParser

@main
struct Cartwheel: AsyncParsableCommand {
    func run() async throws {}
}
