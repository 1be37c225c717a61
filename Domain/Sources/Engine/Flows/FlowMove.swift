import Values

/// How journeys under way go over to a new version of their flow, chosen when it is published.
public struct FlowMove: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
        /// Goes on at this step of the new version.
        case step(String)
        /// The journey ends.
        case end
        /// It finishes on the version it is on.
        case stay
    }

    public var flow: Int64
    /// The version that they leave.
    public var from: Int64
    public var to: Int64
    /// For steps by their ids; a step that is not named goes to that with the same id.
    public var places: [String: Place]

    public init(flow: Int64, from: Int64, to: Int64, places: [String: Place] = [:]) {
        self.flow = flow
        self.from = from
        self.to = to
        self.places = places
    }

    /// What becomes of journeys at a step; nil where nobody said.
    func place(of step: String, in new: Flow) -> Place? {
        if let place = places[step] { return place }
        return new.step(id: step) == nil ? nil : .step(step)
    }

    /// Everything that keeps the move from being made; empty where it can be.
    public func faults(from old: Flow, to new: Flow) -> [String] {
        let ids = new.steps.map(\.id)
        var faults: [String] = []
        for step in old.steps where place(of: step.id, in: new) == nil {
            faults.append(
                "the step \"\(step.id)\" is gone; choose where its journeys go on, or that they end or stay")
        }
        for (step, place) in places.sorted(by: { $0.key < $1.key }) {
            if old.step(id: step) == nil { faults.append("the earlier version has no step \"\(step)\"") }
            guard case .step(let target) = place, !ids.contains(target) else { continue }
            let nearest = NearestName.of(target, among: ids).map { "; did you mean \($0)?" } ?? ""
            faults.append("the new version has no step \"\(target)\"\(nearest)")
        }
        return faults
    }

    /// How many journeys stand where, and where they would go.
    ///
    /// - Parameter standing: how many stand at each step of the earlier version, by its index.
    public func preview(from old: Flow, to new: Flow, standing: [Int: Int]) -> [Row] {
        old.steps.enumerated().compactMap { index, step in
            guard let count = standing[index], count > 0 else { return nil }
            return Row(
                step: step.id, sentence: step.kind.sentence, journeys: count,
                place: place(of: step.id, in: new) ?? .stay)
        }
    }

    /// A line of the preview.
    public struct Row: Sendable, Hashable {
        public let step: String
        public let sentence: String
        public let journeys: Int
        public let place: Place
    }
}

extension FlowMove {
    /// The stored form.
    public var json: JSON {
        var object: JSONObject = [
            "flow": .number(Number(flow)), "from": .number(Number(from)), "to": .number(Number(to)),
        ]
        var places = JSONObject()
        for (step, place) in self.places.sorted(by: { $0.key < $1.key }) {
            switch place {
            case .step(let id): places[step] = ["step": .string(id)]
            case .end: places[step] = "end"
            case .stay: places[step] = "stay"
            }
        }
        if !places.isEmpty { object["places"] = .object(places) }
        return .object(object)
    }

    public init?(_ json: JSON) {
        guard let flow = json["flow"]?.number?.integer, let from = json["from"]?.number?.integer,
            let to = json["to"]?.number?.integer
        else { return nil }
        self.init(flow: flow, from: from, to: to)
        for member in json["places"]?.object?.members ?? [] {
            if let step = member.value["step"]?.string {
                places[member.key] = .step(step)
            } else {
                places[member.key] = member.value == "end" ? .end : .stay
            }
        }
    }
}
