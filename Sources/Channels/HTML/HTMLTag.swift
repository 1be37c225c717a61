/// A start tag as it stands in the document; ranges are byte offsets.
struct HTMLTag: Equatable {
    struct Attribute: Equatable {
        /// In lower case.
        var name: String
        /// Without quotes; empty at the name's end where there is no value.
        var value: Range<Int>
        var isQuoted: Bool
    }

    /// In lower case.
    var name: String
    var range: Range<Int>
    var attributes: [Attribute]

    func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }
}
