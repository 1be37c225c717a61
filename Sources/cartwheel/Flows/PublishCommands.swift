import ArgumentParser
import Runtime
import Values

struct FlowsPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Makes a stored version of a flow the live one.",
        discussion: """
            Journeys under way finish on the version they began with. With --move they go over: each to the step with the \
            same id, and where a step is gone to the one that --place names. With --already the flow begins for those, too, \
            who meet its trigger now: in the segment, on the list, tagged, or past the date. --preview says how many stand \
            where, and with --already whom it would take in.
            Example: cartwheel flows publish abandoned-cart --move --place offer=last-call --place survey=end
            """)

    @Argument(help: "The flow's name, such as abandoned-cart.") var flow: String
    @Option(help: "The version; left out, the newest.") var version: Int64?
    @Flag(help: "Takes journeys under way over to the new version.") var move = false
    @Option(help: "Where journeys at a step go on: OLD=NEW, OLD=end or OLD=stay.") var place: [String] = []
    @Flag(help: "Begins for those who meet its trigger already.") var already = false
    @Flag(help: "Says what would happen, and publishes nothing.") var preview = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var places = JSONObject()
        for text in place {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { throw ValidationError("“\(text)” is not of the form OLD=NEW") }
            places[String(parts[0])] = .string(String(parts[1]))
        }
        var parameters: JSONObject = [
            "flow": .string(flow), "move": .bool(move), "places": .object(places), "preview": .bool(preview),
            "already": .bool(already),
        ]
        if let version { parameters["version"] = .number(Number(version)) }
        output.print(try await Admin.perform(.publishFlow, .object(parameters), system)) { result in
            guard preview else {
                let said = "“\(result["name"]?.cell ?? "")” is live with version \(result["version"]?.cell ?? "")"
                return ([said] + result.notices).joined(separator: "\n")
            }
            let rows = (result["rows"] ?? .array([])).table([
                ("step", "step"), ("what it does", "sentence"), ("journeys", "journeys"), ("goes on at", "place"),
            ])
            let past = result["already"].map { [$0.startPreview] } ?? []
            return ([rows] + (result["faults"]?.array ?? []).map(\.cell) + past).joined(separator: "\n")
        }
    }
}

struct FlowsStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Starts a flow for people by hand, or for all past customers.",
        discussion: """
            The flow needs the trigger manual; its conditions and its rule of re-entry hold. With --already it needs none: \
            it begins for those who are in its segment, on its list or tagged, or whose date has come. --preview counts whom \
            it would take in. The same --cause starts it once for a person, however often the command is given.
            Example: cartwheel flows start win-back --among "At risk" --preview
            """)

    @Argument(help: "The flow's name.") var flow: String
    @Argument(help: "E-mail addresses or user ids.") var people: [String] = []
    @Option(help: "Members of a segment or list, by its name.") var among: String?
    @Flag(help: "Everybody.") var everybody = false
    @Flag(help: "Those who meet its trigger already.") var already = false
    @Option(help: "What the flow sees as trigger.…, as JSON.") var with: String?
    @Option(help: "What makes it one start; left out, this moment.") var cause: String?
    @Flag(help: "Counts, and starts nothing.") var preview = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        let given = [!people.isEmpty, among != nil, everybody, already].count { $0 }
        guard given == 1 else {
            throw ValidationError("say for whom: people, --among NAME, --everybody or --already")
        }
    }

    func run() async throws {
        var parameters: JSONObject = ["flow": .string(flow), "preview": .bool(preview)]
        if !people.isEmpty { parameters["people"] = .array(people.map(JSON.string)) }
        if let among { parameters["among"] = .string(among) }
        if everybody { parameters["everybody"] = true }
        if already { parameters["already"] = true }
        if let cause { parameters["cause"] = .string(cause) }
        if let with {
            guard let object = try? JSON.parse(with), object.object != nil else {
                throw ValidationError("--with is no JSON object, such as {\"reason\": \"spring\"}")
            }
            parameters["with"] = object
        }
        output.print(try await Admin.perform(.startFlow, .object(parameters), system)) { result in
            if preview { return result.startPreview }
            guard let given = result["given"], given != .null else {
                return "It is being started, a page of people at a time"
            }
            return "Started for \(given.cell)"
        }
    }
}

extension JSON {
    /// How many a start would take in, and why the others stay out.
    fileprivate var startPreview: String {
        let partly = self["partial"]?.bool == true ? " (of those looked at; there are more)" : ""
        let refused = (self["refused"]?.object?.members ?? []).map { "\($0.value.cell): \($0.key)" }
        let line = "\(self["enter"]?.cell ?? "0") of \(self["people"]?.cell ?? "0") people would enter\(partly)"
        return ([line] + refused).joined(separator: "\n")
    }
}

struct FlowsCallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "Lists what a flow asked of the outside: calls, alerts, tasks, audiences.",
        discussion: "Example: cartwheel flows calls abandoned-cart --limit 200")

    @Argument(help: "The flow's name.") var flow: String
    @Option(help: "At most so many, up to 500.") var limit = 50
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSON = ["flow": .string(flow), "limit": .number(Number(limit))]
        output.print(try await Admin.perform(.listEffects, parameters, system)) {
            $0.table([
                ("at", "requested_at"), ("kind", "kind"), ("step", "step"), ("state", "state"), ("tries", "attempts"),
                ("because", "reason"),
            ])
        }
    }
}
