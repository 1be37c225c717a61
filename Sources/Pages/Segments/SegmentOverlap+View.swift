/// How many people up to four segments share.
public enum SegmentOverlapView {
    public static func render(_ model: SegmentOverlapModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.segment
        return Layout.console(title: text.overlapTitle, room: .segments, in: context) { html in
            html.wayBack(to: Route.segments, context.catalog.layout.segments)
            html.pageHead(text.overlapTitle, detail: text.overlapDetail)
            html.filters(
                on: Route.segmentOverlap, verb: text.overlapShow, clearable: !model.chosen.isEmpty, in: context
            ) { html in
                for number in 1...SegmentOverlapModel.most {
                    let selected = number <= model.chosen.count ? model.chosen[number - 1].id : ""
                    html.choice(
                        "s\(number)", label: text.overlapChoose(number), selected: selected,
                        choices: [Choice(value: "", words: text.overlapNothing)]
                            + model.choices.map { Choice(value: $0.id, words: $0.name) })
                }
            }
            html(.section, .class("card")) { html in
                if model.chosen.count < 2 {
                    html.emptyState(.overlap, title: text.overlapEmpty, help: text.overlapEmptyHelp)
                } else {
                    regions(model, in: context, to: &html)
                }
            }
        }
    }

    private static func regions(_ model: SegmentOverlapModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.segment
        let format = context.format
        let most = max(model.regions.map(\.count).max() ?? 0, 1)
        let columns = [Column(text.whoShares), .number(text.people)] + model.chosen.map { Column($0.name) }
        html(.div, .class("overlap")) { html in
            html.table(columns, caption: text.overlapTitle) { html in
                for region in model.regions {
                    html.row { html in
                        html.cell { html in
                            html(.span, .class("overlap-names"), text: names(region, model, text))
                            html.bar(Double(region.count * 1000 / most) / 10, tone: .accent)
                        }
                        html.cell { $0(.strong, text: format.count(region.count)) }
                        for index in model.chosen.indices {
                            let isIn = region.members >> index & 1 == 1
                            html.cell { html in
                                html(.span, .class("member-dot"), .tone(isIn ? .accent : .plain)) { html in
                                    html(.span, .class("unseen"), text: isIn ? text.inSegment : text.notInSegment)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func names(
        _ region: SegmentOverlapModel.Region, _ model: SegmentOverlapModel, _ text: SegmentText
    ) -> String {
        let names = model.chosen.indices.filter { region.members >> $0 & 1 == 1 }.map { model.chosen[$0].name }
        if names.count == 1 { return text.alone(names[0]) }
        return names.dropLast().joined(separator: ", ") + " \(text.and) " + (names.last ?? "")
    }
}
