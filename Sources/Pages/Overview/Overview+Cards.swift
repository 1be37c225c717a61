extension OverviewPage {
    func eventsChart(_ html: inout HTML) {
        let format = context.format
        let values = model.eventsPerMinute
        let total = values.reduce(0, +)
        html(.section, .class("card")) { html in
            html.cardHead(text.eventsPerMinute, detail: text.lastHour) { html in
                html(.span, .class("muted")) { html in
                    html.text(text.peak + " ")
                    liveText(.eventsPeak, &html)
                }
            }
            if total == 0 && model.counters.eventsToday == 0 {
                html.emptyState(.pulse, title: text.noEvents, help: text.noEventsHelp)
                return
            }
            let summary = text.chartSummary(format.count(total), format.count(values.max() ?? 0))
            html.columns(values, key: "events", summary: summary) { format.count(values[$0]) }
            html(.p, .class("axis"), .hiddenFromReaders) { html in
                html(.span, text: text.hourAgo)
                html(.span, text: text.now)
            }
            eventsTable(values, &html)
        }
    }

    /// The chart's figures for those who read rather than look, five minutes a row.
    private func eventsTable(_ values: [Int], _ html: inout HTML) {
        html(.details, .class("as-table")) { html in
            html(.summary, text: text.asTable)
            html(.table, .class("plain")) { html in
                html(.thead) { html in
                    html(.tr) { html in
                        html(.th, .scope("col"), text: text.minutesAgo)
                        html(.th, .scope("col"), .class("number"), text: text.events)
                    }
                }
                html(.tbody) { html in
                    for start in stride(from: 0, to: values.count, by: 5) {
                        let slice = values[start..<min(start + 5, values.count)]
                        html(.tr) { html in
                            html(.td, text: text.fiveMinutes(values.count - start, values.count - slice.endIndex))
                            html(.td, .class("number"), text: context.format.count(slice.reduce(0, +)))
                        }
                    }
                }
            }
        }
    }

    func messages(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.messages, detail: text.messagesToday)
            if model.messagesByState.isEmpty {
                html(.p, .class("muted"), text: text.noMessages)
                return
            }
            html(.ul, .class("bars")) { html in
                for (state, share) in model.stateShares {
                    html(.li) { html in
                        let address = Query().adding("state", state.rawValue).address(on: Route.messages)
                        html(.a, .href(address), text: context.catalog.message.state(state))
                        html.bar(share, tone: state.tone, key: .state(state))
                        html(.span, .class("number"), .live(.state(state)), text: texts[.state(state)] ?? "")
                    }
                }
            }
        }
    }

    func flows(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.flows) { html in
                html(.a, .class("more"), .href(Route.flows), text: text.allFlows)
            }
            if model.flows.isEmpty {
                html.emptyState(.flow, title: text.noFlows, help: text.noFlowsHelp)
                return
            }
            let columns: [Column] = [
                Column(text.flow), .number(text.underWay), .number(text.sent), .number(text.goalReached),
            ]
            html.table(columns, caption: text.flows) { html in
                for flow in model.flows {
                    html.row { html in
                        html.cell { html in
                            html(.span, .class("person-words")) { html in
                                html(.a, .class("strong"), .href(Route.flow(flow.id)), text: flow.name)
                                if flow.isPaused {
                                    html.badge(context.catalog.flow.stateName(.paused), tone: FlowState.paused.tone)
                                }
                                let key = LiveKey.standing(flow: flow.id)
                                html(.small, .class("muted"), .live(key), text: texts[key] ?? "")
                            }
                        }
                        html.cell { liveText(.underWay(flow: flow.id), &$0) }
                        html.cell { liveText(.sent(flow: flow.id), &$0) }
                        html.cell { liveText(.goal(flow: flow.id), &$0) }
                    }
                }
            }
        }
    }

    func feed(_ html: inout HTML) {
        html(.section, .class("card feed-card")) { html in
            html.cardHead(text.activity)
            if model.activity.isEmpty {
                html(.div, .flag("data-feed-empty")) { html in
                    html.emptyState(.wheel, title: text.noActivity, help: text.noActivityHelp)
                }
            }
            html(
                .ol, .class("feed"), .flag("data-feed"), .named("data-longest", OverviewModel.longestFeed),
                .named("data-now", context.format.text.now)
            ) { html in
                for item in model.activity.prefix(OverviewModel.longestFeed) { feedItem(item, &html) }
            }
            html(.template, .id("feed-item")) { html in
                html(.li) { html in
                    html(.span, .class("dot")) { $0.icon(.pulse) }
                    html(.a, .class("feed-words"))
                    html(.time, .named("data-style", "age"))
                }
            }
        }
    }

    private func feedItem(_ item: Activity, _ html: inout HTML) {
        html(.li) { html in
            html(.span, .class("dot"), .tone(item.tone)) { $0.icon(item.icon) }
            if let address = item.address {
                html(.a, .class("feed-words"), .href(address), text: item.sentence(in: context))
            } else {
                html(.span, .class("feed-words"), text: item.sentence(in: context))
            }
            html.time(item.at, .age, in: context)
        }
    }
}
