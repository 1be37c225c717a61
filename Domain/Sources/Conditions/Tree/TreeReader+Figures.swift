import Values

extension TreeReader {
    func aggregate() throws(ConditionTreeError) -> Aggregate {
        var aggregate = Aggregate(
            function: try member("function").word(), event: try member("event").text())
        if let property = optional("property") { aggregate.property = try property.keys() }
        if let filter = optional("where") { aggregate.filter = try filter.expression() }
        if let window = optional("window") { aggregate.window = try window.window() }
        return aggregate
    }

    func window() throws(ConditionTreeError) -> EventWindow {
        var window = EventWindow()
        if let last = optional("last") { window.last = try last.span() }
        if let since = optional("since") {
            guard try since.text() == "trigger" else { throw since.fault("the only beginning is \"trigger\"") }
            window.sinceTrigger = true
        }
        return window
    }
}
