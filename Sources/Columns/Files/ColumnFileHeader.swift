/// The first 48 bytes of a file of columns, in whole words of the machine (little endian).
///
/// Sections follow, each at a multiple of 8, then the directory: one JSON object that names them.
struct ColumnFileHeader {
    static let size = 48
    /// "CWCOLS" and the version of the form.
    static let magic: UInt64 = 0x3230_534C_4F43_5743

    var length: UInt64
    var directoryStart: UInt64
    var directoryLength: UInt64
    /// Of everything between the header and the directory.
    var sectionsSum: UInt64
    /// Of the directory.
    var directorySum: UInt64

    var words: [UInt64] {
        [ColumnFileHeader.magic, length, directoryStart, directoryLength, sectionsSum, directorySum]
    }
}
