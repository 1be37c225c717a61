import Foundation
import Testing

@testable import Pages

@Suite("contrast of the design tokens (WCAG 2.2, 1.4.3 and 1.4.11)")
struct ContrastTests {
    enum Side: String, CaseIterable, Sendable { case light, dark }

    /// Red, green, blue in 0...1 by token, read from the stylesheet itself.
    static let tokens: [Side: [String: [Double]]] = {
        var result: [Side: [String: [Double]]] = [.light: [:], .dark: [:]]
        guard let text = try? AssetsTests.text(of: "app.css") else { return result }
        for match in text.matches(of: /--([a-z-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);/) {
            result[.light]?[String(match.output.1)] = channels(match.output.2)
            result[.dark]?[String(match.output.1)] = channels(match.output.3)
        }
        return result
    }()

    private static func channels(_ digits: Substring) -> [Double] {
        let value = Int(digits, radix: 16) ?? 0
        return [16, 8, 0].map { Double(value >> $0 & 255) / 255 }
    }

    private func ratio(_ a: String, _ b: String, _ side: Side) throws -> Double {
        func luminance(_ name: String) throws -> Double {
            let linear = try #require(Self.tokens[side]?[name], "no token --\(name)").map {
                $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        let (first, second) = (try luminance(a), try luminance(b))
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    @Test("text reads at 4.5 to 1 on every ground it stands on", arguments: Side.allCases)
    func text(side: Side) throws {
        let grounds = ["paper", "surface", "raised", "plain-soft", "accent-soft"]
        for ink in ["text", "muted", "accent", "bad", "good"] {
            for ground in grounds where !(ink == "muted" && ground == "accent-soft") {
                #expect(try ratio(ink, ground, side) >= 4.5, "\(ink) on \(ground), \(side)")
            }
        }
        #expect(try ratio("on-accent", "accent", side) >= 4.5)
    }

    @Test("a tone reads at 4.5 to 1 on its own soft ground, and text does too", arguments: Tone.allCases, Side.allCases)
    func tones(tone: Tone, side: Side) throws {
        let soft = tone.rawValue + "-soft"
        #expect(try ratio(tone.rawValue, soft, side) >= 4.5)
        #expect(try ratio("text", soft, side) >= 4.5)
        #expect(try ratio(tone.rawValue, "surface", side) >= 4.5)
    }

    @Test("the border of an input, a focus ring and a lamp stand out at 3 to 1", arguments: Side.allCases)
    func borders(side: Side) throws {
        for ground in ["paper", "surface", "raised"] {
            for edge in ["edge", "accent", "good", "warn", "bad"] {
                #expect(try ratio(edge, ground, side) >= 3, "\(edge) on \(ground), \(side)")
            }
        }
    }

    @Test("every tone has its pair of tokens in the stylesheet", arguments: Tone.allCases)
    func mapped(tone: Tone) throws {
        let name = tone.rawValue
        let rule = "[data-tone=\"\(name)\"] { --tone: var(--\(name)); --soft: var(--\(name)-soft); }"
        #expect(try AssetsTests.text(of: "app.css").contains(rule))
    }

    @Test("every class a page uses is known to the stylesheet or to a module")
    func classes() throws {
        let known = try AssetsTests.text(of: "app.css") + AssetsTests.text(of: "theme.js")
        var used: Set<String> = []
        for page in PagesSamples.pages {
            for match in page.text().matches(of: /class="([^"]+)"/) {
                used.formUnion(match.output.1.split(separator: " ").map(String.init))
            }
        }
        #expect(used.filter { !known.contains(".\($0)") }.sorted() == [])
    }
}
