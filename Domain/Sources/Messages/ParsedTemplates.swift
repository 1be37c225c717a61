import Engine
import Liquid
import Values

/// The templates of one step that sends.
struct ParsedTemplates: Sendable {
    private let subject: TemplatePart
    private let preheader: TemplatePart
    private let body: TemplatePart

    init(_ content: EmailContent, flow: String, step id: String) throws(MessageRenderingError) {
        subject = try TemplatePart(content.subject, .subject, flow: flow, step: id)
        preheader = try TemplatePart(content.preheader, .preheader, flow: flow, step: id)
        body = try TemplatePart(content.body, .body, flow: flow, step: id)
    }

    func render(
        _ data: MessageData, settings: WorkspaceSettings, purpose: Message.Purpose
    ) throws(MessageRenderingError) -> RenderedEmail {
        let subject = try self.subject(data)
        let preheader = try self.preheader.render(data).onOneLine
        let body = InlineStyles.applied(to: try self.body.render(data))
        let layout = EmailLayout(
            shopName: settings.shopName, shopURL: settings.shopURL, postalAddress: settings.postalAddress,
            purpose: purpose, unsubscribeURL: data.unsubscribeURL,
            words: LayoutWords.named(data.language))
        return RenderedEmail(
            subject: subject, preheader: preheader,
            html: layout.document(subject: subject, preheader: preheader, body: body))
    }
}

extension ParsedTemplates {
    func subject(_ data: MessageData) throws(MessageRenderingError) -> String {
        let subject = try self.subject.render(data).onOneLine
        guard !subject.isEmpty else { throw .template(self.subject.fault("the subject came out empty", at: (1, 1))) }
        return subject
    }
}

/// One template with the place it stands at, for what is wrong with it.
struct TemplatePart: Sendable {
    private let template: LiquidTemplate
    private let part: TemplateFault.Part
    private let flow: String
    private let step: String

    init(_ text: String, _ part: TemplateFault.Part, flow: String, step: String) throws(MessageRenderingError) {
        self.part = part
        self.flow = flow
        self.step = step
        do throws(LiquidError) { template = try LiquidTemplate.parse(text) } catch {
            throw .template(TemplateFault(error, flow: flow, step: step, part: part))
        }
        if let unknown = template.unknownFilters.first {
            throw .template(TemplateFault(unknown, flow: flow, step: step, part: part))
        }
    }

    func render(_ data: MessageData) throws(MessageRenderingError) -> String {
        var limits = RenderLimits()
        limits.outputBytes = TemplatePart.maximumBytes
        // Subject and preheader are texts; the layout escapes the preheader.
        let options = RenderOptions(
            now: data.now, zone: data.zone, partials: MessagePartials.all(in: data.language), limits: limits,
            escapesHTML: part == .body, language: data.language)
        do throws(LiquidError) { return try template.render(data.object, options: options) } catch {
            throw .template(TemplateFault(error, flow: flow, step: step, part: part))
        }
    }

    /// Mail programs cut a message off at a fifth of this (Gmail at 102 KB); one that is larger went wrong.
    private static let maximumBytes = 500_000

    func fault(_ message: String, at place: (line: Int, column: Int)) -> TemplateFault {
        TemplateFault(
            flow: flow, step: step, part: part, line: place.line, column: place.column, message: message)
    }

    /// What is wrong with a template, tried with some data.
    static func fault(
        in text: String, _ part: TemplateFault.Part, data context: JSONObject, flow: String, step: String,
        _ settings: WorkspaceSettings
    ) -> TemplateFault? {
        do throws(MessageRenderingError) {
            let data = MessageData(context, settings: settings, unsubscribeURL: nil, now: nil)
            let result = try TemplatePart(text, part, flow: flow, step: step).render(data)
            guard part == .subject, result.onOneLine.isEmpty else { return nil }
            return TemplateFault(
                flow: flow, step: step, part: part, line: 1, column: 1,
                message: "the subject comes out empty where little is known of a person; give a default")
        } catch {
            if case .template(let fault) = error { return fault }
            return nil
        }
    }
}

extension TemplateFault {
    /// The same fault, in the texts of another language.
    func said(in language: String) -> TemplateFault {
        TemplateFault(
            flow: flow, step: step, part: part, line: line, column: column, message: "in \(language): \(message)")
    }

    init(_ error: LiquidError, flow: String, step: String, part: Part) {
        var message = error.message
        if let partial = error.partial { message = "in \"\(partial)\": \(message)" }
        if let suggestion = error.suggestion { message += "; did you mean \(suggestion)?" }
        self.init(flow: flow, step: step, part: part, line: error.line, column: error.column, message: message)
    }
}

extension String {
    /// With every run of white space as one space: a header has one line.
    var onOneLine: String {
        // Most are ASCII, whose white space is told by bytes.
        guard utf8.allSatisfy({ $0 < 0x80 }) else {
            return split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        }
        return utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.map { String(Substring($0)) }
            .joined(separator: " ")
    }
}
