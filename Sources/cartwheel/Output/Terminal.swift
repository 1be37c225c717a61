import Foundation

/// Text that somebody, or a script that waits for it, should see at once.
enum Terminal {
    static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
