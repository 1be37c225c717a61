import Values

extension Condition {
    /// The condition as a tree in JSON, for a visual editor: every part is an object with its `kind`.
    ///
    /// `{"kind": "comparison", "left": …, "operator": ">=", "right": {"kind": "number", "value": 2}}`; the shapes are
    /// listed in docs/conditions.md.
    public var tree: JSON { TreeWriter.json(root) }

    /// Reads a tree in JSON and checks it as its text would be checked; throws the first fault.
    public init(tree: JSON) throws(ConditionTreeError) {
        let reader = TreeReader(json: tree, place: "", depth: 0)
        let root = try reader.expression()
        let text = Printer.text(root)
        let parsed: Condition
        do {
            parsed = try Condition.parse(text)
        } catch {
            throw ConditionTreeError(
                message: "the tree says \(text), and that is refused: \(error.description)", place: "")
        }
        guard parsed.root == root else {
            throw ConditionTreeError(
                message:
                    "the tree says \(text), which reads as another tree; join and nest its parts as that text does",
                place: "")
        }
        self = parsed
    }
}
