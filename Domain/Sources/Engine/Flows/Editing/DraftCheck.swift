import Values

/// What a draft amounts to: a flow, or everything that keeps it from being one, each with the field that it is about.
public struct DraftCheck: Sendable {
    /// The flow; nil where there are faults.
    public let flow: Flow?
    public let faults: [DraftFault]

    /// Faults of one field, or of a place as a whole where no field is named.
    public func faults(at place: DraftPlace, field: FieldPath? = nil) -> [DraftFault] {
        faults.filter { $0.place == place && $0.field == field }
    }

    /// Everything wrong at a place, whatever the field.
    public func allFaults(at place: DraftPlace) -> [DraftFault] { faults.filter { $0.place == place } }
}

/// One fault of a draft.
public struct DraftFault: Sendable, Hashable, CustomStringConvertible {
    public let place: DraftPlace
    /// Nil where it is about the place as a whole.
    public let field: FieldPath?
    public let message: String
    /// In the canonical text, from 1.
    public let line: Int
    /// From 1.
    public let column: Int

    public var description: String {
        "\(place)\(field.map { ", \($0)" } ?? ""): \(message) (line \(line), column \(column))"
    }
}

extension FlowDraft {
    /// Reads the draft as a flow.
    ///
    /// Cost: that of writing and reading the file, a few milliseconds.
    ///
    /// - Parameter version: of the flow that comes of it.
    public func check(version: Int64 = 0) -> DraftCheck {
        var writer = CanonicalWriter()
        writer.write(root, head: head)
        do throws(FlowFileErrors) {
            return DraftCheck(flow: try FlowFile.read(writer.text, version: version), faults: [])
        } catch {
            return DraftCheck(flow: nil, faults: error.errors.map { fault($0, writer.marks) })
        }
    }

    private func fault(_ error: FlowFileError, _ marks: [CanonicalWriter.Mark]) -> DraftFault {
        let before = marks.last { ($0.line, $0.column) <= (error.line, error.column) }
        let place = before?.place ?? .flow
        let within = before?.within ?? []
        var field: FieldPath?
        if let named = error.field { field = declared(within + [named], at: place) }
        if field == nil, let written = before?.field { field = nearest(within + [written], at: place) }
        if field == nil { field = nearest(within, at: place) }
        return DraftFault(
            place: place, field: field, message: error.message, line: error.line, column: error.column)
    }

    private func declared(_ parts: [String], at place: DraftPlace) -> FieldPath? {
        let path = FieldPath(parts: parts)
        return form(of: path, at: place) == nil && path != "steps" ? nil : path
    }

    /// The innermost field that a form has: a value within names and values belongs to their field.
    private func nearest(_ parts: [String], at place: DraftPlace) -> FieldPath? {
        var parts = parts
        while !parts.isEmpty {
            if let path = declared(parts, at: place) { return path }
            parts.removeLast()
        }
        return nil
    }
}
