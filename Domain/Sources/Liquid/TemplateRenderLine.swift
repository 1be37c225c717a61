import Values

/// Renders one template given as a line of JSON, for the command line and for other programs.
public enum TemplateRenderLine {
    /// Takes `{"template": "...", "data": {...}, "templates": {name: source}}`, of which only the first is needed,
    /// and gives `{"result": "..."}` or `{"error": "..."}` on one line, for any input.
    public static func run(_ line: String, now: Instant) -> String {
        do {
            return answer("result", try render(try JSON.parse(line), now: now))
        } catch let error as JSONError {
            return answer("error", "the line is not JSON: \(error)")
        } catch let error as LiquidError {
            return answer("error", error.description)
        } catch let refusal as Refusal {
            return answer("error", refusal.message)
        } catch {
            return answer("error", "\(error)")
        }
    }

    private static func render(_ request: JSON, now: Instant) throws -> String {
        guard let template = request["template"]?.string else {
            throw Refusal("the line must be an object with a text 'template'")
        }
        let data = request["data"] ?? .null
        guard data.isNull || data.object != nil else { throw Refusal("'data' must be an object") }
        let sources = request["templates"] ?? .null
        guard sources.isNull || sources.object != nil else { throw Refusal("'templates' must be an object") }
        var partials: [String: LiquidTemplate] = [:]
        for source in sources.object?.members ?? [] {
            guard let text = source.value.string else { throw Refusal("partial '\(source.key)' must be a text") }
            do throws(LiquidError) {
                partials[source.key] = try LiquidTemplate.parse(text)
            } catch {
                var error = error
                error.partial = source.key
                throw error
            }
        }
        let options = RenderOptions(now: now, partials: partials)
        return try LiquidTemplate.parse(template).render(data.object ?? [:], options: options)
    }

    private static func answer(_ key: String, _ text: String) -> String {
        var writer = JSONWriter(capacity: text.utf8.count + 16)
        writer.beginObject()
        writer.key(key)
        writer.string(text)
        writer.endObject()
        return writer.text
    }
}
