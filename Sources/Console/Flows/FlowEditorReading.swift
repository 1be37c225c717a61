import Engine
import Pages
import Runtime
import Values

/// Makes the editor's page of a text, whether or not it can be read.
struct FlowEditorReading: Sendable {
    let parts: ConsoleParts
    let slug: String
    let stored: FlowDraftText
    /// Who edits, and where their tests go.
    let address: String

    /// - Parameter base: shown as cards where the text cannot be read.
    func model(of text: String, base: String = "", editing: FlowEditing? = nil) async throws -> FlowEditorModel {
        var model = FlowEditorModel(
            head: FlowHead(stored, slug: slug), text: text, keys: [], steps: [], end: "0", testAddress: address)
        model.suggestions = try await parts.flowSuggestions()
        do throws(FlowFileErrors) {
            let cards: FlowEditorCards
            if let editing {
                cards = FlowEditorCards(editing.draft, refused: editing.refused)
            } else {
                cards = FlowEditorCards(try FlowDraft(text))
            }
            cards.fill(&model)
            // What was laid out by hand has its faults elsewhere.
            model.faults = FlowEditorReading.faults(in: text, cards)
        } catch {
            model.isReadable = false
            model.base = base
            model.faults = error.errors.map(ConditionFault.init)
            if let draft = try? FlowDraft(base) { FlowEditorCards(draft).fill(&model) }
        }
        return model
    }

    private static func faults(in text: String, _ cards: FlowEditorCards) -> [ConditionFault] {
        guard cards.check.flow == nil else { return [] }
        guard text != cards.draft.text else { return cards.check.faults.map(ConditionFault.init) }
        do throws(FlowFileErrors) {
            _ = try FlowFile.read(text)
            return []
        } catch { return error.errors.map(ConditionFault.init) }
    }
}

extension ConsoleParts {
    /// Names that complete what is typed into the fields of a flow.
    func flowSuggestions() async throws -> [FlowField.Kind: [String]] {
        let names = try await vocabulary.names()
        let segments = try await system.segments.list().filter { $0.segment.role == .segment }.map(\.segment.name)
        let properties = names.properties.map { "profile.\($0)" }
        return [
            .event: names.events, .segment: segments + names.lists, .list: names.lists, .tag: names.tags,
            .pool: names.pools, .flow: system.definitions.latest.flows.map(\.slug), .property: properties,
            .dateProperty: properties,
        ]
    }
}
